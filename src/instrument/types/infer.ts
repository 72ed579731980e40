import { join } from 'node:path';
import { Project, ts } from 'ts-morph';
import { findConfig, readConfig } from '../../typescript/config.ts';
import { describeType } from './describe.ts';

/** The inferred types of one file, by the start of a function's body or of a parameter's name. */
export interface FileTypes {
  returns: Record<number, string>;
  parameters: Record<number, string>;
}

/** The inferred types of each readable file, by its path as given. */
export type InferredTypes = Record<string, FileTypes>;

/** Asks TypeScript for types that are not written as plain keywords. Takes seconds: not for the main thread. */
export function inferIn(root: string, files: readonly string[]): InferredTypes {
  const project = new Project({ compilerOptions: optionsOf(root) });
  const paths = new Map(files.map((file) => [file, join(root, file)]));
  for (const path of paths.values()) project.addSourceFileAtPathIfExists(path);
  const program = project.getProgram().compilerObject;
  const checker = program.getTypeChecker();
  const found: InferredTypes = {};
  for (const [file, path] of paths) {
    const sourceFile = program.getSourceFile(path);
    if (sourceFile) found[file] = typesIn(sourceFile, checker);
  }
  return found;
}

/** The project's own options that matter to types. */
export function optionsOf(root: string): ts.CompilerOptions {
  const path = findConfig(root);
  const config = path && readConfig(path, { withFiles: false });
  return { ...defaults, ...(config ? config.options : {}), ...forced };
}

const defaults: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  jsx: ts.JsxEmit.Preserve,
};

const forced: ts.CompilerOptions = {
  allowJs: true,
  noEmit: true,
  skipLibCheck: true,
  noLib: false,
  incremental: false,
};

function typesIn(sourceFile: ts.SourceFile, checker: ts.TypeChecker): FileTypes {
  const found: FileTypes = { returns: {}, parameters: {} };
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      addReturn(node, withoutParentheses(node.body).getStart(sourceFile), checker, found);
      for (const parameter of node.parameters) addParameter(parameter, sourceFile, checker, found);
    }
    ts.forEachChild(node, visit);
  };
  visit(sourceFile);
  return found;
}

function addReturn(
  node: ts.SignatureDeclaration,
  body: number,
  checker: ts.TypeChecker,
  found: FileTypes,
): void {
  if (ts.isConstructorDeclaration(node) || ts.isSetAccessor(node) || isPlain(node.type)) return;
  const signature = checker.getSignatureFromDeclaration(node);
  const text = signature && describeType(checker.getReturnTypeOfSignature(signature), checker);
  if (text && isTelling(text)) found.returns[body] = text;
}

function addParameter(
  { name, type, initializer }: ts.ParameterDeclaration,
  sourceFile: ts.SourceFile,
  checker: ts.TypeChecker,
  found: FileTypes,
): void {
  if (initializer && ts.isIdentifier(name)) return;
  const names = ts.isIdentifier(name)
    ? [name]
    : name.elements.flatMap((element) => ('name' in element ? [element.name] : []));
  for (const part of names) {
    if (!ts.isIdentifier(part) || (part === name && isPlain(type))) continue;
    const text = describeType(checker.getTypeAtLocation(part), checker);
    if (isTelling(text)) found.parameters[part.getStart(sourceFile)] = text;
  }
}

function withoutParentheses(node: ts.Node): ts.Node {
  return ts.isParenthesizedExpression(node) ? withoutParentheses(node.expression) : node;
}

const plain = new Set([
  ts.SyntaxKind.BooleanKeyword,
  ts.SyntaxKind.NeverKeyword,
  ts.SyntaxKind.NumberKeyword,
  ts.SyntaxKind.StringKeyword,
  ts.SyntaxKind.VoidKeyword,
]);

/** Whether mutators can parse the written type. */
function isPlain(type: ts.TypeNode | undefined): boolean {
  return type !== undefined && plain.has(type.kind);
}

function isTelling(text: string): boolean {
  return text !== 'any' && text !== 'unknown';
}
