import type { TestRoles } from '../model/test-roles.ts';
import { isDoubtful, isNamedTest, isOrdinarySource, isShowcaseSource, isTestFile } from './source-names.ts';

/** Tells sources from other files: by what Vitest says, and by names where it says nothing. */
export interface SourceRules {
  /** A test that runs. It is never broken. */
  isTest(file: string): boolean;
  /** A test by its name. It is broken only if it is named alone. */
  isNamedTest(file: string): boolean;
  /** Set-up files, environments, configuration. Empty as long as Vitest has not been asked. */
  isSupport(file: string): boolean;
  /** @param base the folder that was asked for: its own name does not count */
  isSource(file: string, base?: string): boolean;
  /** Outside of the source folders, and loaded by a test that runs. */
  isTestedShowcase(file: string): boolean;
}

const byName: SourceRules = {
  isTest: isTestFile,
  isNamedTest: isTestFile,
  isSupport: () => false,
  isSource: isOrdinarySource,
  isTestedShowcase: () => false,
};

/** @param roles undefined as long as Vitest has not been asked */
export function sourceRules(roles: TestRoles | undefined): SourceRules {
  if (!roles) return byName;
  const isNeither = (file: string) => !roles.tests.has(file) && !roles.support.has(file);
  const ofSources = importedBy(roles, (file) => isNeither(file) && isOrdinarySource(file));
  // A source may also prepare tests.
  const isOther = (file: string) =>
    isNeither(file) || (roles.support.has(file) && ofSources.has(file) && isOrdinarySource(file));
  // Its name is that of a test helper, but it is loaded like a source: by sources, or its name says little.
  const isSourceAllTheSame = (file: string) =>
    isDoubtful(file) && (ofSources.has(file) || (isTestFile(file) && roles.imports.has(file)));
  return {
    isTest: (file) => roles.tests.has(file),
    isNamedTest,
    isSupport: (file) => roles.support.has(file),
    isSource: (file, base) => isOther(file) && (isOrdinarySource(file, base) || isSourceAllTheSame(file)),
    isTestedShowcase: (file) => isOther(file) && roles.imports.has(file) && isShowcaseSource(file),
  };
}

/** Files that this file imports. */
function importedBy({ imports }: TestRoles, isWanted: (file: string) => boolean): Set<string> {
  return new Set([...imports].flatMap(([file, own]) => (isWanted(file) ? own : [])));
}
