import { type ReactNode, useState } from 'react';

export function Counter({ start = 0, onChange }: { start?: number; onChange?: (count: number) => void }): ReactNode {
  const [count, setCount] = useState(start);
  const add = () => {
    setCount(count + 1);
    onChange?.(count + 1);
  };
  return (
    <section aria-label="counter">
      <output>{count}</output>
      <button type="button" onClick={add}>
        add
      </button>
      {count > 9 ? <p role="alert">that is a lot</p> : null}
    </section>
  );
}
