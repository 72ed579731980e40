import { useState } from 'preact/hooks';
import { visible } from '../../../text.ts';
import { number } from '../../../wording.ts';
import { useBaseReport } from '../state.ts';
import { Link, Place, Text } from './link.tsx';

const few = 6;
const many = 200;

/** Tests by their ids, each a link; a hook or a file has only its id. */
export function TestList({ ids, label }: { ids: string[]; label: string }) {
  const { tests } = useBaseReport();
  const [limit, setLimit] = useState(few);
  const more = Math.min(ids.length, many) - limit;
  return (
    <>
      <ul class="tests" aria-label={label}>
        {ids.slice(0, limit).map((id) => {
          const test = tests.get(id);
          return (
            <li key={id}>
              {test === undefined ? (
                <Text>{id}</Text>
              ) : (
                <>
                  <Link to="test" id={id}>
                    {visible(test.name)}
                  </Link>{' '}
                  <Place file={test.file} line={test.line} />
                </>
              )}
            </li>
          );
        })}
      </ul>
      {more > 0 && (
        <button type="button" class="more" onClick={() => setLimit(many)}>
          Show {more} more
        </button>
      )}
      {limit === many && ids.length > many && (
        <p class="muted">and {number(ids.length - many)} more, in audit.json</p>
      )}
    </>
  );
}
