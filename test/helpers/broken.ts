import type { AuditedMutant } from '../../src/model/audit.ts';
import type { Position } from '../../src/model/source.ts';

/** A source and a break of it: what stands between « and » is broken. */
export function broken(
  marked: string,
  changes: Partial<AuditedMutant> = {},
): { source: string; mutant: AuditedMutant } {
  const [before = '', original = '', after = ''] = marked.split(/[«»]/);
  const mutant: AuditedMutant = {
    id: 'a1',
    file: 'src/a.ts',
    mutator: 'StringLiteral',
    level: 'statement',
    location: { start: positionBehind(before), end: positionBehind(before + original) },
    original,
    replacement: '',
    status: 'survived',
    coveredBy: ['t1'],
    killedBy: [],
    killersComplete: true,
    ...changes,
  };
  return { source: before + original + after, mutant };
}

function positionBehind(text: string): Position {
  const lines = text.split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}
