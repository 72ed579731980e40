import { only, show } from 'stage';
import { title } from '../src/card';

test('greets', () => {
  show(title('Ann'));
  expect(only('Dear Ann')).toGreet('Ann');
});

test('greets again', () => {
  show(title('Ann'));
  expect(only('Dear Ann')).toGreet('Ann');
});
