import { visible } from '../../../text.ts';

export function Failure({ message }: { message: string }) {
  return (
    <main class="failure">
      <h1>This report cannot be shown</h1>
      <p role="alert">{visible(message)}</p>
    </main>
  );
}
