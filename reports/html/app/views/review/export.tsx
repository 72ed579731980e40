import { count } from '../../../../wording.ts';
import { acceptCommands, acceptedJson } from '../../model/decisions.ts';
import { decisions, own } from '../../store.ts';
import { CopyButton } from '../../ui/command.tsx';

/** The way from this browser into the project. */
export function Export() {
  const mine = Object.keys(own.value).length;
  if (mine === 0) return null;
  return (
    <section class="card" aria-labelledby="export">
      <h2 id="export" tabIndex={-1}>
        {count(mine, 'decision')} not in the project yet
      </h2>
      <p class="muted">
        Put the file at <code>.realcov/accepted.json</code>, or run the commands in the project, and commit
        the file: from then on every audit, in CI too, leaves out what is accepted. What needs a test counts
        as before. <code>realcov open</code> writes the file by itself.
      </p>
      <div class="commands">
        <button type="button" class="button primary" onClick={() => download(acceptedJson(decisions.value))}>
          Download accepted.json
        </button>
        <CopyButton text={acceptCommands(own.value)} label="Copy the commands">
          Copy the commands
        </CopyButton>
      </div>
    </section>
  );
}

function download(text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = 'accepted.json';
  link.click();
  URL.revokeObjectURL(link.href);
}
