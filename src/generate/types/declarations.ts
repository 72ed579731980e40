import { join } from 'node:path';
import { Project, ts } from 'ts-morph';
import { optionsOf } from '../../instrument/types/infer.ts';
import { relativeTo } from '../../system/paths.ts';

/** How far types are followed into other files. */
const deepest = 3;

/**
 * Declarations of the exports of modules, with their comments and the types in them, as in a `.d.ts` file: never a
 * body.
 * @param root absolute
 * @param files sources, relative to the root
 * @param mayBeRead whether the declarations of a file of the project may be shown
 */
export function declarationsOf(
  root: string,
  files: string[],
  mayBeRead: (file: string) => boolean,
): (file: string, names: string[]) => string {
  const options: ts.CompilerOptions = {
    ...optionsOf(root),
    declaration: true,
    emitDeclarationOnly: true,
    noEmit: false,
    removeComments: false,
    stripInternal: false,
    allowJs: true,
  };
  const project = new Project({ compilerOptions: options });
  for (const file of files) project.addSourceFileAtPathIfExists(join(root, file));
  const program = project.getProgram().compilerObject;
  const emitted = new Map<string, string>();
  const declared = (path: string): string => {
    const known = emitted.get(path) ?? emit(program, path);
    emitted.set(path, known);
    return known;
  };
  const collect = (file: string, names: string[], depth: number): string[] => {
    const path = join(root, file);
    const { texts, imports } = neededFrom(declared(path), names);
    const others =
      depth === deepest
        ? []
        : [...imports].flatMap(([specifier, wanted]) => {
            const found = ts.resolveModuleName(specifier, path, options, ts.sys).resolvedModule;
            if (!found || found.isExternalLibraryImport) return [];
            const other = relativeTo(root, found.resolvedFileName);
            return other.startsWith('..') || !mayBeRead(other) ? [] : collect(other, wanted, depth + 1);
          });
    return [...texts, ...others];
  };
  return (file, names) => [...new Set(collect(file, names, 0))].join('\n\n');
}

function emit(program: ts.Program, path: string): string {
  const source = program.getSourceFile(path);
  let text = '';
  if (!source || source.isDeclarationFile) return source?.text ?? '';
  program.emit(source, (_, written) => (text = written), undefined, true);
  return widened(text, new Set(literalsIn(source)));
}

/** Literals that are written as types in a source, so their author shows them. */
function literalsIn(source: ts.SourceFile): string[] {
  const shown: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isLiteralTypeNode(node)) shown.push(node.getText(source).slice(1, -1));
    ts.forEachChild(node, look);
  };
  look(source);
  return shown;
}

/** Without inferred literals, which would reveal what a body returns, or what another file contains. */
function widened(text: string, shown: ReadonlySet<string>): string {
  const source = ts.createSourceFile('declarations.d.ts', text, ts.ScriptTarget.Latest, true);
  const edits: { start: number; end: number; text: string }[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal) && !shown.has(node.literal.text))
      edits.push({ start: node.getStart(source), end: node.end, text: 'string' });
    ts.forEachChild(node, look);
  };
  look(source);
  return edits
    .reduceRight((all, edit) => all.slice(0, edit.start) + edit.text + all.slice(edit.end), text)
    .replace(/\bstring(?:\s*\|\s*string\b)+/g, 'string');
}

/** The statements that declare names, the ones these need, and their imports from other modules. */
function neededFrom(text: string, names: string[]): { texts: string[]; imports: Map<string, string[]> } {
  const source = ts.createSourceFile('declarations.d.ts', text, ts.ScriptTarget.Latest, true);
  const byName = Map.groupBy(
    source.statements.flatMap((statement) => namesIn(statement).map((name) => ({ name, statement }))),
    ({ name }) => name,
  );
  const imported = importsIn(source);
  const needed = new Set<ts.Statement>();
  const imports = new Map<string, string[]>();
  const seen = new Set<string>();
  const open = [...names];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const from = imported.get(name);
    if (from) imports.set(from.specifier, [...(imports.get(from.specifier) ?? []), from.name]);
    for (const { statement } of byName.get(name) ?? []) {
      needed.add(statement);
      open.push(...identifiersIn(statement));
    }
  }
  const inOrder = source.statements.filter((statement) => needed.has(statement));
  return { texts: inOrder.map((statement) => statement.getFullText().trim()), imports };
}

function namesIn(statement: ts.Statement): string[] {
  if (
    ts.isExportDeclaration(statement) &&
    statement.exportClause &&
    ts.isNamedExports(statement.exportClause)
  )
    return statement.exportClause.elements.map(({ name }) => name.getText());
  const own = ts.isVariableStatement(statement)
    ? statement.declarationList.declarations.map(({ name }) => name.getText())
    : 'name' in statement && statement.name !== undefined
      ? [(statement.name as ts.Node).getText()]
      : [];
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  const isDefault =
    ts.isExportAssignment(statement) || modifiers.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
  return isDefault ? [...own, 'default'] : own;
}

function importsIn(source: ts.SourceFile): Map<string, { specifier: string; name: string }> {
  const imports = new Map<string, { specifier: string; name: string }>();
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const specifier = statement.moduleSpecifier.text;
    const { name: byDefault, namedBindings } = statement.importClause ?? {};
    if (byDefault) imports.set(byDefault.text, { specifier, name: 'default' });
    if (namedBindings && ts.isNamedImports(namedBindings))
      for (const { name, propertyName } of namedBindings.elements)
        imports.set(name.text, { specifier, name: (propertyName ?? name).getText() });
  }
  return imports;
}

function identifiersIn(node: ts.Node): string[] {
  const own = ts.isIdentifier(node) ? [node.text] : [];
  return [...own, ...node.getChildren().flatMap(identifiersIn)];
}
