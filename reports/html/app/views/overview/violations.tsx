import { oneLine, visible } from '../../../../text.ts';
import { number } from '../../../../wording.ts';
import { useReport } from '../../state.ts';
import { Link, Place } from '../../ui/link.tsx';

const shown = 10;

/** What `realcov generate` found to be otherwise than its contract says. */
export function Violations() {
  const violations = useReport().audit.violations ?? [];
  if (violations.length === 0) return null;
  return (
    <section class="card" aria-labelledby="violations">
      <h2 id="violations">Not what their contracts say</h2>
      <ul class="change-list">
        {violations
          .slice(0, shown)
          .map(({ function: id, name, file, line, clause, input, expected, actual }, index) => (
            <li key={index}>
              <Link to="function" id={id}>
                <bdi class="code-name">{visible(name)}</bdi>
              </Link>{' '}
              <Place file={file} line={line} />
              <p>{visible(clause)}</p>
              <p class="muted">
                <code>{oneLine(input)}</code> gives <code>{oneLine(actual)}</code>, not{' '}
                <code>{oneLine(expected)}</code>
              </p>
            </li>
          ))}
      </ul>
      {violations.length > shown && (
        <p class="muted">and {number(violations.length - shown)} more, in audit.json</p>
      )}
    </section>
  );
}
