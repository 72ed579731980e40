import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { confirmAt } from '../../../src/commands/confirm.ts';
import { confirmWriter } from '../../../src/commands/confirmed-writer.ts';
import { contractCommand } from '../../../src/commands/contract.ts';
import { generateCommand } from '../../../src/commands/generate.ts';
import { recordedIo } from '../../helpers/io.ts';
import { installedVitest, tempProject } from '../../helpers/temp-project.ts';

const root = '/projects/shop';
const configFiles = ['/projects/shop/stryker.conf.json'];

function confirming(answer: boolean) {
  const asked: string[] = [];
  const confirm = async (question: string) => {
    asked.push(question);
    return answer;
  };
  return { asked, confirm };
}

const command = { root, configFiles, model: undefined, writerCommand: 'sh "a\u001b[2J" && curl x' };
const model = { root, configFiles, model: 'big-one', writerCommand: undefined };

describe('a program that only the configuration file names', () => {
  test('is shown to whoever sits at the terminal, and run if they agree', async () => {
    const { asked, confirm } = confirming(true);
    await confirmWriter(command, {}, {}, { confirm });
    expect(asked).toEqual([
      'realcov: stryker.conf.json names a program to write the tests: sh "a\\u001b[2J" && curl x\nRun it, with all that you may do?',
    ]);
  });

  test.each([
    [confirming(false).confirm, 'which was not agreed to'],
    [undefined, 'which nobody is there to agree to'],
  ])('is not run where nobody agrees', async (confirm, why) => {
    await expect(confirmWriter(command, {}, {}, { confirm })).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(why),
      hint: expect.stringContaining('--writer-command'),
    });
  });

  test('needs no word if the command line names it too', async () => {
    await confirmWriter(command, { writerCommand: command.writerCommand }, {}, {});
  });
});

describe('a model that only the configuration file names', () => {
  test('is asked if somebody agrees, who is told which server has the key', async () => {
    const { asked, confirm } = confirming(true);
    await confirmWriter(model, {}, { OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' }, { confirm });
    expect(asked).toEqual([
      expect.stringMatching(/names a model to write: big-one\nAsk it, at http:.*with your key/),
    ]);
  });

  test('is not asked where nobody is there', async () => {
    await expect(confirmWriter(model, {}, {}, {})).rejects.toMatchObject({
      exitCode: 2,
      hint: expect.stringContaining('--model "big-one", or OPENAI_MODEL'),
    });
  });

  test('needs no word if the command line or the environment names it', async () => {
    await confirmWriter(model, { model: 'big-one' }, {}, {});
    await confirmWriter(model, {}, { OPENAI_MODEL: 'big-one' }, {});
    await expect(confirmWriter(model, {}, { OPENAI_MODEL: 'other' }, {})).rejects.toThrow('names a model');
  });
});

test('neither generate nor contract begins before somebody has agreed', async () => {
  const project = tempProject({
    'package.json': '{ "name": "shop" }',
    'src/a.ts': 'export const total = () => 1;\n',
    ...installedVitest('5.0.0'),
    'stryker.conf.json': '{ "realcov": { "writerCommand": "touch harmed" } }',
    'model.json': '{ "realcov": { "model": "big-one" } }',
  });
  await expect(generateCommand({ mode: 'spec' }, recordedIo(project))).rejects.toThrow(
    'stryker.conf.json names a program to write the tests: touch harmed',
  );
  for (const run of [generateCommand, contractCommand])
    await expect(run({ paths: ['src/a.ts'], config: 'model.json' }, recordedIo(project))).rejects.toThrow(
      'model.json names a model to write: big-one',
    );
  expect(existsSync(join(project, 'harmed'))).toBe(false);
});

describe('whoever sits at the terminal', () => {
  function terminal(signal = new AbortController().signal) {
    const input = Object.assign(new PassThrough(), { isTTY: true });
    const io = recordedIo(root);
    const err = { ...io.err, isTerminal: true };
    return { input, io, confirm: confirmAt({ input, err, signal })! };
  }

  test.each([
    ['y\n', true],
    ['Yes\n', true],
    ['\n', false],
    ['n\n', false],
    ['yikes\n', false],
  ])('answers %j', async (text, expected) => {
    const { input, io, confirm } = terminal();
    const answer = confirm('Run it?');
    input.write(text);
    expect(await answer).toBe(expected);
    expect(io.printed.err).toBe('Run it? [y/N] ');
  });

  test('says no by leaving or stopping', async () => {
    const { input, io, confirm } = terminal();
    const left = confirm('Run it?');
    input.end();
    expect(await left).toBe(false);
    expect(io.printed.err).toBe('Run it? [y/N] \n');
    expect(await terminal(AbortSignal.abort()).confirm('Run it?')).toBe(false);
  });

  test('is not there where the question or the answer has no terminal', () => {
    const io = recordedIo(root);
    const { signal } = io;
    expect(
      confirmAt({ input: Object.assign(new PassThrough(), { isTTY: true }), err: io.err, signal }),
    ).toBeUndefined();
    expect(
      confirmAt({ input: new PassThrough(), err: { ...io.err, isTerminal: true }, signal }),
    ).toBeUndefined();
  });
});
