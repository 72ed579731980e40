/** Paths of the file with the contracts of a source, relative to the root: `src/cart.contract.md` for `src/cart.ts`. */
export function contractFilesOf(source: string): string[] {
  return [`${source.replace(/\.[cm]?[jt]sx?$/, '')}.contract.md`, `${source}.contract.md`];
}

/** What stands in a draft until somebody has read it. */
export const draftMark = 'A draft by realcov';

/** Comments, but for what says that this is a draft. */
const otherComments = new RegExp(`<!--(?!\\s*${draftMark})[\\s\\S]*?-->`, 'g');

const heading = /^#{1,6}\s+`?([#\p{ID_Continue}$.]+)`?(?:\([^)]*\))?`?\s*$/u;

/** The contracts in such a file, by the name of the function that is their heading; drafts are none yet. Pure. */
export function contractsIn(markdown: string): Map<string, string> {
  return new Map([...sectionsIn(markdown)].filter(([, text]) => !text.includes(draftMark)));
}

/** The drafts in such a file that nobody has read yet, by the name of the function. Pure. */
export function draftsIn(markdown: string): Map<string, string> {
  return new Map([...sectionsIn(markdown)].filter(([, text]) => text.includes(draftMark)));
}

function sectionsIn(markdown: string): Map<string, string> {
  const sections = new Map<string, string>();
  let name: string | undefined;
  let lines: string[] = [];
  const end = () => {
    const text = lines.join('\n').trim();
    if (name !== undefined && text !== '') sections.set(name, text);
    lines = [];
  };
  let isCode = false;
  for (const line of markdown.replace(otherComments, '').split(/\r?\n/)) {
    if (/^\s*(```|~~~)/.test(line)) isCode = !isCode;
    if (isCode || !/^#{1,6}\s/.test(line)) {
      lines.push(line);
      continue;
    }
    end();
    name = heading.exec(line)?.[1];
  }
  end();
  return sections;
}
