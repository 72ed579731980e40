import { ts } from 'ts-morph';
import type { Import } from '../embedded/spec.ts';

/** Says why values cannot be made. */
export class NoValues extends Error {}

/** What types are read with. */
export interface Reading {
  checker: ts.TypeChecker;
  /** How a test imports what a class or enum of the project is exported as. */
  importOf(symbol: ts.Symbol): Import | undefined;
}

/** The public constructor of a class that is not abstract. */
export function constructorOf(symbol: ts.Symbol, { checker }: Reading): ts.Signature | undefined {
  const { valueDeclaration } = symbol;
  if (!valueDeclaration || !ts.isClassLike(valueDeclaration)) return undefined;
  if (hasModifier(valueDeclaration, ts.ModifierFlags.Abstract)) return undefined;
  const [signature] = checker.getTypeOfSymbolAtLocation(symbol, valueDeclaration).getConstructSignatures();
  const declaration = signature?.getDeclaration();
  const isPublic = !declaration || !hasModifier(declaration, hiding);
  return isPublic ? signature : undefined;
}

/** What only code of the class itself may use. */
export const hiding = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;

export function hasModifier(node: ts.Declaration, flags: ts.ModifierFlags): boolean {
  return Boolean(ts.getCombinedModifierFlags(node) & flags);
}
