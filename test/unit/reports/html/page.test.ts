import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { renderHtml } from '../../../../reports/html/index.ts';
import { sampleReport } from '../../../helpers/report-page.ts';

const html = renderHtml(sampleReport());
const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';

test('the page lets in its own script and style by their hashes, and nothing else', () => {
  const hash = (text: string | undefined) =>
    `'sha256-${createHash('sha256')
      .update(text ?? '')
      .digest('base64')}'`;
  const script = /<script type="module">([\s\S]*?)<\/script>/.exec(html)?.[1];
  const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1];
  expect(policy.split('; ')).toEqual([
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    'img-src data:',
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]);
});

test('the policy comes before anything that it has to hold', () => {
  expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.search(/<(script|style|link)/));
});

test('nothing of the project stands in the page as it is', () => {
  expect(html.includes('Cart.total')).toBe(false);
});

test('the data says how long it is, so that a page that was cut off can tell', () => {
  const [, length, data] = /data-length="(\d+)">([\w+/=]*)<\/script>/.exec(html) ?? [];
  expect(data).toHaveLength(Number(length));
});

test('a page that is served may ask its server, and knows its token', () => {
  const served = renderHtml(sampleReport(), { serverToken: 'a-B_1' });
  expect(served).toContain("connect-src 'self'");
  expect(served).toContain('<meta name="realcov-server" content="a-B_1">');
  expect(html.includes('<meta name="realcov-server"')).toBe(false);
  expect(() => renderHtml(sampleReport(), { serverToken: '"><script>' })).toThrow(RangeError);
});
