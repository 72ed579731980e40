import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { askThread } from '../../../src/typescript/thread.ts';
import { tempProject } from '../../helpers/temp-project.ts';

/** Answers with the number of its thread, fails, or does not answer. */
const module = `
import { parentPort, threadId } from 'node:worker_threads';
parentPort.on('message', (question) => {
  if (question === 'fail') throw new Error('it fails');
  if (question === 'exit') process.exit(0);
  if (question !== 'wait') parentPort.postMessage({ question, threadId });
});`;
const moduleOf = () => pathToFileURL(join(tempProject({ 'answers.mjs': module }), 'answers.mjs'));
interface Answer {
  question: string;
  threadId: number;
}

test('a thread answers further questions, and two at once are answered by two', async () => {
  const answers = moduleOf();
  const ask = (question: string) => askThread<Answer>(answers, question);
  const first = await ask('a');
  const [second, other] = await Promise.all([ask('b'), ask('c')]);
  expect([first, second, other].map(({ question }) => question)).toEqual(['a', 'b', 'c']);
  expect(second.threadId).toBe(first.threadId);
  expect(other.threadId).not.toBe(first.threadId);
});

test('a question that fails, ends the thread or is given up rejects, and the next one is answered', async () => {
  const answers = moduleOf();
  const ask = (question: string, signal?: AbortSignal) => askThread<Answer>(answers, question, signal);
  const { threadId } = await ask('a');
  await expect(ask('fail')).rejects.toThrow('it fails');
  await expect(ask('exit')).rejects.toThrow('The thread ended early.');
  const controller = new AbortController();
  const waiting = ask('wait', controller.signal);
  controller.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  await expect(ask('b', controller.signal)).rejects.toThrow('enough');
  expect((await ask('c')).threadId).not.toBe(threadId);
});
