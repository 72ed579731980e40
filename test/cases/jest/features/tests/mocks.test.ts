import { send } from '../src/mailer';
import { signUp } from '../src/signup';

jest.mock('../src/clock');
jest.mock('../src/mailer', () => ({
  ...jest.requireActual('../src/mailer'),
  send: jest.fn(),
}));

test('sends to the address', () => {
  signUp('a@b.c');
  expect(send).toHaveBeenCalledTimes(1);
  expect(send).toHaveBeenCalledWith('<a@b.c>');
});

test('gives ten more', () => {
  expect(signUp('a@b.c')).toBe(1010);
});

test('a spy is restored', () => {
  const random = jest.spyOn(Math, 'max').mockReturnValue(3);
  expect(Math.max(1, 2)).toBe(3);
  expect(random).toHaveBeenCalledTimes(1);
});

test('and was', () => {
  expect(Math.max(1, 2)).toBe(2);
});
