import { useMemo } from 'preact/hooks';
import { visible } from '../../../../text.ts';
import { count, number } from '../../../../wording.ts';
import { verdictOrder } from '../../model/functions.ts';
import { address } from '../../model/route.ts';
import type { Rectangle } from '../../model/squarify.ts';
import { type Box, type Part, type Treemap, treemap } from '../../model/treemap.ts';
import { useFunctionRows } from '../../state.ts';
import { VerdictIcon, verdictTones } from '../../ui/icons.tsx';
import { Link } from '../../ui/link.tsx';
import { useNear } from '../../ui/use-near.ts';
import { useWidth } from '../../ui/use-width.ts';

/** The code as a map. The table of functions says the same to who cannot see it, so it is left out for them. */
export function TreemapSection() {
  const rows = useFunctionRows();
  const verdicts = new Set(rows.map(({ unit }) => unit.verdict ?? 'none'));
  const { element, width } = useWidth();
  // It takes a while to draw, and is below what is read first.
  const isNear = useNear(element, false);
  const height = width < 600 ? 320 : 380;
  const drawn = useMemo(
    () => (isNear && width > 0 ? treemap(rows, width, height) : undefined),
    [isNear, rows, width, height],
  );
  if (rows.length === 0) return null;
  return (
    <section class="card" aria-labelledby="map">
      <div class="section-head">
        <h2 id="map">Map of the code</h2>
        <Link to="functions" class="see-all">
          View as table
        </Link>
      </div>
      <p class="muted">{drawn === undefined ? '\u00A0' : meaning(drawn)}</p>
      <div ref={element} class="treemap" style={{ height: `${height}px` }} aria-hidden="true">
        {drawn?.map.map((box) => (
          <BoxView key={box.path} box={box} treemap={drawn} />
        ))}
      </div>
      <ul class="legend" aria-hidden="true">
        {[...verdictOrder, 'none' as const]
          .filter((verdict) => verdicts.has(verdict))
          .map((verdict) => (
            <li key={verdict}>
              <VerdictIcon verdict={verdict} /> {verdict === 'none' ? 'outside functions' : verdict}
            </li>
          ))}
      </ul>
    </section>
  );
}

function meaning({ parts, boxes }: Treemap): string {
  if (parts === 'function') return 'Each rectangle is a function, as large as it has breaks.';
  return `Each box is a ${boxes}. Its parts are its functions of one verdict, as large as they have breaks.`;
}

function BoxView({ box, treemap: { boxes, parts } }: { box: Box; treemap: Treemap }) {
  const name = visible(box.path);
  const short = boxes === 'file' ? name.split('/').at(-1) : name;
  const to = boxes === 'file' ? address('file', box.path) : address('functions', '', { q: box.path });
  return (
    <div class="map-file" style={place(box)}>
      {box.named && (
        <a tabIndex={-1} href={to} class="map-head" title={`${name}: ${count(box.breaks, 'break')}`}>
          {short}
        </a>
      )}
      {box.parts.map((part) =>
        parts === 'function' ? (
          <FunctionPart key={part.rows[0]?.unit.id} part={part} />
        ) : (
          <VerdictPart key={part.verdict} part={part} path={box.path} isFile={boxes === 'file'} />
        ),
      )}
    </div>
  );
}

function FunctionPart({ part }: { part: Part }) {
  const [row] = part.rows;
  if (row === undefined) return null;
  const name = visible(row.unit.name);
  const title = `${name}: ${part.verdict === 'none' ? 'no verdict' : part.verdict}, ${number(row.noticed)} of ${count(row.breaks, 'break')} noticed`;
  return <PartLink part={part} to={address('function', row.unit.id)} title={title} label={name} />;
}

function VerdictPart({ part, path, isFile }: { part: Part; path: string; isFile: boolean }) {
  const to = address('functions', '', { [isFile ? 'file' : 'q']: path, verdict: part.verdict });
  const what = part.verdict === 'none' ? 'outside functions' : part.verdict;
  const title = `${visible(path)}: ${number(part.rows.length)} ${what}, ${count(part.breaks, 'break')}`;
  return <PartLink part={part} to={to} title={title} label={number(part.rows.length)} />;
}

function PartLink({ part, to, title, label }: { part: Part; to: string; title: string; label: string }) {
  const hasRoom = part.width >= 44 && part.height >= 24;
  return (
    <a
      tabIndex={-1}
      href={to}
      class={`map-leaf map-${verdictTones[part.verdict]}`}
      style={place(part)}
      title={title}
    >
      {hasRoom && (
        <span class="map-label">
          <VerdictIcon verdict={part.verdict} />
          <span>{label}</span>
        </span>
      )}
    </a>
  );
}

function place({ x, y, width, height }: Rectangle) {
  return {
    left: `${x}px`,
    top: `${y}px`,
    width: `${Math.max(0, width - 2)}px`,
    height: `${Math.max(0, height - 2)}px`,
  };
}
