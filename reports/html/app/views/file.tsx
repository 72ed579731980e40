import { own } from '../../../../src/model/by-name.ts';
import { isBreak } from '../../../../src/model/mutant.ts';
import { visible } from '../../../text.ts';
import { number } from '../../../wording.ts';
import { fileRows } from '../model/files.ts';
import { route, useFunctionRows, useReport } from '../state.ts';
import { AnnotatedSource } from '../ui/annotated-source.tsx';
import { BreakChoice, showsAllBreaks } from '../ui/break-choice.tsx';
import { Facts } from '../ui/facts.tsx';
import { VerdictIcon } from '../ui/icons.tsx';
import { Link } from '../ui/link.tsx';
import { Crumbs, Empty, Missing, PageHead } from '../ui/page.tsx';

/** One file: its source with its breaks in place. */
export function FileView() {
  const { data, mutantsIn } = useReport();
  const { id: file, query } = route.value;
  const row = fileRows(useFunctionRows().filter(({ unit }) => unit.file === file))[0];
  const source = own(data.sources, file);
  if (row === undefined) return <Missing what="file" id={file} list="files" />;
  const all = showsAllBreaks();
  return (
    <>
      <Crumbs>
        <Link to="files">Files</Link>
        <span class="place">{visible(file.split('/').slice(0, -1).join('/')) || '.'}</span>
      </Crumbs>
      <PageHead title={visible(file.split('/').at(-1) ?? file)} code />
      <Facts
        facts={[
          ['Breaks', number(row.breaks)],
          ['Noticed', number(row.noticed)],
          ['Unnoticed', number(row.unnoticed)],
        ]}
      />
      <details class="outline">
        <summary>Functions of this file</summary>
        <ul>
          {row.functions.map(({ unit }) => (
            <li key={unit.id}>
              <VerdictIcon verdict={unit.verdict} />
              <Link to="function" id={unit.id}>
                <bdi class="code-name">{visible(unit.name)}</bdi>
              </Link>
              <span class="muted">{unit.verdict ?? ''}</span>
            </li>
          ))}
        </ul>
      </details>
      <div class="section-head">
        <h2>Source</h2>
        <BreakChoice />
      </div>
      {source === undefined ? (
        <Empty>
          The report does not have the text of this file: it was not there when the report was written.
        </Empty>
      ) : (
        <AnnotatedSource
          key={file}
          source={source}
          from={1}
          to={Number.POSITIVE_INFINITY}
          mutants={mutantsIn(file).filter((mutant) => isBreak(mutant) || all)}
          all={all}
          open={query.break}
          line={query.line === undefined ? undefined : Number(query.line)}
        />
      )}
    </>
  );
}
