import { relative } from 'node:path';
import { nameText } from '../../reports/index.ts';
import { exitCodes, UserError } from '../errors.ts';
import { shellText } from '../model/shell.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import type { OptionInput } from '../options/resolve.ts';
import type { Io } from './io.ts';

type WriterOptions = Pick<AuditOptions, 'root' | 'configFiles' | 'model' | 'writerCommand'>;

/** A setting of a configuration file that only the user may give. Others may have written the file. */
interface Wish {
  what: string;
  question: string;
  hint: string;
}

/**
 * A program runs with all rights of the user. A model is paid with the user's key and sees the code. If only a
 * configuration file names one, somebody has to agree.
 * @throws UserError if nobody does
 */
export async function confirmWriter(
  options: WriterOptions,
  given: Pick<OptionInput, 'model' | 'writerCommand'>,
  env: NodeJS.ProcessEnv,
  { confirm }: Pick<Io, 'confirm'>,
): Promise<void> {
  const file = options.configFiles.map((each) => relative(options.root, each)).join(' or ');
  for (const { what, question, hint } of wishes(options, given, env)) {
    if (await confirm?.(`realcov: ${nameText(`${file} names ${what}`)}\n${question}`)) continue;
    const why = confirm ? 'was not agreed to' : 'nobody is there to agree to';
    throw new UserError(exitCodes.usage, `${file} names ${what}, which ${why}`, hint);
  }
}

function wishes(
  { model, writerCommand }: WriterOptions,
  given: Pick<OptionInput, 'model' | 'writerCommand'>,
  env: NodeJS.ProcessEnv,
): Wish[] {
  const command: Wish[] =
    writerCommand === undefined || given.writerCommand !== undefined
      ? []
      : [
          {
            what: `a program to write the tests: ${writerCommand}`,
            question: 'Run it, with all that you may do?',
            hint: `if you trust it, name it yourself: --writer-command ${shellText(writerCommand)}`,
          },
        ];
  const isOwn = given.model !== undefined || env.OPENAI_MODEL === model;
  if (model === undefined || isOwn) return command;
  const server = env.OPENAI_BASE_URL || "OpenAI's own server";
  const asked: Wish = {
    what: `a model to write: ${model}`,
    question: `Ask it, at ${nameText(server)}, with your key, and show it code of the project?`,
    hint: `if that is what you want, name it yourself: --model ${shellText(model)}, or OPENAI_MODEL`,
  };
  return [...command, asked];
}
