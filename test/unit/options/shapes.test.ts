import { describe, expect, test } from 'vitest';
import { limitNames } from '../../../src/judge/gate.ts';
import { gateTable } from '../../../src/options/gate-table.ts';
import { resolveOptions } from '../../../src/options/resolve.ts';
import { holdsEveryBreak, isSameScope, settingsOf } from '../../../src/options/scope.ts';
import { optionsThatShape, shapingOptions } from '../../../src/options/shapes.ts';
import { type OptionName, optionNames, optionTable } from '../../../src/options/table.ts';
import { tempProject } from '../../helpers/temp-project.ts';

/** A value of the option that is not its default. */
const anotherThan = (name: OptionName): unknown => {
  const { kind, default: usual } = optionTable[name];
  if (kind === 'switch') return !usual;
  return kind === 'list' ? ['EmptyBody'] : kind === 'number' ? 7 : 'total';
};

const shaping = optionNames.filter((name) => optionTable[name].shapes !== undefined);

describe('an audit keeps', () => {
  const options = () => resolveOptions({ cwd: tempProject({ 'package.json': '{ "name": "shop" }' }) });

  test.each(shaping)('what %s was', async (name) => {
    const given = { ...(await options()), [name]: anotherThan(name) };
    expect(shapingOptions(given)[name]).toEqual(anotherThan(name));
  });

  test('the paths and what the configuration breaks, and nothing of how the result looks', async () => {
    const kept = shapingOptions({ ...(await options()), paths: ['src'], mutate: ['lib'], verbose: true });
    expect(kept).toMatchObject({ paths: ['src'], mutate: ['lib'] });
    expect(Object.keys(kept).filter((name) => !shaping.includes(name as OptionName))).toEqual([
      'paths',
      'mutate',
    ]);
  });
});

describe('two audits', () => {
  const audit = (options: Record<string, unknown>) => ({ complete: true, options });
  const scope = optionsThatShape('scope');
  const figures = optionsThatShape('figures');

  test.each([...scope, ...figures])('with another value of %s are of another scope', (name) => {
    expect(isSameScope(audit({ [name]: ['x'] }), audit({}))).toBe(false);
    expect(settingsOf(audit({ [name]: ['x'] }))).toBe(JSON.stringify({ [name]: ['x'] }));
  });

  test('with other evidence and another gate are not', () => {
    const others = [...optionsThatShape('evidence'), ...optionsThatShape('gate')];
    const other = audit(Object.fromEntries(others.map((name) => [name, 'x'])));
    expect(isSameScope(other, audit({}))).toBe(true);
    expect(settingsOf(other)).toBeUndefined();
  });

  test.each(scope)('of which one is limited by %s do not both hold every break, tests aside', (name) => {
    expect(holdsEveryBreak(audit({ [name]: ['x'] }))).toBe(name === 'tests');
    expect(holdsEveryBreak(audit({ [name]: [] }))).toBe(true);
  });
});

test('each limit of the gate is an option, and is kept with the audit', () => {
  expect(optionsThatShape('gate').toSorted()).toEqual([...limitNames, 'maxUnproven'].toSorted());
  expect(optionsThatShape('gate')).toEqual(Object.keys(gateTable));
});
