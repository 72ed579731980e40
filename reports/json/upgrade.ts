import { own } from '../../src/model/by-name.ts';
import type { ReplacedBody } from '../../src/model/mutant.ts';

type Read = Record<string, unknown>;

const bodies: Partial<Record<string, ReplacedBody>> = { EmptyBody: 'deleted', TypedReturn: 'constant' };

/**
 * What an older realcov wrote as `audit.json`, in the form of today; anything else as it is. Nothing of it is checked yet:
 * any part may be missing.
 */
export function upgraded(read: unknown): unknown {
  if (!isObject(read) || read.schemaVersion !== '1') return read;
  const { project, mutants } = read;
  return {
    ...read,
    schemaVersion: '2',
    project: isObject(project)
      ? { ...project, runner: { name: 'vitest', version: project.vitest } }
      : project,
    mutants: Array.isArray(mutants) ? mutants.map(withBody) : mutants,
  };
}

/** Which mutants take the place of a body was not written down. */
function withBody(mutant: unknown): unknown {
  const body = isObject(mutant) ? own(bodies, String(mutant.mutator)) : undefined;
  return isObject(mutant) && body !== undefined ? { body, ...mutant } : mutant;
}

function isObject(value: unknown): value is Read {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
