import { parse, types, visit } from './syntax.ts';

/** What a module exports, by its name inside the module. */
export function exportsOf(source: string, file: string): Map<string, string> {
  const names = new Map<string, string>();
  for (const { node } of visit(parse(source, file), source)) {
    if (types.isExportDefaultDeclaration(node)) {
      const { declaration } = node;
      if (types.isFunctionDeclaration(declaration) || types.isClassDeclaration(declaration))
        names.set(declaration.id?.name ?? 'default', 'default');
      else if (types.isIdentifier(declaration)) names.set(declaration.name, 'default');
    }
    if (!types.isExportNamedDeclaration(node)) continue;
    const { declaration, specifiers } = node;
    if ((types.isFunctionDeclaration(declaration) || types.isClassDeclaration(declaration)) && declaration.id)
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
