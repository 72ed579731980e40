import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ts } from 'ts-morph';
import { findConfig, readConfig, type TypeScriptConfig } from '../typescript/config.ts';

/** With what some of the project's files are checked. */
export interface ProjectConfig {
  options: ts.CompilerOptions;
  /** Absolute paths of its declaration files: what they declare is there for every file. */
  declarations: string[];
  /** Absolute paths of the files to check with it. */
  paths: string[];
}

/** The configurations that files belong to: the project's own, or one of those it refers to. */
export function configsFor(root: string, paths: readonly string[]): ProjectConfig[] {
  const candidates = candidatesIn(root);
  const owners = candidates.map(({ files }) => new Set(files));
  const byConfig = Map.groupBy(
    paths,
    (path) => candidates[owners.findIndex((owner) => owner.has(path))] ?? candidates[0],
  );
  const defaults = defaultsOf(root);
  return [...byConfig].flatMap(([config, own]) => {
    if (!config) return [];
    const declarations = config.files.filter((file) => /\.d\.([^.]+\.)?[cm]?ts$/.test(file));
    return [{ options: { ...defaults, ...config.options, ...forced }, declarations, paths: own }];
  });
}

/** The nearest configuration if it has files, and those it refers to; the nearest anyway if there is no other. */
function candidatesIn(root: string): TypeScriptConfig[] {
  const path = findConfig(root);
  const own = path && readConfig(path, { withFiles: true });
  if (!own) return [];
  const referred = own.references.flatMap((reference) => readConfig(reference, { withFiles: true }) ?? []);
  const withFiles = [own, ...referred].filter(({ files }) => files.length > 0);
  return withFiles.length > 0 ? withFiles : [own];
}

/**
 * Only types are asked for. Code that is never used or never reached is what a break often leaves behind; a project
 * that has TypeScript report it does so to keep its code clean.
 */
const forced: ts.CompilerOptions = {
  allowImportingTsExtensions: true,
  allowUnreachableCode: true,
  allowUnusedLabels: true,
  composite: false,
  declaration: false,
  declarationMap: false,
  emitDeclarationOnly: false,
  incremental: false,
  isolatedDeclarations: false,
  noEmit: true,
  noUnusedLocals: false,
  noUnusedParameters: false,
  skipLibCheck: true,
};

/** What TypeScript before version 6 assumed where a configuration says nothing. */
const before6: ts.CompilerOptions = {
  esModuleInterop: false,
  noUncheckedSideEffectImports: false,
  strict: false,
  types: ['*'],
};

/** The project's own TypeScript may be older than the one that checks here. */
function defaultsOf(root: string): ts.CompilerOptions {
  try {
    const file = createRequire(join(root, 'package.json')).resolve('typescript/package.json');
    const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
    return Number.parseInt(version, 10) < 6 ? before6 : {};
  } catch {
    return {};
  }
}
