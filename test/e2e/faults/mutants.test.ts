import { describe, expect, test } from 'vitest';
import type { AuditedMutant } from '../../../src/model/audit.ts';
import { vitestMajors } from '../../helpers/project.ts';
import { audit, mutantOf, project } from './harness.ts';

/** A source that does well unless its condition is broken, with a test file of its own. */
function source(name: string, body: string, expected: string): Record<string, string> {
  return {
    [`src/${name}.js`]: `export function ${name}(ok) {\n${body}\n}\n`,
    [`src/${name}.test.js`]: [
      "import { expect, test } from 'vitest';",
      `import { ${name} } from './${name}.js';`,
      `test('${name}', async () => { expect(await ${name}(true)).toBe(${expected}); });`,
      "test('another', () => {});",
      '',
    ].join('\n'),
  };
}

const guarded = (fault: string): string => `  if (ok !== true) ${fault}\n  return 1;`;

const sources = {
  ...source('kill', guarded("process.kill(process.pid, 'SIGKILL');"), '1'),
  ...source('exit', guarded('process.exit(0);'), '1'),
  ...source('reject', guarded("Promise.reject(new Error('nobody'));"), '1'),
  ...source('late', guarded("setTimeout(() => { throw new Error('late'); }, 10);"), '1'),
  ...source('recurse', guarded('return recurse(ok) + 1;'), '1'),
  ...source('pending', '  return new Promise((resolve) => {\n    if (ok === true) resolve(1);\n  });', '1'),
};

/** The status of the mutant under which the fault happens, and who noticed. */
function seen({ status, wallClock, killedBy, reason }: AuditedMutant) {
  return {
    status,
    by: killedBy
      .map((id) => id.replace(/^\w+:/, 'file:'))
      .map((id) => (id.startsWith('file:') ? id : 'test')),
    ...(wallClock && { wallClock }),
    ...(reason !== undefined && { reason }),
  };
}

describe.concurrent('under a mutant', () => {
  test.each(vitestMajors)('a fault is a verdict on that mutant alone, on Vitest %i', async (major) => {
    const { code, audit: report } = await audit(project(sources, major), {
      args: ['--mutators', 'ConditionalExpression', '--killers', 'all'],
    });
    expect(code).toBe(0);
    const faulty = (name: string, replacement = 'true') =>
      seen(mutantOf(report, `src/${name}.js`, 'ConditionalExpression', replacement));
    expect({
      kill: faulty('kill'),
      exit: faulty('exit'),
      reject: faulty('reject'),
      late: faulty('late'),
      recurse: faulty('recurse'),
      pending: faulty('pending', 'false'),
    }).toEqual({
      kill: { status: 'killed', by: ['file:crash'] },
      exit: { status: 'killed', by: ['test'] },
      reject: { status: 'killed', by: ['test'] },
      late: { status: 'killed', by: ['file:hook'] },
      recurse: { status: 'killed', by: ['test'] },
      pending: { status: 'timeout', by: [], wallClock: true },
    });
    const other = report?.mutants.filter(({ status }) => status === 'unproven');
    expect(other).toEqual([]);
  });

  test('one test may wait for ever, if the next one fails at once', async () => {
    const files = {
      'src/each.js':
        'export async function each(list, visit) {\n  for (let i = 0; i < list.length; i++) await visit(list[i]);\n}\n',
      'src/each.test.js': [
        "import { setTimeout as wait } from 'node:timers/promises';",
        "import { expect, test } from 'vitest';",
        "import { each } from './each.js';",
        "test('waits', () => each([1, 2], () => wait(5)));",
        "test('fails', () => each([1, 2], (item) => expect(item).toBeDefined()));",
        '',
      ].join('\n'),
    };
    const { audit: report } = await audit(project(files), { args: ['--mutators', 'UpdateOperator'] });
    expect(seen(mutantOf(report, 'src/each.js', 'UpdateOperator', 'i--'))).toEqual({
      status: 'killed',
      by: ['test'],
    });
  });

  test('what allocates without end is stopped by its steps or its memory', async () => {
    const body = [
      '  const all = [];',
      '  for (;;) {',
      '    if (ok === true) return 1;',
      '    all.push(new Array(100_000).fill(1));',
      '  }',
    ].join('\n');
    const { audit: report } = await audit(project(source('grow', body, '1')), {
      args: ['--mutators', 'ConditionalExpression'],
    });
    const grows = mutantOf(report, 'src/grow.js', 'ConditionalExpression', 'false');
    // On a busy machine the clock may be the first to stop it.
    expect(seen(grows)).toMatchObject({ status: 'timeout', by: [] });
  });

  test('what fills the memory at once costs its own process, at the limit', async () => {
    const body = [
      '  if (ok === true) return 1;',
      '  const much = new Uint8Array(1_500_000_000).fill(1);',
      '  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2_500);',
      '  return much[0];',
    ].join('\n');
    const { code, audit: report } = await audit(project(source('fill', body, '1')), {
      args: ['--mutators', 'ConditionalExpression', '--memory-limit', '512'],
    });
    expect(code).toBe(0);
    const fills = mutantOf(report, 'src/fill.js', 'ConditionalExpression', 'false');
    expect(seen(fills)).toEqual({ status: 'killed', by: ['file:crash'] });
  });

  test.each(["console.log('x'.repeat(2_000), n)", "process.stdout.write('x'.repeat(20_000))"])(
    'what prints without end fills no memory: %s',
    async (print) => {
      const body = `  for (let n = 0; ; n++) {\n    if (n >= 2) return n;\n    ${print};\n  }`;
      const { code, audit: report } = await audit(project(source('flood', body, '2')), {
        args: ['--mutators', 'ConditionalExpression', '--memory-limit', '256'],
      });
      expect(code).toBe(0);
      const floods = mutantOf(report, 'src/flood.js', 'ConditionalExpression', 'false');
      // On a busy machine the clock may be the first to stop it.
      expect(seen(floods)).toMatchObject({ status: 'timeout', by: [] });
    },
  );

  test('what blocks the event loop in native code is stopped, as a time-out by the clock', async () => {
    const body = "  if (ok === true) return false;\n  return /^(a+)+$/.test('a'.repeat(40) + 'b');";
    const { code, audit: report } = await audit(project(source('regex', body, 'false')), {
      args: ['--mutators', 'ConditionalExpression'],
    });
    expect(code).toBe(0);
    expect(seen(mutantOf(report, 'src/regex.js', 'ConditionalExpression', 'false'))).toEqual({
      status: 'timeout',
      by: [],
      wallClock: true,
    });
    expect(seen(mutantOf(report, 'src/regex.js', 'ConditionalExpression', 'true')).status).toBe('survived');
  });
});
