import {
  type FunctionNode,
  type MutateContext,
  type Node,
  start,
  types,
  type Visit,
} from '../../src/instrument/syntax.ts';
import type { Binding } from './bindings.ts';
import { admitsUndefined, claimOf, constantsOf } from './constants.ts';
import { readType, type ScopedType, scopeOf } from './signature.ts';
import { operandText } from './text.ts';
import { isTyped } from './typed.ts';
import { readsOf } from './uses.ts';

/** What a parameter is when nothing of use was given for it. */
export function emptyValueOf(binding: Binding, fn: Visit<FunctionNode>, context: MutateContext): string {
  const inferred = readType(context.parameterType?.(start(binding.node)), scopeOf(fn));
  const known = valueFromCode(binding, fn) ?? emptyOfType(binding.type) ?? emptyOfType(inferred);
  if (known !== undefined) return isTyped(fn) && isNarrower(known, binding, inferred) ? cast(known) : known;
  const [claim] = binding.type ? claimOf(binding.type.type, binding.type.scope) : [];
  if (claim) return claim;
  const guessed = emptyByUse(binding.name, fn);
  return isTyped(fn) ? cast(guessed) : guessed;
}

function valueFromCode(binding: Binding, fn: Visit): string | undefined {
  if (binding.default) return operandText(binding.default, fn.source);
  if (binding.isRest) return '[]';
  return binding.isOptional ? 'undefined' : undefined;
}

function emptyOfType({ type, scope }: Partial<ScopedType> = {}): string | undefined {
  if (!type || !scope || types.isTSAnyKeyword(type)) return undefined;
  if (admitsUndefined(type)) return 'undefined';
  if (types.isTSUnionType(type) && type.types.some((member) => types.isTSNullKeyword(member))) return 'null';
  const values = constantsOf(type, scope);
  return values.includes('false') ? 'false' : values[0];
}

/** Whether TypeScript would hold the rest of the body against the value: `a` is never anything else from then on. */
function isNarrower(value: string, binding: Binding, inferred: ScopedType | undefined): boolean {
  const type = (binding.type ?? inferred)?.type;
  return (
    value === 'undefined' || value === 'null' || types.isTSUnionType(type) || types.isTSTypeReference(type)
  );
}

function cast(value: string): string {
  return `${/^([\w.$]+|'[^']*'|"[^"]*"|\{\}|\[\])$/.test(value) ? value : `(${value})`} as any`;
}

/** What the body does with the name tells its kind, more or less. */
function emptyByUse(name: string, fn: Visit<FunctionNode>): string {
  const values = readsOf(name, fn).map(valueUsedAs);
  return values.find((value) => value !== undefined) ?? 'undefined';
}

const listMethods =
  /^(map|filter|forEach|push|reduce|some|every|find|findIndex|flatMap|join|sort|pop|shift)$/;
const textMethods =
  /^(trim|toUpperCase|toLowerCase|split|charAt|charCodeAt|startsWith|endsWith|replace|replaceAll|match)$/;

function valueUsedAs({ node, parent, key }: Visit): string | undefined {
  const user: Node | undefined = parent?.node;
  if (types.isCallExpression(user) && key === 'callee') return '() => {}';
  if (types.isForOfStatement(user) && key === 'right') return '[]';
  if (types.isSpreadElement(user)) return types.isObjectExpression(parent?.parent?.node) ? '{}' : '[]';
  if (types.isTemplateLiteral(user)) return '""';
  if (types.isBinaryExpression(user))
    return /^([-*/%&|^]|\*\*|<<|>>>?)$/.test(user.operator) ? '0' : undefined;
  if (types.isUpdateExpression(user)) return '0';
  if (!types.isMemberExpression(user) || user.object !== node) return undefined;
  const property = types.isIdentifier(user.property) && !user.computed ? user.property.name : '';
  if (listMethods.test(property)) return '[]';
  if (textMethods.test(property)) return '""';
  return property === 'length' || property === '' ? '[]' : '{}';
}
