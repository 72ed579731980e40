import type { Mutator } from '../src/instrument/syntax.ts';
import { alwaysThrow } from './always-throw.ts';
import { awaitRemoval } from './await-removal.ts';
import { callRemoval } from './call-removal.ts';
import { caseRemoval } from './case-removal.ts';
import { catchRemoval } from './catch-removal.ts';
import { defaultParameter } from './default-parameter.ts';
import { emptyBody } from './empty-body.ts';
import { ignoredParameter } from './ignored-parameter.ts';
import { neutralRewrite } from './neutral/index.ts';
import { nullishCoalescing } from './nullish-coalescing.ts';
import { numberLiteral } from './number-literal.ts';
import { returnValue } from './return-value.ts';
import { spreadRemoval } from './spread-removal.ts';
import { throwRemoval } from './throw-removal.ts';
import { typedReturn } from './typed-return.ts';

export { aridCalls, callRemovalExcept } from './call-removal.ts';

/** All mutators of realcov's own, those of whole functions first. */
export const mutators: readonly Mutator[] = [
  emptyBody,
  typedReturn,
  ignoredParameter,
  alwaysThrow,
  neutralRewrite,
  callRemoval,
  throwRemoval,
  numberLiteral,
  nullishCoalescing,
  awaitRemoval,
  caseRemoval,
  catchRemoval,
  spreadRemoval,
  defaultParameter,
  returnValue,
];

export const mutatorNames: readonly string[] = mutators.map(({ name }) => name);
