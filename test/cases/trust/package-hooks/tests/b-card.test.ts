import { only, show } from 'stage';
import { title } from '../src/card';

test('greets Bob', () => {
  show(title('Bob'));
  expect(only('Dear Bob')).toGreet('Bob');
});

test('greets Bob again', () => {
  show(title('Bob'));
  expect(only('Dear Bob')).toGreet('Bob');
});
