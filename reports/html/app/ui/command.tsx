import { useState } from 'preact/hooks';
import { visible } from '../../../text.ts';
import { Sign } from './icons.tsx';

/** A command to run in a terminal, with a button that copies it. */
export function Command({ children }: { children: string }) {
  return (
    <span class="command">
      <code>{visible(children)}</code>
      <CopyButton text={children} label={`Copy ${visible(children)}`} />
    </span>
  );
}

export function CopyButton({ text, label, children }: { text: string; label: string; children?: string }) {
  const [said, setSaid] = useState('');
  const copy = () =>
    void copied(text).then((done) => setSaid(done ? 'Copied' : 'Not copied: select it by hand'));
  return (
    <button
      type="button"
      class={children ? 'button' : 'icon-button'}
      aria-label={label}
      onClick={copy}
      onBlur={() => setSaid('')}
    >
      <Sign of="copy" />
      {children}
      <span class="said" role="status">
        {said}
      </span>
    </button>
  );
}

/** Pages opened from a file may not write to the clipboard: a selection of a hidden field can be copied then. */
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    field.className = 'visually-hidden';
    document.body.append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    return done;
  }
}
