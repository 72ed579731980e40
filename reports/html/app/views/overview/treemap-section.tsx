import { useMemo } from 'preact/hooks';
import { visible } from '../../../../text.ts';
import { count, number } from '../../../../wording.ts';
import { verdictOrder } from '../../model/functions.ts';
import { address } from '../../model/route.ts';
import { type FileBox, type Leaf, treemap } from '../../model/treemap.ts';
import { useFunctionRows } from '../../state.ts';
import { VerdictIcon, verdictTones } from '../../ui/icons.tsx';
import { Link } from '../../ui/link.tsx';
import { useNear } from '../../ui/use-near.ts';
import { useWidth } from '../../ui/use-width.ts';

/** The code as a map. The table of functions says the same to who cannot see it, so it is left out for them. */
export function TreemapSection() {
  const rows = useFunctionRows();
  const { element, width } = useWidth();
  // It takes a while to draw, and is below what is read first.
  const isNear = useNear(element, false);
  const height = width < 600 ? 320 : 380;
  const boxes = useMemo(
    () => (isNear && width > 0 ? treemap(rows, width, height) : []),
    [isNear, rows, width, height],
  );
  return (
    <section class="card" aria-labelledby="map">
      <div class="section-head">
        <h2 id="map">Map of the code</h2>
        <Link to="functions" class="see-all">
          The same as a table
        </Link>
      </div>
      <p class="muted">Each rectangle is a function, as large as it has breaks.</p>
      <div ref={element} class="treemap" style={{ height: `${height}px` }} aria-hidden="true">
        {boxes.map((box) => (
          <Box key={box.file} box={box} />
        ))}
      </div>
      <ul class="legend" aria-hidden="true">
        {[...verdictOrder, 'none' as const].map((verdict) => (
          <li key={verdict}>
            <VerdictIcon verdict={verdict} /> {verdict === 'none' ? 'outside functions' : verdict}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Box({ box }: { box: FileBox }) {
  const name = visible(box.file);
  return (
    <div
      class={`map-file ${box.leaves.length === 0 ? `map-leaf map-${verdictTones[box.verdict]}` : ''}`}
      style={place(box)}
    >
      {box.leaves.length === 0 ? (
        <a
          tabIndex={-1}
          href={address('file', box.file)}
          title={`${name}: ${count(box.breaks, 'break')}`}
          class="map-whole"
        >
          <span class="visually-hidden">{name}</span>
        </a>
      ) : (
        <>
          {box.named && (
            <a tabIndex={-1} href={address('file', box.file)} class="map-head" title={name}>
              {name.split('/').at(-1)}
            </a>
          )}
          {box.leaves.map((leaf) => (
            <FunctionLeaf key={leaf.row.unit.id} leaf={leaf} />
          ))}
        </>
      )}
    </div>
  );
}

function FunctionLeaf({ leaf }: { leaf: Leaf }) {
  const { unit, noticed, breaks } = leaf.row;
  const tone = verdictTones[unit.verdict ?? 'none'];
  const name = visible(unit.name);
  const hasRoom = leaf.width >= 58 && leaf.height >= 24;
  return (
    <a
      tabIndex={-1}
      href={address('function', unit.id)}
      class={`map-leaf map-${tone}`}
      style={place(leaf)}
      title={`${name}: ${unit.verdict ?? 'no verdict'}, ${number(noticed)} of ${count(breaks, 'break')} noticed`}
    >
      {hasRoom && (
        <span class="map-label">
          <VerdictIcon verdict={unit.verdict} />
          <span>{name}</span>
        </span>
      )}
    </a>
  );
}

function place({ x, y, width, height }: Leaf | FileBox) {
  return {
    left: `${x}px`,
    top: `${y}px`,
    width: `${Math.max(0, width - 2)}px`,
    height: `${Math.max(0, height - 2)}px`,
  };
}
