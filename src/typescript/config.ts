import { dirname } from 'node:path';
import { ts } from 'ts-morph';

/** A tsconfig file as TypeScript reads it, `extends` and all. */
export interface TypeScriptConfig {
  /** Absolute. */
  path: string;
  options: ts.CompilerOptions;
  /** Absolute paths of the files that belong to it; none where they were not asked for. */
  files: string[];
  /** Absolute paths of the configurations it refers to. */
  references: string[];
}

/** The tsconfig.json of a folder, or the nearest above it. */
export function findConfig(root: string): string | undefined {
  return ts.findConfigFile(root, ts.sys.fileExists);
}

/** Reads a tsconfig file; searching the folders for its files takes long, so it is done only on request. */
export function readConfig(
  path: string,
  { withFiles }: { withFiles: boolean },
): TypeScriptConfig | undefined {
  const config = parsedFile(path);
  if (config === undefined) return undefined;
  const host: ts.ParseConfigHost = withFiles ? ts.sys : { ...ts.sys, readDirectory: () => [] };
  const parsed = ts.parseJsonConfigFileContent(config, host, dirname(path), undefined, path);
  return {
    path,
    options: parsed.options,
    files: parsed.fileNames,
    references: (parsed.projectReferences ?? []).map((reference) =>
      ts.resolveProjectReferencePath(reference),
    ),
  };
}

/** TypeScript calls itself for each level of it, and fails of a text with too many. */
function parsedFile(path: string): unknown {
  try {
    return ts.readConfigFile(path, ts.sys.readFile).config;
  } catch {
    return undefined;
  }
}
