import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { createProgram } from '../../../src/commands/program.ts';
import { completedCommands } from '../../../src/completion/words.ts';
import { exitCodes } from '../../../src/errors.ts';
import { tools } from '../../../src/mcp/tools.ts';
import { mutantStatuses } from '../../../src/model/audit.ts';
import { recordedIo } from '../../helpers/io.ts';
import { fromRoot } from '../../helpers/project.ts';

const page = readFileSync(fromRoot('docs', 'agents', 'SKILL.md'), 'utf8');
const [, head = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(page) ?? [];
const inline = [...body.matchAll(/`([^`\n]+)`/g)].map(([, text]) => text!);

test('the skill has a name and says when it is of use, in the form that agents read', () => {
  const { name, description, ...others } = parse(head);
  expect(name).toMatch(/^[a-z0-9-]{1,64}$/);
  expect(description).toMatch(/\bUse\b/);
  expect(description.length).toBeLessThanOrEqual(1024);
  expect(others).toEqual({});
  expect(body.split('\n').length).toBeLessThan(80);
});

test('its commands are those of the program', () => {
  const commands = completedCommands(
    createProgram(recordedIo('/'), () => {}),
    [],
  );
  const named = inline.flatMap((text) => /^npx realcov (.*)$/.exec(text)?.[1] ?? []);
  expect(named.length).toBeGreaterThan(5);
  for (const text of named) {
    const [name, ...words] = text.split(' ');
    const command = commands.find((each) => each.name === name);
    const flags = command?.options.map(({ flag }) => flag);
    expect(flags, text).toBeDefined();
    expect(flags).toEqual(expect.arrayContaining(words.filter((word) => word.startsWith('--'))));
    if (words.some((word) => !word.startsWith('--'))) expect(command?.argument, text).toBeDefined();
  }
  const ofAudit = commands.find(({ name }) => name === 'audit')?.options.map(({ flag }) => flag);
  const alone = inline.flatMap((text) => /^--\S+/.exec(text)?.[0] ?? []);
  expect(ofAudit).toEqual(expect.arrayContaining(alone));
});

test('its tools, exit codes and statuses are those of realcov', () => {
  const [line = ''] = /^With the MCP server[^.]*\./m.exec(body) ?? [];
  const named = [...line.matchAll(/`(\w+)`/g)].map(([, name]) => name);
  expect(named.toSorted()).toEqual(Object.keys(tools).toSorted());
  const codes = [...body.matchAll(/(?:code |\. |\s)(\d): /g)].map(([, code]) => Number(code));
  const { bug: _, ...known } = exitCodes;
  expect(codes.toSorted()).toEqual(Object.values(known).toSorted());
  for (const status of ['unproven', 'timeout', 'out-of-budget'] as const) {
    expect(body).toContain(`\`${status}\``);
    expect(mutantStatuses).toContain(status);
  }
});
