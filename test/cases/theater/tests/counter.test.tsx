// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Counter } from '../src/Counter.tsx';

afterEach(cleanup);

describe('the counter', () => {
  test('[ok] shows where it starts', () => {
    render(<Counter start={3} />);
    expect(screen.getByRole('status').textContent).toBe('3');
  });

  test('[ok] counts', () => {
    render(<Counter />);
    fireEvent.click(screen.getByRole('button'));
    expect(screen.getByText('1')).toBeTruthy();
  });

  test('[ok] tells whoever asked', () => {
    const onChange = vi.fn();
    render(<Counter start={1} onChange={onChange} />);
    fireEvent.click(screen.getByRole('button'));
    expect(onChange).toHaveBeenCalledExactlyOnceWith(2);
  });

  test('[ok] warns, by a query that throws', () => {
    render(<Counter start={10} />);
    screen.getByRole('alert');
  });

  test('[ok] warns later, by a query that waits', async () => {
    render(<Counter start={9} />);
    fireEvent.click(screen.getByRole('button'));
    await screen.findByRole('alert');
  });

  test('[ok] does not warn too early', () => {
    render(<Counter start={9} />);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('[ok] looks as it did', () => {
    const { container } = render(<Counter start={2} />);
    expect(container.innerHTML).toMatchInlineSnapshot(
      `"<section aria-label="counter"><output>2</output><button type="button">add</button></section>"`,
    );
  });

  test('[no-assertion] renders', () => {
    render(<Counter />);
  });

  test('[hollow] has a container', () => {
    const { container } = render(<Counter />);
    expect(container).toBeDefined();
  });

  test('[smoke] renders without an error', () => {
    expect(() => render(<Counter />)).not.toThrow();
  });

  test('[mock-echo] the callback is a callback', () => {
    const onChange = vi.fn();
    render(<Counter onChange={onChange} />);
    onChange(1);
    expect(onChange).toHaveBeenCalledWith(1);
  });
});
