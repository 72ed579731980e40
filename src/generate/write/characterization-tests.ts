import { glob } from 'tinyglobby';
import { parse, types, type Visit, visit } from '../../instrument/syntax.ts';
import { readWithin } from '../../store/inside-root.ts';
import { characterizationMark } from './write.ts';

/** A test that pins the present behaviour, because nothing says what is right. */
export interface CharacterizationTest {
  /** Relative to the root, `/` as separator. */
  file: string;
  /** 1-based. */
  line: number;
  /** Full name. */
  test: string;
}

/** The marked characterization tests of a project, by file and line. */
export async function characterizationTestsIn(root: string): Promise<CharacterizationTest[]> {
  const files = await glob('**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}', {
    cwd: root,
    ignore: ['**/node_modules/**', '**/.git/**'],
    followSymbolicLinks: false,
  });
  return files.sort().flatMap((file) => characterizationTestsOf(readWithin(root, file) ?? '', file));
}

/** The marked tests of one file: below a mark, or in a marked suite. Pure. */
export function characterizationTestsOf(text: string, file: string): CharacterizationTest[] {
  if (!text.includes(characterizationMark)) return [];
  const tree = parse(text, file);
  const marks = new Set(
    (tree.comments ?? [])
      .filter(({ type, value }) => type === 'CommentLine' && `//${value}`.startsWith(characterizationMark))
      .map(({ loc }) => loc!.end.line),
  );
  return [...visit(tree, text)].flatMap((each): CharacterizationTest[] => {
    const name = testName(each);
    const around = callsAround(each);
    if (name === undefined || !around.some(({ node }) => marks.has(node.loc!.start.line - 1))) return [];
    const suites = around.slice(1).flatMap((call) => nameOf(call) ?? []);
    return [{ file, line: each.node.loc!.start.line, test: [...suites.reverse(), name].join(' > ') }];
  });
}

/** The call itself and the calls around it, innermost first. */
function callsAround(each: Visit): Visit[] {
  const outer = each.parent ? callsAround(each.parent) : [];
  return types.isCallExpression(each.node) ? [each, ...outer] : outer;
}

function testName(each: Visit): string | undefined {
  return types.isCallExpression(each.node) &&
    types.isIdentifier(each.node.callee) &&
    /^(test|it)$/.test(each.node.callee.name)
    ? nameOf(each)
    : undefined;
}

function nameOf({ node }: Visit): string | undefined {
  const [name] = (node as types.CallExpression).arguments;
  return types.isStringLiteral(name) ? name.value : undefined;
}
