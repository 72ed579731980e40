import { join } from 'node:path';
import { Project, ts } from 'ts-morph';
import { optionsOf } from '../../instrument/types/infer.ts';
import { relativeTo } from '../../system/paths.ts';
import type { ClassSpec, Import, ParameterSpec } from '../embedded/spec.ts';
import { classSpecOf } from './class-specs.ts';
import { hasModifier, NoValues, type Reading } from './reading.ts';
import { parametersWithGaps } from './type-specs.ts';

/** What is known of a function that could be called. */
export interface Signature extends Literals {
  parameters: ParameterSpec[];
  /** The class whose instances it belongs to. */
  of?: ClassSpec;
}

/** What the text of a function contains. */
export interface Literals {
  hints: (string | number)[];
  /** Names of the errors that it throws. */
  throws: string[];
}

export interface Signatures {
  /** For the function that begins at an offset of a file. */
  at(file: string, offset: number): Signature | NoValues;
  literalsAt(file: string, offset: number): Literals;
}

/** Reads the signatures of functions in a project's files. */
export function signatures(root: string, files: string[]): Signatures {
  const project = new Project({ compilerOptions: optionsOf(root) });
  for (const file of files) project.addSourceFileAtPathIfExists(join(root, file));
  const program = project.getProgram().compilerObject;
  const reading: Reading = { checker: program.getTypeChecker(), importOf: importsFrom(root, program) };
  const find = (file: string, offset: number) => {
    const source = program.getSourceFile(join(root, file));
    return source && functionAt(source, offset);
  };
  return {
    at(file, offset) {
      const fn = find(file, offset);
      if (!fn) return new NoValues('its types cannot be read');
      try {
        return signatureOf(fn, reading);
      } catch (error) {
        if (error instanceof NoValues) return error;
        throw error;
      }
    },
    literalsAt(file, offset) {
      const fn = find(file, offset);
      return fn ? literalsIn(fn) : { hints: [], throws: [] };
    },
  };
}

function functionAt(source: ts.SourceFile, offset: number): ts.SignatureDeclaration | undefined {
  let found: ts.SignatureDeclaration | undefined;
  const visit = (node: ts.Node): void => {
    if (node.end <= offset || node.pos > offset) return;
    // Removes an `export` before `function`, which is not part of an expression.
    if (ts.isFunctionLike(node) && 'body' in node && node.body && startOf(node, source) === offset)
      found ??= node;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function startOf(node: ts.Node, source: ts.SourceFile): number {
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  const behind = modifiers.filter(
    ({ kind }) => kind === ts.SyntaxKind.ExportKeyword || kind === ts.SyntaxKind.DefaultKeyword,
  );
  const last = behind.at(-1);
  if (!last) return node.getStart(source);
  const text = source.text.slice(last.end);
  return last.end + (text.length - text.trimStart().length);
}

function signatureOf(fn: ts.SignatureDeclaration, reading: Reading): Signature {
  const signature = reading.checker.getSignatureFromDeclaration(fn);
  if (!signature) throw new NoValues('its types cannot be read');
  const owner = classOfInstances(fn);
  const literals = literalsIn(fn);
  if (owner) {
    const around = literalsIn(owner);
    literals.hints = [...new Set([...literals.hints, ...around.hints])].slice(0, maxHints);
    literals.throws = [...new Set([...literals.throws, ...around.throws])];
  }
  return {
    parameters: parametersWithGaps(signature.getParameters(), fn, reading),
    ...(owner && { of: classSpecOf(owner, reading) }),
    ...literals,
  };
}

/** The class, if the function is a method or a field of its instances. */
function classOfInstances(fn: ts.SignatureDeclaration): ts.ClassLikeDeclaration | undefined {
  const member = ts.isPropertyDeclaration(fn.parent) ? fn.parent : fn;
  if (!ts.isClassElement(member) || hasModifier(member, ts.ModifierFlags.Static)) return undefined;
  return ts.isClassLike(member.parent) ? member.parent : undefined;
}

export const maxHints = 60;

function literalsIn(node: ts.Node): Literals {
  const hints = new Set<string | number>();
  const throws = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) hints.add(node.text);
    if (ts.isNumericLiteral(node)) hints.add(Number(node.text));
    if (ts.isThrowStatement(node) && ts.isNewExpression(node.expression))
      throws.add(node.expression.expression.getText());
    if (ts.isTypeNode(node)) return;
    ts.forEachChild(node, visit);
  };
  visit(node);
  // An error may come from another function. With a message of the project's own, it is thrown on purpose.
  throws.add('Error');
  throws.add('RangeError');
  return { hints: [...hints].slice(0, maxHints), throws: [...throws] };
}

/** How tests import classes and enums: by the export of the module that declares them. */
function importsFrom(root: string, program: ts.Program): Reading['importOf'] {
  const checker = program.getTypeChecker();
  return (symbol): Import | undefined => {
    const source = symbol.valueDeclaration?.getSourceFile();
    if (!source || source.isDeclarationFile || source.fileName.includes('/node_modules/')) return undefined;
    const file = relativeTo(root, source.fileName);
    const module = checker.getSymbolAtLocation(source);
    if (!module || file.startsWith('..')) return undefined;
    const exported = checker
      .getExportsOfModule(module)
      .find((each) => (each.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(each) : each) === symbol);
    if (!exported) return undefined;
    const name = exported.name === 'default' ? declaredName(symbol) : exported.name;
    return name === undefined ? undefined : { name, exported: exported.name, file };
  };
}

function declaredName({ valueDeclaration }: ts.Symbol): string | undefined {
  const name = valueDeclaration && ts.getNameOfDeclaration(valueDeclaration);
  return name && ts.isIdentifier(name) ? name.text : undefined;
}
