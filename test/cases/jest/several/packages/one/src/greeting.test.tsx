import { fireEvent, render, screen } from '@testing-library/react';
import { Greeting } from './greeting';

test('nobody at first', () => {
  render(<Greeting name="Ada" />);
  expect(screen.getByRole('button').textContent).toBe('nobody');
});

test('counts', () => {
  render(<Greeting name="Ada" />);
  fireEvent.click(screen.getByRole('button'));
  expect(screen.getByRole('button').textContent).toBe('Ada 1');
});
