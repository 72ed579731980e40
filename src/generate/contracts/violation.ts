import { type Node, parse, types, visit } from '../../instrument/syntax.ts';
import type { ContractViolation } from '../../model/contract.ts';

/** A call of `expect`, with its matcher. */
interface Expectation {
  /** `expect(…)`. */
  start: number;
  end: number;
  /** End of the matcher and its arguments. */
  chainEnd: number;
  subject: string;
  matcher: string;
}

function expectationsIn(code: string): Expectation[] {
  // A body may use `await` at its top.
  const offset = 'async () => {'.length;
  const text = `async () => {${code}\n}`;
  const all = [...visit(parse(text, 'test.ts'), text)].flatMap((each): Expectation[] => {
    const { node } = each;
    if (!types.isCallExpression(node) || !types.isIdentifier(node.callee, { name: 'expect' })) return [];
    const [subject] = node.arguments;
    let chain: Node = node;
    for (
      let up = each.parent;
      up && (types.isMemberExpression(up.node) || types.isCallExpression(up.node));
      up = up.parent
    )
      chain = up.node;
    const from = node.end!;
    return [
      {
        start: node.start! - offset,
        end: from - offset,
        chainEnd: chain.end! - offset,
        subject: subject ? calledIn(subject, text) : '',
        matcher: text.slice(from, chain.end!).replace(/^\s*\./, ''),
      },
    ];
  });
  const isWithin = (inner: Expectation, outer: Expectation) =>
    outer !== inner && outer.start <= inner.start && inner.end <= outer.chainEnd;
  return all.filter((each) => !all.some((other) => isWithin(each, other)));
}

/** The tested call: `total([])` in `() => total([])`, because the function around it reveals that an error is expected. */
function calledIn(subject: Node, text: string): string {
  const called =
    types.isArrowFunctionExpression(subject) && types.isExpression(subject.body) ? subject.body : subject;
  return text.slice(called.start!, called.end!);
}

/** The test without its expectation: `expect(total([]))` for `expect(total([])).toBe(0)`. Pure. */
export function withoutExpectations(code: string): string {
  return expectationsIn(code).reduceRight(
    (text, { start, chainEnd, subject }) =>
      `${text.slice(0, start)}expect(${subject})${text.slice(chainEnd)}`,
    code,
  );
}

/**
 * The call, the expected and the actual result, from a failing test and Vitest's message. Pure.
 * @param error the first line of the failure
 */
export function readFailure(
  code: string,
  error: string,
): Pick<ContractViolation, 'input' | 'expected' | 'actual'> {
  const expectations = expectationsIn(code);
  const said =
    /expected ([\s\S]+?) (?:not )?to (?:be|equal|deeply equal|strictly equal|loosely deeply equal) ([\s\S]+?)(?: \/\/ [\s\S]*)?$/.exec(
      error,
    );
  const [only] = expectations;
  const input = expectations.length === 1 && only ? only.subject : code;
  const setup =
    expectations.length === 1 && only
      ? code
          .slice(0, only.start)
          .replace(/\b(await|return)\s*$/, '')
          .trim()
      : '';
  return {
    input: setup === '' ? input : `${setup}\n${input}`,
    expected: expectations.length === 1 && only ? only.matcher : (said?.[2] ?? 'what the test says'),
    actual: /but it didn't|to throw an error/.test(error) ? 'it throws nothing' : (said?.[1] ?? error),
  };
}

/**
 * Whether a failure is about the expectation: an assertion fails, or the test is only the call and this throws. Code
 * before the call may fail for other reasons. Pure.
 */
export function isAboutExpectation(code: string, error: string): boolean {
  if (/^(AssertionError: )?expected /.test(error) || /promise (resolved|rejected) /.test(error)) return true;
  const [only, ...more] = expectationsIn(code);
  return (
    only !== undefined &&
    more.length === 0 &&
    code
      .slice(0, only.start)
      .replace(/\bawait\s*$/, '')
      .trim() === ''
  );
}
