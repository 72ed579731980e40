import { parse, types, visit } from '../instrument/syntax.ts';
import { type Audit, type AuditedFunction, type AuditedMutant, isUnnoticed } from '../model/audit.ts';

/** A function with breaks that no test notices, and how a test gets at it. */
export interface Target {
  fn: AuditedFunction;
  /** What the module exports it as. */
  exported: string;
  /** The static method of what is exported. */
  member?: string;
  /** Its breaks that no test notices, those of the functions in it too. */
  breaks: AuditedMutant[];
}

/** A function with breaks that no test notices, at which no test gets. */
export interface OutOfReach {
  fn: AuditedFunction;
  breaks: AuditedMutant[];
  reason: string;
}

/** The functions of a file with breaks that no test notices, or all that are exported. Pure. */
export function targetsIn(
  audit: Audit,
  file: string,
  source: string,
  { all }: { all: boolean } = { all: false },
): { targets: Target[]; outOfReach: OutOfReach[] } {
  const exported = exportsOf(source, file);
  const open = audit.mutants.filter((mutant) => mutant.file === file && isUnnoticed(mutant));
  const functions = audit.functions.filter((fn) => fn.file === file);
  const names = new Map(functions.map(({ id, name }) => [id, name]));
  const targets: Target[] = [];
  const outOfReach: OutOfReach[] = [];
  for (const fn of functions.filter(({ name }) => !name.includes(' > '))) {
    const isInside = ({ function: id }: AuditedMutant) =>
      id === fn.id || names.get(id ?? '')?.startsWith(`${fn.name} > `) === true;
    const breaks = open.filter(isInside);
    const name = exported.get(fn.name);
    if (breaks.length === 0 && !(all && name !== undefined)) continue;
    if (name !== undefined) targets.push({ fn, exported: name, breaks });
    else
      outOfReach.push({
        fn,
        breaks,
        reason: fn.name.includes('.') ? 'it is a method' : 'it is not exported',
      });
  }
  return { targets, outOfReach };
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
