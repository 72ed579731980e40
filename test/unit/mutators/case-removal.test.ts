import { describe, it } from 'vitest';
import { caseRemoval } from '../../../mutators/case-removal.ts';
import { expectMutants } from '../../helpers/expect-mutants.ts';

describe('CaseRemoval', () => {
  it('forgets a case', () => {
    expectMutants(
      caseRemoval,
      'switch (a) { case 1: go(); break; case 2: { stop(); break; } }',
      'switch (a) {  case 2: { stop(); break; } }',
      'switch (a) { case 1: go(); break;  }',
    );
    expectMutants(caseRemoval, 'switch (a) { case (1): go(); }', 'switch (a) {  }');
  });

  it('forgets the default', () => {
    expectMutants(caseRemoval, 'switch (a) { default /* : */ : go(); }', 'switch (a) {  }');
  });

  it('forgets a case that shares what it does with the next', () => {
    expectMutants(caseRemoval, 'switch (a) { case 1: case 2: go(); }', 'switch (a) {  case 2: go(); }');
  });

  it('leaves a case alone that the one before can run into', () => {
    expectMutants(
      caseRemoval,
      'switch (a) { case 1: if (b) break; case 2: go(); }',
      'switch (a) {  case 2: go(); }',
    );
    expectMutants(
      caseRemoval,
      'switch (a) { case 1: if (b) return; else throw c; case 2: go(); }',
      'switch (a) {  case 2: go(); }',
      'switch (a) { case 1: if (b) return; else throw c;  }',
    );
  });

  it('leaves a case alone that declares what others may use', () => {
    expectMutants(caseRemoval, 'switch (a) { case 1: let b = 1; break; }');
  });

  it('leaves a case alone that makes no difference', () => {
    expectMutants(caseRemoval, 'switch (a) { case 1: break; }');
    expectMutants(caseRemoval, 'switch (a) { default: }');
    expectMutants(caseRemoval, 'switch (a) { case 1: break; default: break; }');
    expectMutants(
      caseRemoval,
      'switch (a) { case 1: break; default: go(); }',
      'switch (a) {  default: go(); }',
      'switch (a) { case 1: break;  }',
    );
  });
});
