import { describe, it } from 'vitest';
import { spreadRemoval } from '../../../mutators/spread-removal.ts';
import { expectMutants, expectMutantsIn } from '../../helpers/expect-mutants.ts';

describe('SpreadRemoval', () => {
  it('spreads nothing into arrays, calls, objects and JSX', () => {
    expectMutants(spreadRemoval, 'x = [1, ...a];', 'x = [1, ...[]];');
    expectMutants(spreadRemoval, 'f(...a);', 'f(...[]);');
    expectMutants(spreadRemoval, 'new F(...a, ...b());', 'new F(...[], ...b());', 'new F(...a, ...[]);');
    expectMutants(spreadRemoval, 'x = { ...(a ? b : c), d };', 'x = { ...({}), d };');
    expectMutantsIn('a.jsx', spreadRemoval, 'x = <A {...b} />;', 'x = <A {...{}} />;');
  });

  it('leaves alone what other mutators empty, and what is empty', () => {
    expectMutants(spreadRemoval, 'x = [...a]; y = { ...b };');
    expectMutants(spreadRemoval, 'f(...[]); y = { ...{}, a };');
  });

  it('leaves rest patterns and parameters alone', () => {
    expectMutants(spreadRemoval, 'const [a, ...b] = c; const { d, ...e } = c; function f(...g) {}');
  });
});
