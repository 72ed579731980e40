import { dated, each, only, picked, slug } from '../src/words';

it('makes a slug', () => {
  expect(slug('Hello')).toBeDefined();
});

it('runs', () => {
  only(['one']);
  dated('news');
  picked(['a', 'b']);
  each(['a'], () => {});
});
