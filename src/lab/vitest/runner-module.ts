import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OpenRequest } from '../process/host-protocol.ts';
import { ownPackages } from './own-packages.ts';
import type { ErrorRule } from './worker/error-filter.ts';

const workerFile = fileURLToPath(new URL(`./worker/runner${import.meta.url.slice(-3)}`, import.meta.url));

/**
 * The text of the runner module. It is virtual, so that it finds the project's own Vitest wherever realcov is installed.
 * It loads realcov's code with `require`, so that Vitest's module resets do not affect it.
 */
export function runnerModule(request: OpenRequest, errors: ErrorRule): string {
  const { major, root, socket, folder, journals, table, texts, copies } = request;
  const sandboxed = request.sandbox !== undefined;
  const packages = ownPackages(request.runnerFolder);
  const settings = JSON.stringify({
    ...{ major, root, packages, socket, folder, journals, table, texts, copies, sandboxed, errors },
  });
  return [
    ...importsFor(request),
    `const { createRunner } = process.getBuiltinModule('node:module').createRequire(${JSON.stringify(workerFile)})(${JSON.stringify(workerFile)});`,
    `export default createRunner({ Base, vi, chai, getFn, startTests, ...${settings} });`,
  ].join('\n');
}

function importsFor({ major, runnerFolder }: OpenRequest): string[] {
  if (major >= 5) {
    return [
      "import { TestRunner as Base, vi, chai } from 'vitest';",
      'const getFn = Base.getTestFn, startTests = undefined;',
    ];
  }
  const runnerPackage = JSON.stringify(
    createRequire(join(runnerFolder, 'package.json')).resolve('@vitest/runner'),
  );
  if (major === 3) {
    return [
      "import { VitestTestRunner as Base } from 'vitest/runners';",
      "import { vi, chai } from 'vitest';",
      `import { getFn, startTests } from ${runnerPackage};`,
    ];
  }
  return [
    "import * as vitest from 'vitest';",
    `import { getFn, startTests } from ${runnerPackage};`,
    'const { vi, chai } = vitest;',
    "const Base = vitest.TestRunner ?? (await import('vitest/runners')).VitestTestRunner;",
  ];
}
