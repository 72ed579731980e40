import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * ts-jest fails a test file whose sources do not compile. Whether a break compiles is no question to the tests, and the audit
 * answers it apart (`--check-types`): here ts-jest only translates.
 */
const text = `const module_ = require('node:module');
const load = module_._load;
module_._load = function (request, ...rest) {
  const exported = load.call(this, request, ...rest);
  const prototype = /config-set$/.test(request) && exported?.ConfigSet?.prototype;
  if (prototype?.shouldReportDiagnostics) prototype.shouldReportDiagnostics = () => false;
  return exported;
};
`;

/** Writes a module into the folder that Node has to load first; returns the arguments of Node for that. */
export function withoutTypeCheck(folder: string): string[] {
  const file = join(folder, 'without-type-check.cjs');
  writeFileSync(file, text);
  return ['--require', file];
}
