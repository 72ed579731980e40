import { describe, expect, test } from 'vitest';
import { EarlyVerdicts } from '../../../src/audit/early-verdicts.ts';
import type { Decision } from '../../../src/model/decision.ts';
import type { EarlyVerdict } from '../../../src/model/progress.ts';
import type { Reach } from '../../../src/model/run.ts';
import { decided } from '../../helpers/decisions.ts';
import { cleanRun, evidenceOf, fileEvidence, runMutant } from '../../helpers/run.ts';

const inPlace: Reach = { fileIndex: 0, atLoad: false, first: [0, 1], again: [0, 1] };
const texts = { original: '{ return 1; }', replacement: '{}' };

/** Of one mutant. */
function watching({ level = 'function' as const, decisions = [] as Decision[] } = {}) {
  const run = { ...cleanRun([2]), mutants: [runMutant(0, { ...texts, function: 'f1', level }, [inPlace])] };
  const told: EarlyVerdict[] = [];
  const early = new EarlyVerdicts(new Map([['f1', 'one']]), run, decisions, (verdicts) =>
    told.push(...verdicts),
  );
  const evidence = evidenceOf();
  return {
    evidence,
    /** What is told of it now. */
    seen() {
      told.length = 0;
      early.seen(new Map([['m0', evidence]]), ['m0']);
      return told.map(({ mutant, status, functionName }) => [mutant.id, status, functionName]);
    },
  };
}

describe('early verdicts', () => {
  test('come when they are proven, each once', () => {
    const { evidence, seen } = watching();
    expect(seen()).toEqual([]);
    evidence.passes.add('t0').add('t1');
    expect(seen()).toEqual([]);
    evidence.files.set('f0', fileEvidence());
    expect(seen()).toEqual([['m0', 'survived', 'one']]);
    expect(seen()).toEqual([]);
  });

  test('come again when they change, and are taken back when they are in doubt', () => {
    const { evidence, seen } = watching();
    evidence.timeouts.add('t0');
    expect(seen()).toEqual([['m0', 'timeout', 'one']]);
    evidence.timeouts.clear();
    expect(seen()).toEqual([['m0', 'unproven', 'one']]);
    evidence.kills.set('t1', {});
    expect(seen()).toEqual([['m0', 'killed', 'one']]);
    evidence.kills.set('t0', {});
    expect(seen()).toEqual([]);
    // Its file was found to keep what a run leaves behind: all of it is run again.
    evidence.kills.clear();
    expect(seen()).toEqual([['m0', 'unproven', 'one']]);
  });

  test('take into account what was decided', () => {
    const { evidence, seen } = watching({ decisions: [decided('e1526374', { mutant: 'm0', ...texts })] });
    evidence.files.set('f0', fileEvidence());
    expect(seen()).toEqual([['m0', 'accepted', 'one']]);
    evidence.kills.set('t1', {});
    expect(seen()).toEqual([['m0', 'killed', 'one']]);
  });

  test('are not given of what is no break', () => {
    const { evidence, seen } = watching({ level: 'probe' as never });
    evidence.kills.set('t1', {});
    expect(seen()).toEqual([]);
  });
});
