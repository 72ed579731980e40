import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fromRoot } from '../helpers/project.ts';

/** What Biome, with this repository's configuration, says about files with the given texts. */
function lint(texts: string[], fileOf: (index: number) => string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'realcov-lint-'));
  try {
    for (const name of ['biome.json', '.gitignore']) copyFileSync(fromRoot(name), join(folder, name));
    texts.forEach((text, index) => {
      const path = join(folder, fileOf(index));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    });
    const args = ['lint', '--reporter=github', '--max-diagnostics=none'];
    const { stdout } = spawnSync(fromRoot('node_modules', '.bin', 'biome'), args, {
      cwd: folder,
      encoding: 'utf8',
    });
    const lines = stdout.split('\n');
    return texts.map((_, index) =>
      lines.filter((line) => line.includes(`${fileOf(index)},line=`)).join('\n'),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface ImportCase {
  in: string;
  from: string;
  /** Part of the message that says what to do instead; none where the import is right. */
  advice?: string;
}

const cases: ImportCase[] = [
  { in: 'src/model', from: '../errors.ts', advice: 'Move this code to the phase that needs it' },
  { in: 'src/model', from: 'node:fs', advice: 'src/model imports nothing outside itself' },
  { in: 'src/model', from: './source.ts' },
  { in: 'src/guard', from: '../model/item-at.ts', advice: 'they load nothing but themselves and Node' },
  { in: 'src/contain', from: 'chalk', advice: 'Hand over what they need' },
  { in: 'src/guard', from: './policy.ts' },
  { in: 'src/guard', from: 'node:fs' },
  { in: 'src/judge', from: '../lab/protocol.ts', advice: 'src/judge is pure' },
  { in: 'src/judge', from: 'node:fs', advice: 'Pass what it needs as an argument' },
  { in: 'src/judge', from: '../model/audit.ts' },
  { in: 'src/theater', from: '../lab/protocol.ts', advice: 'src/theater is pure' },
  { in: 'src/theater', from: '../instrument/syntax.ts' },
  { in: 'src/ranking', from: '../store/decisions.ts', advice: 'src/ranking is pure' },
  { in: 'src/ranking/arid', from: '../../instrument/syntax.ts' },
  { in: 'src/imported', from: '../store/decisions.ts', advice: 'src/imported turns a report into an audit' },
  { in: 'src/imported', from: 'node:fs', advice: 'reads nothing else' },
  { in: 'src/imported', from: '../judge/functions.ts' },
  { in: 'src/imported', from: '../instrument/functions-in.ts' },
  { in: 'reports/html', from: '../../src/judge/judge.ts', advice: 'A report reads only the audit' },
  { in: 'reports/html', from: '../../src/model/audit.ts' },
  { in: 'reports/html', from: 'chalk' },
  { in: 'reports/html/app', from: 'node:fs', advice: 'This runs in a browser' },
  { in: 'reports/html/app', from: '../../../src/lab/open.ts', advice: 'The page reads only its data' },
  { in: 'reports/html/app', from: '../../../src/judge/compare.ts' },
  { in: 'mutators', from: '@babel/types', advice: 'src/instrument/syntax.ts' },
  {
    in: 'mutators',
    from: '../src/instrument/place-mutants.ts',
    advice: 'Move shared helpers into mutators/',
  },
  { in: 'mutators', from: '../src/instrument/syntax.ts' },
  { in: 'src/discover', from: '../instrument/syntax.ts', advice: 'Phases do not import each other' },
  { in: 'src/instrument', from: '../lab/protocol.ts', advice: 'Phases do not import each other' },
  { in: 'src/instrument', from: '@babel/parser' },
  { in: 'src/instrument', from: '../../mutators/index.ts' },
  { in: 'src/generate', from: 'openai', advice: 'Only src/generate/writers/model' },
  { in: 'src/generate/writers/model', from: 'openai' },
  { in: 'src/commands', from: 'openai', advice: 'Only src/generate/writers/model' },
  { in: 'src/lab', from: '../judge/judge.ts', advice: 'Phases do not import each other' },
  { in: 'src/lab', from: 'vitest/node', advice: 'Only src/lab/vitest may know Vitest' },
  { in: 'src/lab', from: './vitest/open.ts', advice: 'src/lab/test-runners.ts makes one' },
  { in: 'src/lab/process', from: '../vitest/serve.ts', advice: 'src/lab/test-runners.ts makes one' },
  { in: 'src/generate', from: '../lab/vitest/plain-launch.ts', advice: 'src/lab/test-runners.ts makes one' },
  { in: 'src/lab', from: './jest/open.ts', advice: 'src/lab/test-runners.ts makes one' },
  { in: 'src/lab/jest', from: '../vitest/serve.ts', advice: 'Only src/lab/vitest may know Vitest' },
  { in: 'src/lab/jest/worker', from: '../jest-api.ts' },
  { in: 'src', from: './lab/vitest/open.ts', advice: 'src/lab/test-runners.ts makes one' },
  { in: 'src/lab/vitest/worker', from: '../served-files.ts' },
  { in: 'src/lab', from: '../audit.ts', advice: 'Data flows one way' },
  { in: 'src/lab', from: '../audit/breaks.ts', advice: 'Data flows one way' },
  { in: 'src/lab', from: '../model/audit.ts' },
  { in: 'src/audit', from: '../lab/open.ts' },
  { in: 'src/lab', from: 'chalk', advice: 'Colours belong to reports/' },
  { in: 'src/lab/vitest', from: '../../judge/judge.ts', advice: 'Phases do not import each other' },
  { in: 'src/lab/vitest', from: 'vitest/node' },
  { in: 'src/typecheck', from: '../instrument/syntax.ts', advice: 'Phases do not import each other' },
  { in: 'src/typecheck', from: '../typescript/config.ts' },
  { in: 'src/generate', from: '../lab/protocol.ts' },
  { in: 'src/generate', from: '../../reports/index.ts', advice: 'Data flows one way' },
  { in: 'src/store', from: '../lab/protocol.ts', advice: 'know no phase' },
  { in: 'src/serve', from: '../judge/compare.ts', advice: 'know no phase' },
  { in: 'src/serve', from: '../../reports/index.ts', advice: 'Data flows one way' },
  { in: 'src/serve', from: '../model/decision.ts' },
  { in: 'src/commands', from: '@stryker-mutator/instrumenter', advice: 'Only src/instrument may know Babel' },
  { in: 'src/commands', from: '../../reports/index.ts' },
  { in: 'src/commands', from: '@modelcontextprotocol/server', advice: 'Only src/mcp may know' },
  { in: 'src/generate', from: '@modelcontextprotocol/server/stdio', advice: 'Only src/mcp may know' },
  { in: 'src/mcp', from: '@modelcontextprotocol/server' },
  { in: 'src/mcp', from: 'openai', advice: 'Only src/generate/writers/model' },
  { in: 'src', from: './lab/open.ts' },
];

describe('the linter', () => {
  const said = lint(
    cases.map(({ from }) => `export * from '${from}';\n`),
    (index) => `${cases[index]?.in}/case-${index}.ts`,
  );

  test.each(cases.map((one, index) => ({ ...one, said: said[index] ?? '' })))(
    'knows whether $in may import $from',
    ({ advice, said }) => {
      if (advice === undefined) expect(said).not.toContain('noRestrictedImports');
      else expect(said).toContain(advice);
    },
  );

  test('keeps console and process.exit at the edge', () => {
    const files = ['src/judge/verdict.ts', 'src/commands/audit.ts', 'src/cli.ts'];
    const [judge, command, cli] = lint(
      files.map(() => 'console.log(1);\nprocess.exit(1);\n'),
      (index) => files[index] ?? '',
    );
    expect([judge?.includes('noConsole'), judge?.includes('noJsRestrictedProperties')]).toEqual([true, true]);
    expect([command?.includes('noConsole'), command?.includes('noJsRestrictedProperties')]).toEqual([
      false,
      true,
    ]);
    expect(cli).toBe('');
  });
});
