/** The kinds of problems that reports for other programs name, so that all of them call them the same. */
import { type FindingKind, findingKinds, severities } from '../../src/model/finding.ts';
import { findingNames } from '../findings/index.ts';

export type BreakRule = 'lost-kill' | 'new-survivor' | 'survived' | 'no-coverage';
export type RuleId = BreakRule | FindingKind;
export type Level = 'error' | 'warning';

export interface Rule {
  id: RuleId;
  /** A few words, for a list. */
  title: string;
  /** One sentence with a full stop: what is wrong. */
  says: string;
  /** One sentence with a full stop: what to do. */
  help: string;
  /** What most problems of it are; a break of a whole function that tests run is always an error. */
  level: Level;
}

const breakRules: Record<BreakRule, Omit<Rule, 'id'>> = {
  'lost-kill': {
    title: 'Tests no longer notice this break',
    says: 'The tests before the change notice this break, and the tests of now do not.',
    help: 'Restore the deleted, skipped or loosened test, or write another one that fails with the break.',
    level: 'error',
  },
  'new-survivor': {
    title: 'No test notices this break of changed code',
    says: 'No test fails when the changed code is broken in this way.',
    help: 'Write a test that fails with the break, or make the code simpler; realcov accept takes it off the list.',
    level: 'warning',
  },
  survived: {
    title: 'No test notices this break',
    says: 'Tests run this code, and none fails when it is broken in this way.',
    help: 'Write a test that fails with the break, or make the code simpler; realcov accept takes it off the list.',
    level: 'warning',
  },
  'no-coverage': {
    title: 'No test runs this code',
    says: 'No test runs this code, so none fails when it is broken.',
    help: 'Write a test that runs the code and fails with the break.',
    level: 'warning',
  },
};

const breakRuleIds = Object.keys(breakRules) as BreakRule[];

/** Every rule, in the order of how much it tells; what is worth an information only is no problem. */
export const rules: Rule[] = [
  ...breakRuleIds.map((id) => ({ id, ...breakRules[id] })),
  ...findingKinds
    .filter((kind) => severities[kind] !== 'info')
    .map((kind): Rule => {
      const level = severities[kind] === 'error' ? 'error' : 'warning';
      return { id: kind, ...testRule(kind), level };
    }),
];

function testRule(kind: FindingKind): Pick<Rule, 'title' | 'says' | 'help'> {
  return {
    title: `Test finding: ${findingNames[kind]}`,
    says: `The audit has evidence that the test is ${kind}.`,
    help: 'The command in the message shows the evidence; docs/findings of realcov says what to do.',
  };
}

export function ruleOf(id: RuleId): Rule {
  const rule = rules.find((each) => each.id === id);
  if (rule === undefined) throw new Error(`no rule ${id}`);
  return rule;
}
