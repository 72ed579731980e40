import { ancestors, types, type Visit } from '../../src/instrument/syntax.ts';

/** What a type's name can stand for within one file. */
export type TypeDeclaration =
  | types.TSTypeAliasDeclaration
  | types.TSInterfaceDeclaration
  | types.TSEnumDeclaration;

export type Declarations = ReadonlyMap<string, TypeDeclaration>;

const perProgram = new WeakMap<types.Node, Declarations>();

/** The types declared at the top of the visited file, by name; what is declared in several parts is left out. */
export function declarationsAround(visit: Visit): Declarations {
  const program = [...ancestors(visit)].at(-1)?.node ?? visit.node;
  const known = perProgram.get(program) ?? (types.isProgram(program) ? declarationsIn(program) : new Map());
  perProgram.set(program, known);
  return known;
}

function declarationsIn(program: types.Program): Declarations {
  const found = new Map<string, TypeDeclaration>();
  const repeated = new Set<string>();
  for (const statement of program.body) {
    const declaration = types.isExportNamedDeclaration(statement) ? statement.declaration : statement;
    if (!isTypeDeclaration(declaration)) continue;
    if (found.has(declaration.id.name)) repeated.add(declaration.id.name);
    found.set(declaration.id.name, declaration);
  }
  for (const name of repeated) found.delete(name);
  return found;
}

function isTypeDeclaration(node: types.Node | null | undefined): node is TypeDeclaration {
  return (
    types.isTSTypeAliasDeclaration(node) ||
    types.isTSInterfaceDeclaration(node) ||
    types.isTSEnumDeclaration(node)
  );
}
