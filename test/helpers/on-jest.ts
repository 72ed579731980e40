import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const swc = {
  jsc: {
    parser: { syntax: 'typescript', tsx: true },
    target: 'es2022',
    transform: { react: { runtime: 'automatic' } },
  },
};

/** Makes a project that tests with Vitest one that tests with Jest: the same tests, with globals. Other test files are removed. */
export function onJest(cwd: string, testFiles: readonly string[]): void {
  const manifest: object = JSON.parse(readFileSync(join(cwd, 'package.json'), 'utf8'));
  const jest = { transform: { '^.+\\.tsx?$': ['@swc/jest', swc] } };
  writeFileSync(join(cwd, 'package.json'), JSON.stringify({ ...manifest, scripts: { test: 'jest' }, jest }));
  for (const file of globSync('tests/**/*.ts{,x}', { cwd })) {
    const isTest = /\.test\.tsx?$/.test(file);
    if (isTest && !testFiles.some((name) => file.endsWith(`${name}.test.ts`))) rmSync(join(cwd, file));
    else writeFileSync(join(cwd, file), ofJest(readFileSync(join(cwd, file), 'utf8')));
  }
}

/** Each line stays where it is. */
function ofJest(text: string): string {
  return (
    text
      .replaceAll(/^import .* from 'vitest';$/gm, '')
      .replaceAll(/\bvi\./g, 'jest.')
      .replaceAll('toHaveBeenCalledOnce()', 'toHaveBeenCalledTimes(1)')
      .replaceAll('toHaveBeenCalledExactlyOnceWith(', 'toHaveBeenCalledWith(')
      .replaceAll("expect(mailer.send).toBeTypeOf('function')", 'expect(mailer.send).toBeDefined()')
      .replaceAll(/expect\(([\w.]+|sum\(prices\))\)\.toBeTypeOf\(/g, 'expect(typeof $1).toBe(')
      .replaceAll('test.fails(', 'test.failing(')
      // Jest's mocks are functions of another realm.
      .replaceAll('expect(visit).toBeInstanceOf(Function)', 'expect(visit).toBeDefined()')
      // It has neither chai nor tests of types.
      .replaceAll(/\btest\('(?=\[ok\] (adds up with chai|has types|is about types))/g, "test.skip('")
  );
}
