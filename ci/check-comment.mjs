/**
 * Whether the text of a comment may be posted by somebody with more rights than whoever wrote it: it has only the
 * markup that realcov itself writes. What is not known to be harmless is refused.
 */

/** Stands in the first line, hidden, so that the next comment takes the place of this one. */
export const marker = '<!-- realcov:comment -->';
const maxCharacters = 65_536;

/**
 * Why a text may not be posted; undefined if it may. Nothing of the text is in the answer.
 * @param {string} text
 * @param {readonly string[]} addresses where links may lead: there, or to a place within
 * @returns {string | undefined}
 */
export function complaintAbout(text, addresses) {
  if (text.length > maxCharacters) return `it has more than ${maxCharacters} characters`;
  if (/[^\P{Cc}\n]|[\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(text)) return 'it has control characters';
  const [first, ...lines] = text.split('\n');
  if (first !== marker) return 'its first line is not the marker';
  /** The backticks that a block of code began with. @type {string | undefined} */
  let fence;
  let afterTag = false;
  for (const [index, line] of lines.entries()) {
    const where = `line ${index + 2}`;
    if (fence !== undefined) {
      if (line.startsWith('/')) return `${where} begins with a slash`;
      if (isClosing(line, fence)) fence = undefined;
      continue;
    }
    const isTag = isFold(line);
    if (afterTag && !isTag && line !== '') return `${where} follows a tag without an empty line between`;
    afterTag = isTag;
    fence = /^(`{3,})(?:diff|ts|js|text)?$/.exec(line)?.[1];
    const complaint =
      isTag || fence !== undefined ? undefined : complaintAboutLine(withoutSmall(line), addresses);
    if (complaint !== undefined) return `${where} ${complaint}`;
  }
  return fence === undefined ? undefined : 'a block of code has no end';
}

/**
 * What can be unfolded, and its end. The title is no Markdown: only what stands for itself there is looked for.
 * @param {string} line
 */
function isFold(line) {
  const [, title] = /^<details><summary>([^<>`]*)<\/summary>$/.exec(line) ?? [];
  if (title === undefined) return line === '</details>';
  for (let index = 0; index < title.length; index += entityAt(title, index) || 1)
    if (entityAt(title, index) === 0 && complaintAt(title, index, inTitles) !== undefined) return false;
  return true;
}

/** Small print, which is Markdown. @param {string} line */
function withoutSmall(line) {
  return /^<sub>(\S.*)<\/sub>$/.exec(line)?.[1] ?? line;
}

/** @param {string} line @param {string} fence */
function isClosing(line, fence) {
  const [run = ''] = /^`+(?=\s*$)/.exec(line.trimStart()) ?? [];
  return run.length >= fence.length;
}

/** @param {string} line @param {readonly string[]} addresses */
function complaintAboutLine(line, addresses) {
  if (/^\s*\//.test(line)) return 'begins with a slash';
  if (/^\s*`{3,}[^`]*$/.test(line)) return 'begins a block of code';
  // In a table, code ends at a bar.
  if (/^(?=.*-)[\s|:-]+$/.test(line)) return 'is a rule or part of a table';
  for (let index = 0; index < line.length; ) {
    const token = tokenAt(line, index, addresses);
    if (typeof token === 'string') return token;
    index += token;
  }
  return undefined;
}

/** What must not stand outside of code, escaped or not: it becomes a link or a mention when the text is already plain. */
const everywhere = [
  { pattern: /@(?!&#8203;)/y, complaint: 'mentions somebody' },
  { pattern: /[#!]\d|\bGH-\d/iy, complaint: 'refers to an issue' },
];
const inTitles = [
  ...everywhere,
  { pattern: /&/y, complaint: 'has a character by its name' },
  { pattern: /:[\w/.+:-]|\bwww\./iy, complaint: 'has an address' },
];
const unlessEscaped = [
  ...inTitles,
  { pattern: /[<>]/y, complaint: 'has a tag or a quotation' },
  { pattern: /~~~/y, complaint: 'begins a block of code' },
  { pattern: /\$/y, complaint: 'has a formula' },
  { pattern: /!\[/y, complaint: 'has a picture' },
  { pattern: /\]/y, complaint: 'has a link that does not begin' },
];

/** @param {string} line @param {number} index @param {typeof everywhere} rules */
function complaintAt(line, index, rules) {
  return rules.find(({ pattern }) => {
    pattern.lastIndex = index;
    return pattern.test(line);
  })?.complaint;
}

/**
 * How many characters belong together, or what is wrong with them.
 * @param {string} line @param {number} index @param {readonly string[]} addresses
 * @returns {number | string}
 */
function tokenAt(line, index, addresses) {
  if (line[index] === '`') return codeAt(line, index) || 'has code that does not end';
  const entity = entityAt(line, index);
  if (entity > 0) return entity;
  const isEscape = line[index] === '\\' && /[!-/:-@[-`{-~]/.test(line[index + 1] ?? '');
  if (isEscape) return complaintAt(line, index + 1, everywhere) ?? 2;
  const complaint = complaintAt(line, index, unlessEscaped);
  if (complaint !== undefined) return complaint;
  return line[index] === '[' ? linkAt(line, index, addresses) : 1;
}

/** The length of a character that is written by its name, of those that realcov writes so. @param {string} line @param {number} index */
function entityAt(line, index) {
  return /^&(?:amp|lt|gt|#8203);/.exec(line.slice(index, index + 8))?.[0].length ?? 0;
}

/** The length of code in backticks; 0 if it does not end. @param {string} line @param {number} index */
function codeAt(line, index) {
  const [run = ''] = /^`+/.exec(line.slice(index)) ?? [];
  for (const { 0: other, index: at } of line.slice(index + run.length).matchAll(/`+/g))
    if (other.length === run.length) return run.length + at + other.length;
  return 0;
}

/**
 * @param {string} line @param {number} index @param {readonly string[]} addresses
 * @returns {number | string}
 */
function linkAt(line, index, addresses) {
  let end = index + 1;
  while (end < line.length && line[end] !== ']') {
    if (line[end] === '[') return 'has a link in a link';
    const token = tokenAt(line, end, addresses);
    if (typeof token === 'string') return token;
    end += token;
  }
  const [whole, address = ''] = /^\]\(([^\s()<>\\]*)\)/.exec(line.slice(end)) ?? [];
  if (whole === undefined) return 'has a link without an address';
  const isAllowed = addresses.some((each) => address === each || address.startsWith(`${each}#`));
  return isAllowed ? end + whole.length - index : 'has a link to another place';
}
