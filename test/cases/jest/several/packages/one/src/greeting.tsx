import { useState } from 'react';

export function Greeting({ name }: { name: string }) {
  const [count, setCount] = useState(0);
  const more = () => setCount(count + 1);
  return (
    <button type="button" onClick={more}>
      {count > 0 ? `${name} ${count}` : 'nobody'}
    </button>
  );
}
