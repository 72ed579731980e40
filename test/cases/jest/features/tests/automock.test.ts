import { signUp } from '../src/signup';

jest.mock('../src/clock');
jest.mock('../src/mailer');

test('mocked without a factory', () => {
  const { send } = jest.requireMock('../src/mailer') as { send: jest.Mock };
  signUp('x');
  expect(send).toHaveBeenCalledWith(undefined);
});
