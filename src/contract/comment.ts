/** What may stand between a comment and the function that it is about. */
const declarationStart =
  /^\s*(?:export\s+)?(?:default\s+)?(?:(?:const|let|var)\s+)?(?:(?:public|private|protected|static|readonly|override|accessor|async)\s+)*(?:[#\p{ID_Continue}$]+\s*(?::[^=;]+)?=\s*)?(?:async\s+)?$/u;
/** The signatures of an overloaded function, of which the first has the comment. */
const overloads = /^(?:\s*(?:export\s+)?(?:async\s+)?function\s[^{};]*;)+/;

/** The text of the TSDoc comment above a function, without its stars; undefined if there is none. Pure. */
export function commentAbove(source: string, offset: number): string | undefined {
  const before = source.slice(0, offset);
  const end = before.lastIndexOf('*/');
  const start = before.lastIndexOf('/*', end);
  // The nearest comment or none: what is behind an earlier one belongs to something else.
  if (end === -1 || start === -1 || !before.startsWith('/**', start)) return undefined;
  const between = before
    .slice(end + 2)
    .replace(/^[ \t]*\/\/.*$/gm, '')
    .replace(overloads, '');
  if (!declarationStart.test(between)) return undefined;
  const text = prose(before.slice(start + 3, end));
  return text === '' ? undefined : text;
}

/** Tags as sentences; what says nothing of behaviour is left out. */
function prose(comment: string): string {
  const text = comment
    .replace(/^[ \t]*\*? ?/gm, '')
    .replace(/\{@link(?:code|plain)?\s+([^}|]+)[^}]*\}/g, '$1');
  const [description = '', ...tags] = `\n${text}`.split(/^(?=@\w+)/m);
  const said = tags.map(sentenceOf).filter((sentence) => sentence !== '');
  return [description.trim(), ...said].join('\n').trim();
}

function sentenceOf(tag: string): string {
  const [, name = '', rest = ''] = /^@(\w+)\s*([\s\S]*)$/.exec(tag) ?? [];
  const text = rest
    .trim()
    .replace(/^\{([^}]*)\}\s*/, (_, type: string) => (/throws|exception/.test(name) ? `${type} ` : ''));
  switch (name) {
    case 'param':
    case 'typeParam':
      return /^[\p{ID_Continue}$.[\]=]+\s*(?:-\s*)?\S/u.test(text)
        ? text.replace(/^([\p{ID_Continue}$.[\]=]+)\s*(?:-\s*)?/u, '`$1`: ')
        : '';
    case 'returns':
    case 'return':
      return text === '' ? '' : `Returns: ${text}`;
    case 'throws':
    case 'exception':
      return text === '' ? '' : `Throws ${text}`;
    case 'remarks':
      return text;
    case 'example':
      return `For example:\n${text}`;
    default:
      return '';
  }
}
