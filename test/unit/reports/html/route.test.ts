import { describe, expect, test } from 'vitest';
import { address, parseRoute } from '../../../../reports/html/app/model/route.ts';

describe('an address', () => {
  test.each([
    ['', { view: 'overview', id: '', query: {} }],
    ['#/', { view: 'overview', id: '', query: {} }],
    ['#/functions?verdict=weak&q=a%20b', { view: 'functions', id: '', query: { verdict: 'weak', q: 'a b' } }],
    ['#/file/src/a%20b/%23.ts?line=3', { view: 'file', id: 'src/a b/#.ts', query: { line: '3' } }],
    ['#/file/100%', { view: 'file', id: '100%', query: {} }],
    ['#/nowhere/x', { view: 'unknown', id: 'x', query: {} }],
    ['#/constructor', { view: 'unknown', id: '', query: {} }],
  ])('%j leads to its view', (hash, route) => {
    expect(parseRoute(hash)).toEqual(route);
  });

  test.each([
    ['overview', '', {}],
    ['file', 'src/a b/ü?#%.ts', { line: '12' }],
    ['test', '../x', {}],
    ['functions', '', { verdict: 'weak,tested', q: '&=#' }],
  ] as const)('of the view %s says all that it leads to', (view, id, query) => {
    expect(parseRoute(address(view, id, query))).toEqual({ view, id, query });
  });

  test('leaves out what is empty', () => {
    expect(address('functions', '', { q: '', sort: 'name' })).toBe('#/functions?sort=name');
  });
});
