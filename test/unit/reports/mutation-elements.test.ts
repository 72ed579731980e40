import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Element, type Node, Window } from 'happy-dom';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { toMutationReport } from '../../../reports/index.ts';
import { sampleAudit, sampleSources } from '../../helpers/sample-audit.ts';

const require = createRequire(import.meta.url);
const viewer = readFileSync(require.resolve('mutation-testing-elements/mutation-test-elements.js'), 'utf8');

let window: Window;
let errors: unknown[];

beforeEach(() => {
  errors = [];
  window = new Window({
    url: 'http://localhost/',
    settings: { enableJavaScriptEvaluation: true, suppressInsecureJavaScriptEnvironmentWarning: true },
  });
  window.addEventListener('error', (event) => errors.push(event));
  window.eval(viewer);
});
afterEach(() => window.happyDOM.close());

/** Opens the report at a place in the viewer, which drops the folder that all files share, and gives the text shown. */
async function view(place: string): Promise<string> {
  window.location.hash = place;
  const app = window.document.createElement('mutation-test-report-app');
  Object.assign(app, { report: toMutationReport(sampleAudit(), sampleSources) });
  window.document.body.append(app);
  await window.happyDOM.waitUntilComplete();
  return shownText(app).replace(/\s+/g, ' ');
}

function shownText(node: Node): string {
  if (node.nodeType === node.TEXT_NODE) return node.textContent;
  const element = node as Element;
  if (element.shadowRoot) return shownText(element.shadowRoot);
  return element.tagName === 'STYLE' ? '' : [...node.childNodes].map(shownText).join('');
}

test('mutation-testing-elements opens the report and shows the real coverage as its score', async () => {
  expect(await view('#mutant')).toContain('Mutation Score All files 44.44');
  expect(errors).toEqual([]);
});

test('a file in the viewer has its mutants at their places', async () => {
  const text = await view('#mutant/cart.ts');
  expect(text).toContain('Survived (7)');
  expect(text).toMatch(
    /const LIMIT\b.*NumberLiteral Survived.*total.*EmptyBody Survived TypedReturn Survived/,
  );
  expect(errors).toEqual([]);
});

test('a test file in the viewer tells killing tests from covering ones', async () => {
  const text = await view('#test/cart.test.ts');
  expect(text).toContain('Killing (3)');
  expect(text).toContain('Covering (1)');
  expect(errors).toEqual([]);
});
