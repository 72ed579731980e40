import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { contractFinder } from '../../contract/find.ts';
import type { Contract } from '../../model/contract.ts';
import type { GenerateContext, MadeTests } from '../context.ts';
import type { OutOfReach } from '../targets/targets.ts';
import type { ChosenWriter } from './choose.ts';
import { mayBeSent as sendable } from './may-be-sent.ts';
import { requester, type WriterTask } from './requests.ts';
import { writeInRounds } from './rounds.ts';

/** Tests from a writer, which is asked for every function that tests can call. */
export async function fromWriter(how: GenerateContext, { writer }: ChosenWriter): Promise<MadeTests> {
  const { audit, breaks, sources, context, signal } = how;
  const { rounds, requests } = context.options;
  const { tasks, unasked, mayBeSent } = writerTasksFor(how);
  const texts = new Map(breaks.files.map(({ file, original }) => [file, original]));
  const { trials, judged, violations, failed } = await writeInRounds(tasks, context, {
    writer,
    rounds,
    requests,
    audit,
    root: breaks.project.root,
    textOf: (source) => texts.get(source) ?? '',
    requestOf: requester({ audit, breaks, mayBeSent }),
    signal,
  });
  const asked = new Set(tasks.map(({ target }) => target));
  const left = [
    ...failed.map(({ task: { target }, reason }) => ({ fn: target.fn, breaks: target.breaks, reason })),
    ...unasked,
    ...sources
      .flatMap(({ outOfReach }) => outOfReach)
      .filter(({ through }) => !through.some((target) => asked.has(target))),
  ].map(({ fn: { name, file }, breaks: own, reason }) => ({
    function: name,
    file,
    breaks: own.length,
    reason,
  }));
  return {
    trials,
    judged,
    violations,
    same: [],
    left,
    searched: tasks.map(({ target }) => target),
  };
}

/** The functions that a writer is asked for, in which mode, and those that it is not asked for. */
export function writerTasksFor({ root, breaks, sources, context, contract: given }: GenerateContext): {
  tasks: WriterTask[];
  unasked: Omit<OutOfReach, 'through'>[];
  mayBeSent: (file: string) => boolean;
} {
  const { mode, neverSend } = context.options;
  const mayBeSent = sendable(root, neverSend);
  const written = contractFinder(root, (file) => !existsSync(join(root, file)) || mayBeSent(file));
  const tasks: WriterTask[] = [];
  const unasked: Omit<OutOfReach, 'through'>[] = [];
  for (const target of sources.flatMap(({ targets }) => targets)) {
    const source = breaks.files.find(({ file }) => file === target.fn.file);
    const unit = source?.functions.find(({ id }) => id === target.fn.id);
    const found = source && unit && written(source, unit);
    const contract: Contract | undefined = given === undefined ? found : { text: given, from: 'option' };
    const leave = (reason: string) => unasked.push({ fn: target.fn, breaks: target.breaks, reason });
    if (!mayBeSent(target.fn.file)) leave('its file is never shown to a writer');
    else if (mode === 'spec' && contract === undefined)
      leave('it has no contract; realcov contract drafts one');
    else tasks.push({ target, mode: mode ?? (contract ? 'spec' : 'gaps'), contract });
  }
  return { tasks, unasked, mayBeSent };
}
