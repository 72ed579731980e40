import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { exitCodes, UserError } from '../errors.ts';
import { checkPlainFile, readPlainJson } from '../system/plain-file.ts';

/**
 * The object that a configuration file holds or exports.
 * @param readsTypeScript whether this Node runs TypeScript as it is
 * @throws UserError if it cannot be read, does not load, or is no object
 */
export async function loadConfigFile(
  file: string,
  readsTypeScript = Boolean(process.features.typescript),
): Promise<Record<string, unknown>> {
  if (isTypeScript(file) && !readsTypeScript) throw needsNewerNode(file);
  const config = isCode(file) ? await importDefault(file) : readJson(file);
  if (typeof config === 'object' && config !== null && !Array.isArray(config)) {
    return config as Record<string, unknown>;
  }
  throw invalid(file, `it holds ${describe(config)} instead of an object with the configuration`);
}

/** Whether reading the file means to run it. */
export function isCode(file: string): boolean {
  return extname(file).toLowerCase() !== '.json';
}

function readJson(file: string): unknown {
  try {
    return readPlainJson(file);
  } catch (error) {
    throw invalid(file, firstLine(error));
  }
}

async function importDefault(file: string): Promise<unknown> {
  const module: Record<string, unknown> = await importPlain(file).catch((error: unknown) => {
    throw invalid(file, firstLine(error));
  });
  if ('default' in module) return module.default;
  throw invalid(file, 'it has no default export; export the configuration with "export default { … }"');
}

async function importPlain(file: string): Promise<Record<string, unknown>> {
  checkPlainFile(file);
  return import(pathToFileURL(file).href);
}

function invalid(file: string, why: string): UserError {
  return new UserError(
    exitCodes.usage,
    `the configuration file ${file} cannot be used: ${why}`,
    /^Cannot find package 'realcov'/.test(why)
      ? 'install it in the project: npm install --save-dev realcov'
      : 'mend the file, or name another with --config',
  );
}

function needsNewerNode(file: string): UserError {
  return new UserError(
    exitCodes.usage,
    `the configuration file ${file} is TypeScript, which Node ${process.versions.node} does not read`,
    'use Node 22.18 or newer, or write it as realcov.config.mjs',
  );
}

function isTypeScript(file: string): boolean {
  return /\.[cm]?ts$/i.test(file);
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'function' ? 'a function' : `a ${typeof value}`;
}

/** The first line only: the code frame that Node and JSON.parse put below it belongs to no one-line message. */
function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n')[0] || 'it throws while it loads';
}
