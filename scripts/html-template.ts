/** Builds the page of the HTML report without data: `node scripts/html-template.ts [file]`. */
import { createHash } from 'node:crypto';
import { build } from 'vite';
import { dataMark, offline, serverMark } from '../reports/html/index.ts';
import { replaceFile } from '../src/system/whole-file.ts';
import { fromRoot } from './run.ts';

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="4" fill="#3f3d9e"/><path d="M4 8.2 7 11l5-6" fill="none" stroke="#fff" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/></svg>';

const file = process.argv[2] ?? fromRoot('reports', 'html', 'dist', 'template.html');
const { script, style } = await bundle();
// Tests that run side by side may build it at once.
replaceFile(file, page(script, style));

async function bundle(): Promise<{ script: string; style: string }> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root: fromRoot('reports', 'html', 'app'),
    esbuild: { jsx: 'automatic', jsxImportSource: 'preact', legalComments: 'none' },
    build: {
      write: false,
      target: 'es2024',
      modulePreload: false,
      cssCodeSplit: false,
      rollupOptions: { input: fromRoot('reports', 'html', 'app', 'main.tsx') },
    },
  });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((each) =>
    'output' in each ? each.output : [],
  );
  const script = outputs.map((each) => (each.type === 'chunk' ? each.code : '')).join('');
  const style = outputs
    .map((each) => (each.type === 'asset' && each.fileName.endsWith('.css') ? String(each.source) : ''))
    .join('');
  if (script === '' || style === '') throw new Error('Vite built no script or no style.');
  return { script: inScript(script), style };
}

/** Nothing in the script may end its element, or begin a comment in it. */
function inScript(code: string): string {
  return code.trim().replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
}

/** Only this very script and style are let in, and no text can become an element. */
function policy(script: string, style: string): string {
  return [
    "default-src 'none'",
    `script-src '${hash(script)}'`,
    `style-src '${hash(style)}'`,
    'img-src data:',
    offline,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function page(script: string, style: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(script, style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
${serverMark}
<title>realcov</title>
<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(icon)}">
<style>${style}</style>
</head>
<body>
<div id="app"><p class="boot">Reading the report …</p></div>
<noscript><p class="boot">This report needs JavaScript. The same results are in audit.json beside it.</p></noscript>
<script type="module">${script}</script>
${dataMark}
</body>
</html>
`;
}
