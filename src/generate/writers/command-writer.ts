import { spawn } from 'node:child_process';
import { type Answer, readAnswer } from './answer.ts';
import type { WriteRequest } from './request.ts';
import { type Writer, WriterError } from './writer.ts';

const longestAnswer = 10_000_000;
const longestWaitMs = 10 * 60_000;

/** A writer that is a program: it reads the request as JSON on its standard input, and answers on its output. */
export function commandWriter(command: string, cwd: string, waitMs = longestWaitMs): Writer {
  return (request, signal) =>
    ask(command, cwd, request, AbortSignal.any([signal, AbortSignal.timeout(waitMs)]));
}

function ask(command: string, cwd: string, request: WriteRequest, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new WriterError(`the writer ${why}`));
    const child = spawn(command, {
      cwd,
      shell: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      signal,
      killSignal: 'SIGKILL',
    });
    let output = '';
    let complaint = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.length > longestAnswer) child.kill('SIGKILL');
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(-2_000);
    });
    child.on('error', (error) =>
      fail(error.name === 'AbortError' ? 'does not answer in time' : `does not start: ${error.message}`),
    );
    // Whoever does not read the request still has its say.
    child.stdin.on('error', () => {});
    child.stdin.end(JSON.stringify(request));
    child.on('close', (code) => {
      if (output.length > longestAnswer) return fail('answers without end');
      if (code !== 0) return fail(`ends with ${code}: ${complaint.trim().split('\n').at(-1) ?? ''}`);
      try {
        resolve(readAnswer(output));
      } catch (error) {
        reject(error);
      }
    });
  });
}
