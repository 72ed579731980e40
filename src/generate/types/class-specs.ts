import { ts } from 'ts-morph';
import type { ClassSpec, Probe } from '../embedded/spec.ts';
import { constructorOf, hasModifier, hiding, NoValues, type Reading } from './reading.ts';
import { parametersOf, parametersWithGaps } from './type-specs.ts';

const most = { methods: 8, fields: 12, reads: 6 };

/**
 * How instances of a class are created, used and observed.
 * @throws {NoValues} if none can be created
 */
export function classSpecOf(owner: ts.ClassLikeDeclaration, reading: Reading): ClassSpec {
  const { checker } = reading;
  const symbol = owner.name
    ? checker.getSymbolAtLocation(owner.name)
    : (owner as unknown as { symbol?: ts.Symbol }).symbol;
  const made = symbol && constructorOf(symbol, reading);
  if (!symbol || !made) throw new NoValues('its class is abstract, or makes its instances itself');
  const instance = checker.getDeclaredTypeOfSymbol(symbol);
  const members = checker.getPropertiesOfType(instance).filter(isPublic);
  const typeOf = (member: ts.Symbol) => checker.getTypeOfSymbolAtLocation(member, owner);
  const methods = members.filter(
    (member) => member.flags & ts.SymbolFlags.Method || typeOf(member).getCallSignatures().length > 0,
  );
  const fields = members.filter((member) => !methods.includes(member));
  return {
    parameters: parametersWithGaps(made.getParameters(), owner, reading),
    methods: methods.flatMap((method) => methodOf(method, owner, reading)).slice(0, most.methods),
    state: [
      ...fields.slice(0, most.fields).map(({ name }): Probe => ({ name, isMethod: false })),
      ...methods
        .filter((method) => isGetterLike(typeOf(method), checker))
        .slice(0, most.reads)
        .map(({ name }): Probe => ({ name, isMethod: true })),
    ],
  };
}

/** Names that a test may use. Names with `__@` are symbols. */
function isPublic({ name, declarations = [] }: ts.Symbol): boolean {
  return (
    /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name) &&
    !name.startsWith('__') &&
    !declarations.some((each) => hasModifier(each, hiding))
  );
}

/** Methods whose parameters have values. The others are left out without a reason. */
function methodOf(method: ts.Symbol, at: ts.Node, reading: Reading): ClassSpec['methods'] {
  const [signature] = reading.checker.getTypeOfSymbolAtLocation(method, at).getCallSignatures();
  if (!signature) return [];
  try {
    return [{ name: method.name, parameters: parametersOf(signature.getParameters(), at, reading) }];
  } catch (error) {
    if (error instanceof NoValues) return [];
    throw error;
  }
}

/** A method without parameters that returns a value, not a promise. */
function isGetterLike(type: ts.Type, checker: ts.TypeChecker): boolean {
  const [signature] = type.getCallSignatures();
  if (!signature || signature.getParameters().length > 0) return false;
  const returned = checker.getReturnTypeOfSignature(signature);
  const silent = ts.TypeFlags.Void | ts.TypeFlags.Undefined | ts.TypeFlags.Never;
  return !(returned.flags & silent) && !/^(Promise|AsyncGenerator)</.test(checker.typeToString(returned));
}
