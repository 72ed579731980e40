import { spawn } from 'node:child_process';
import { killGroup } from '../../system/processes.ts';
import { type Answer, readAnswer } from './answer.ts';
import { WriterError } from './errors.ts';
import type { WriteRequest } from './request.ts';
import type { Writer } from './writer.ts';

const maxAnswerLength = 10_000_000;
const maxWaitMs = 10 * 60_000;

/** A writer that is a program: it reads the request as JSON from stdin, and answers on stdout. */
export function commandWriter(command: string, cwd: string, waitMs = maxWaitMs): Writer {
  return (request, signal) =>
    ask(command, cwd, request, AbortSignal.any([signal, AbortSignal.timeout(waitMs)]));
}

function ask(command: string, cwd: string, request: WriteRequest, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new WriterError(`the writer ${why}`));
    const child = spawn(command, { cwd, shell: true, stdio: ['pipe', 'pipe', 'pipe'], detached: hasGroups });
    let output = '';
    let complaint = '';
    let isStopped = false;
    // The shell, and all processes that it started.
    const stop = () => {
      isStopped = true;
      killGroup(child);
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const onAbort = () => {
      stop();
      fail(
        signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError'
          ? 'does not answer in time'
          : 'was interrupted',
      );
    };
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (isStopped) return;
      output += text;
      if (output.length <= maxAnswerLength) return;
      stop();
      fail('answers without end');
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(-2_000);
    });
    child.on('error', (error) => fail(`does not start: ${error.message}`));
    // A program that does not read its input may still answer.
    child.stdin.on('error', () => {});
    child.stdin.end(JSON.stringify(request));
    child.on('close', (code) => {
      signal.removeEventListener('abort', onAbort);
      if (code !== 0) return fail(`ends with ${code}: ${complaint.trim().split('\n').at(-1) ?? ''}`);
      try {
        resolve(readAnswer(output));
      } catch (error) {
        reject(error);
      }
    });
  });
}

/** Systems with process groups. */
const hasGroups = process.platform !== 'win32';
