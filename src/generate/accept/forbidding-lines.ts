import { moduleBeside } from '../../typescript/thread.ts';

/** The reason for a test that does something forbidden. */
export const guarded = 'it writes files, starts programs or uses the network';

/**
 * Lines at the end of a test file that fail each test which tries to write files, start programs or use the network.
 * The sandbox refuses these, so a test that expects to be refused would pass there, but really do it elsewhere.
 * @param onJest the path of what watches as CommonJS; undefined on Vitest
 */
export function guardLines(onJest?: string): string {
  return `
${onJest === undefined ? importsOfVitest() : importsOfJest(onJest)}
const realcovForbidden = new RealcovForbidden();
realcovBeforeEach(() => void realcovForbidden.wasTried());
realcovAfterEach(() => {
  if (realcovForbidden.wasTried()) throw new Error(${JSON.stringify(guarded)});
});
`;
}

function importsOfVitest(): string {
  const { href } = moduleBeside(import.meta.url, '../embedded/forbidden');
  return `import { afterEach as realcovAfterEach, beforeEach as realcovBeforeEach } from 'vitest';
const { Forbidden: RealcovForbidden } = await import(/* @vite-ignore */ ${JSON.stringify(href)});`;
}

function importsOfJest(path: string): string {
  return `import { afterEach as realcovAfterEach, beforeEach as realcovBeforeEach } from '@jest/globals';
import * as realcovEmbedded from ${JSON.stringify(path)};
const { Forbidden: RealcovForbidden } = realcovEmbedded;`;
}
