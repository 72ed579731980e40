/** @jest-environment jsdom */
import { render } from '../src/page';

test('a list', () => {
  expect(render(['a', 'b']).children).toHaveLength(2);
  expect(document.body.textContent).toContain('ab');
});
