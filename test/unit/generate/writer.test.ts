import { describe, expect, test } from 'vitest';
import { readAnswer } from '../../../src/generate/writers/answer.ts';
import { commandWriter } from '../../../src/generate/writers/command-writer.ts';
import { WriterError } from '../../../src/generate/writers/errors.ts';
import { requestFor } from '../../../src/generate/writers/request.ts';

const request = requestFor({
  mode: 'gaps',
  file: 'src/a.ts',
  function: 'a',
  exported: 'a',
  specifier: '../src/a.ts',
  exports: ['a'],
  declarations: 'export declare function a(): void;',
  source: 'function a() {}',
  breaks: [],
  rejected: [],
});
const { signal } = new AbortController();

/** A program of one line of JavaScript. */
const program = (text: string) =>
  commandWriter(`"${process.execPath}" -e "${text.replaceAll('"', '\\"')}"`, '.', 5_000);

describe('an answer', () => {
  test('is a list of tests', () => {
    expect(readAnswer('{"tests":[{"name":" a ","code":"b();"}],"note":"c"}')).toEqual({
      tests: [{ name: 'a', code: 'b();' }],
    });
    expect(readAnswer('{"tests":[]}')).toEqual({ tests: [] });
  });

  test('may have words around it, and code a fence', () => {
    const tests = [{ name: 'a', code: 'b();' }];
    expect(
      readAnswer('Sure! Here are your tests:\n```json\n{"tests":[{"name":"a","code":"b();"}]}\n```\nEnjoy.'),
    ).toEqual({ tests });
    expect(readAnswer('Sure: {"tests":[{"name":"a","code":"b();"}]}')).toEqual({ tests });
    expect(
      readAnswer(JSON.stringify({ tests: [{ name: 'a', code: 'This one:\n```ts\nb();\n```' }] })),
    ).toEqual({ tests });
  });

  test.each([
    ['Here are your tests', 'no JSON'],
    ['{"tests":[{"name":"a","code":"b', 'no JSON'],
    ['[]', 'in another form: '],
    ['{"tests":[{"name":"a"}]}', 'in another form at tests.0.code: '],
    ['{"tests":[{"name":"  ","code":"b"}]}', 'in another form at tests.0.name: '],
    [
      JSON.stringify({ tests: Array.from({ length: 51 }, () => ({ name: 'a', code: 'b' })) }),
      'in another form at tests: ',
    ],
  ])('is not %s', (text, why) => {
    expect(() => readAnswer(text)).toThrow(WriterError);
    expect(() => readAnswer(text)).toThrow(why);
  });
});

describe('a program as a writer', () => {
  test('reads the request and answers', async () => {
    const echo = [
      "let text = ''",
      "process.stdin.on('data', (part) => { text += part })",
      "process.stdin.on('end', () => { const { function: name, source: code } = JSON.parse(text); console.log(JSON.stringify({ tests: [{ name, code }] })) })",
    ].join(';');
    expect(await program(echo)(request, signal)).toEqual({
      tests: [{ name: 'a', code: 'function a() {}' }],
    });
  });

  test('that does not read the request answers all the same', async () => {
    expect(await program('console.log(JSON.stringify({ tests: [] }))')(request, signal)).toEqual({
      tests: [],
    });
  });

  test.each([
    ['console.error(String(7)); process.exit(2)', 'the writer ends with 2: 7'],
    ['console.log(1)', 'in another form'],
    ['setInterval(() => {}, 1000)', 'does not answer in time'],
  ])('%s', async (text, why) => {
    const slow = commandWriter(`exec "${process.execPath}" -e "${text}"`, '.', 1_000);
    await expect(slow(request, signal)).rejects.toThrow(why);
  });

  test('that is not there is named', async () => {
    await expect(commandWriter('no-such-program-here', '.')(request, signal)).rejects.toThrow(
      /ends with 127|does not start/,
    );
  });
});
