import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { audit, project } from './harness.ts';

const slowSuite = (ms: number): string =>
  [
    "import { expect, test } from 'vitest';",
    "import { sign } from './sign.js';",
    ...[-1, 0, 1].map(
      (n) =>
        `test('of ${n}', async () => { await new Promise((r) => setTimeout(r, ${ms})); expect(sign(${n})).toBe(${n}); });`,
    ),
    '',
  ].join('\n');

const source = 'export function sign(n) {\n  if (n > 0) return 1;\n  return n < 0 ? -1 : 0;\n}\n';
const files = { 'src/sign.js': source, 'src/sign.test.js': slowSuite(150) };

interface Stop {
  files: Record<string, string>;
  /** Wait for this on stderr, then for so many milliseconds. */
  after: RegExp;
  ms?: number;
}

/** A moment in each phase. */
const moments: Record<string, Stop> = {
  'while Vitest starts': {
    files: {
      ...files,
      'vitest.config.js': 'await new Promise((r) => setTimeout(r, 60_000));\nexport default {};\n',
    },
    after: /^/,
    // On a busy machine Node alone takes seconds to start.
    ms: 8_000,
  },
  'during a global setup': {
    files: {
      ...files,
      'setup.js': 'export default () => new Promise((r) => setTimeout(r, 60_000));\n',
      'vitest.config.js': "export default { test: { globalSetup: './setup.js' } };\n",
    },
    after: /making breaks/,
    ms: 700,
  },
  'in the clean run': {
    files: { ...files, 'src/sign.test.js': slowSuite(20_000) },
    after: /making breaks/,
    ms: 700,
  },
  'in a test that blocks its process': {
    files: { ...files, 'src/sign.test.js': `${slowSuite(1)}test('never ends', () => { for (;;); });\n` },
    after: /making breaks/,
    ms: 700,
  },
  'while a red suite is looked into': {
    files: {
      ...files,
      'src/red.test.js':
        "import { test } from 'vitest';\ntest('red', () => new Promise((_, r) => setTimeout(r, 700)));\n",
    },
    after: /making breaks/,
    ms: 1800,
  },
  'while breaks run': { files, after: /clean runs/, ms: 500 },
};

const cases = Object.entries(moments).flatMap(([name, stop]) => {
  const signals: NodeJS.Signals[] = name === 'while breaks run' ? ['SIGINT', 'SIGTERM'] : ['SIGINT'];
  return signals.map((signal) => [signal, name, stop] as const);
});

describe.runIf(process.platform !== 'win32').concurrent('stopped', () => {
  test.each(cases)(
    'by %s %s, it writes what is known and ends with 4',
    async (signal, _name, { files, after, ms = 0 }) => {
      let stoppedAt = 0;
      const {
        code,
        stderr,
        audit: report,
      } = await audit(project(files), {
        args: ['--killers', 'all'],
        during: async ({ child, said }) => {
          await said(after);
          await wait(ms);
          stoppedAt = performance.now();
          child.kill(signal);
        },
      });
      expect(performance.now() - stoppedAt).toBeLessThan(20_000);
      expect(stderr).toContain('stopping; the results so far will be written');
      expect(code).toBe(4);
      expect(report?.complete).toBe(false);
      // What was not seen is not claimed.
      const claimed = report?.mutants.filter(
        ({ status }) => status === 'survived' || status === 'no-coverage',
      );
      expect(claimed).toEqual([]);
      for (const { status, reason } of report?.mutants ?? [])
        if (status === 'unproven') expect(reason).toBeTruthy();
    },
  );

  test('by a second Ctrl-C, it ends at once', async () => {
    const { signal } = await audit(project({ ...files, ...moments['during a global setup']?.files }), {
      during: async ({ child, said }) => {
        await said(/making breaks/);
        await wait(500);
        child.kill('SIGINT');
        await said(/stopping/);
        child.kill('SIGINT');
      },
    });
    expect([null, 'SIGINT']).toContain(signal);
  });

  test('by SIGKILL, its processes and temporary files are gone as well', async () => {
    const { files } = moments['in a test that blocks its process']!;
    const { signal } = await audit(project(files), {
      during: async ({ child, said }) => {
        await said(/making breaks/);
        await wait(700);
        child.kill('SIGKILL');
      },
    });
    expect(signal).toBe('SIGKILL');
  });
});
