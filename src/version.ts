import { readFileSync } from 'node:fs';

/** The tool's own version. */
export const toolVersion: string = (() => {
  // One folder up from `src`, two from `dist/src`.
  for (const up of ['../package.json', '../../package.json']) {
    try {
      const manifest = JSON.parse(readFileSync(new URL(up, import.meta.url), 'utf8'));
      if (manifest.name === 'realcov') return manifest.version;
    } catch {
      // Not in this folder.
    }
  }
  return 'unknown';
})();
