import { parse, types, visit } from '../instrument/syntax.ts';
import { type Audit, type AuditedMutant, isUnnoticed } from '../model/audit.ts';
import { isBreak } from '../model/mutant.ts';
import type { FunctionUnit } from '../model/source.ts';
import { callersIn, nearestCallers } from './callers.ts';

/** A function at which tests get, with breaks that no test notices. */
export interface Target {
  fn: FunctionUnit;
  /** What the module exports it, or what it is a member of, as. */
  exported: string;
  /** Its breaks that no test notices, those of the functions in it too. */
  breaks: AuditedMutant[];
  /** Those of functions that tests reach through it alone. */
  behind: AuditedMutant[];
}

export function breaksOf({ breaks, behind }: Target): AuditedMutant[] {
  return [...breaks, ...behind];
}

/** A function with breaks that no test notices, at which no test gets by itself. */
export interface OutOfReach {
  fn: FunctionUnit;
  breaks: AuditedMutant[];
  reason: string;
  /** Those through which tests reach it. */
  through: Target[];
}

/** Functions that are tried for one that only they reach. */
const mostCallers = 4;

/**
 * The functions of a file with breaks that no test notices. Pure.
 * @param functions all of the file
 */
export function targetsIn(
  audit: Audit,
  file: string,
  source: string,
  functions: readonly FunctionUnit[],
): { targets: Target[]; outOfReach: OutOfReach[] } {
  const exported = exportsOf(source, file);
  const open = audit.mutants.filter(
    (mutant) => mutant.file === file && isBreak(mutant) && isUnnoticed(mutant),
  );
  const names = new Map(functions.map(({ id, name }) => [id, name]));
  const targets: Target[] = [];
  const hidden: Omit<OutOfReach, 'through'>[] = [];
  for (const fn of functions.filter(({ name }) => !name.includes(' > '))) {
    const isInside = ({ function: id }: AuditedMutant) =>
      id === fn.id || names.get(id ?? '')?.startsWith(`${fn.name} > `) === true;
    const breaks = open.filter(isInside);
    const name = exported.get(fn.name);
    if (name !== undefined) targets.push({ fn, exported: name, breaks, behind: [] });
    else if (breaks.length > 0)
      hidden.push({
        fn,
        breaks,
        reason: fn.name.includes('.') ? 'it is a method' : 'it is not exported',
      });
  }
  const callers = hidden.length > 0 ? callersIn(source, file) : new Map<string, Set<string>>();
  const outOfReach = hidden.map((each): OutOfReach => {
    const isReachable = (name: string) => targets.some(({ fn }) => fn.name === name);
    const nearest = nearestCallers(each.fn.name, callers, isReachable, mostCallers);
    const through = targets.filter(({ fn }) => nearest.includes(fn.name));
    for (const target of through) target.behind.push(...each.breaks);
    return { ...each, through };
  });
  return {
    targets: targets.filter(({ breaks, behind }) => breaks.length > 0 || behind.length > 0),
    outOfReach,
  };
}
/** What a module exports, by the name it has in the module. */
export function exportsOf(source: string, file: string): Map<string, string> {
  const names = new Map<string, string>();
  for (const { node } of visit(parse(source, file), source)) {
    if (types.isExportDefaultDeclaration(node)) {
      const { declaration } = node;
      if (types.isFunctionDeclaration(declaration)) names.set(declaration.id?.name ?? 'default', 'default');
      else if (types.isIdentifier(declaration)) names.set(declaration.name, 'default');
    }
    if (!types.isExportNamedDeclaration(node)) continue;
    const { declaration, specifiers } = node;
    if (types.isFunctionDeclaration(declaration) && declaration.id)
      names.set(declaration.id.name, declaration.id.name);
    if (types.isVariableDeclaration(declaration))
      for (const name of Object.keys(types.getBindingIdentifiers(declaration))) names.set(name, name);
    for (const specifier of specifiers) {
      const { local } = specifier as types.ExportSpecifier;
      if (types.isIdentifier(local) && types.isIdentifier(specifier.exported))
        names.set(local.name, specifier.exported.name);
    }
  }
  return names;
}
