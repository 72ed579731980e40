import { readFileSync } from 'node:fs';
import { fromRoot } from './run.ts';

/** GitLab includes one file alone: what its jobs run is within it. */
const files = ['check-comment.mjs', 'read-comment.mjs', 'gitlab-note.mjs'];

/** The text of `ci/gitlab.yml`, from the template and the programs beside it. */
export function gitlabTemplate(): string {
  const read = (name: string) => readFileSync(fromRoot('ci', name), 'utf8');
  const note =
    '# Written by scripts/docs.ts from ci/gitlab.template.yml and what it runs: change it there.\n';
  return (
    note +
    read('gitlab.template.yml').replace('    # @files@\n', () =>
      files.map((name) => written(name, read(name))).join(''),
    )
  );
}

/** A step that writes a file. */
function written(name: string, text: string): string {
  const lines = [`cat > ${name} <<'END_OF_FILE'`, ...text.trimEnd().split('\n'), 'END_OF_FILE'];
  return `    - |\n${lines.map((line) => (line === '' ? '\n' : `      ${line}\n`)).join('')}`;
}
