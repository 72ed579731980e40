import {
  printedJson,
  renderCharacterizationTests,
  renderGenerated,
  renderPrompts,
  renderSandbox,
} from '../../reports/index.ts';
import { runnerOf } from '../discover/index.ts';
import { type ExitCode, exitCodes, UserError } from '../errors.ts';
import { type GenerateOptions, generate, plannedRequests } from '../generate/generate.ts';
import { characterizationTestsIn } from '../generate/write/characterization-tests.ts';
import { writerFor } from '../generate/writers/choose.ts';
import { promptFor } from '../generate/writers/model/prompt.ts';
import { writtenFor } from '../generate/written-for.ts';
import { canCutNetwork, canSandbox } from '../lab/sandbox.ts';
import type { Audit } from '../model/audit.ts';
import type { AuditEvents } from '../model/progress.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { type OptionInput, resolveOptions } from '../options/resolve.ts';
import { auditOfTree, noteViolations } from './audit-of-tree.ts';
import { confirmWriter } from './confirmed-writer.ts';
import { contractText } from './contract-text.ts';
import { writeGenerated } from './generated-files.ts';
import { unlessStopped } from './interrupted.ts';
import type { Io } from './io.ts';
import { readingOptions } from './reading-options.ts';
import { targetsOf } from './targets.ts';
import { watched } from './watched.ts';

/** `realcov generate`: writes tests for surviving breaks, each proven; prints them, or writes files with `--apply`. */
export async function generateCommand(input: OptionInput, io: Io): Promise<ExitCode> {
  const { paths, named } = targetsOf(input.paths ?? []);
  if (input.listPins) return listCharacterizationTests(await readingOptions(input, io), io);
  const options = await resolveOptions({ ...input, paths, ...(named && { function: named }), cwd: io.cwd });
  writtenFor(runnerOf(options.root));
  if (!options.printPrompt) await confirmWriter(options, input, process.env, io);
  const how = howToWrite(options, io);
  if (options.printPrompt) return printPrompts(options, how, io);
  refuseOpenDoors(options);
  const { audit, generated } = await watched(options, io, async (events) => {
    const seen = await unlessStopped(io.signal, goOn, () => auditOfTree(options, events));
    const made = () => generate(seen, options, how, events);
    return { audit: seen, generated: await unlessStopped(io.signal, goOn, made) };
  });
  if (generated.violations.length > 0) await noteViolations(audit, generated.violations, options);
  const written = options.apply ? await writeGenerated(generated.files, options) : [];
  if (!options.json && !options.quiet)
    io.err.write(
      renderSandbox({ sandboxed: !options.allowUnsandboxed, network: canCutNetwork() ? 'cut' : 'open' }),
    );
  io.out.write(
    options.json
      ? printedJson(generated)
      : renderGenerated(generated, { colors: io.out.colors, times: options.times, written }),
  );
  return options.failOnViolation && generated.violations.length > 0 ? exitCodes.gateFailed : exitCodes.passed;
}

const goOn = 'run it again: results so far are used again';

async function listCharacterizationTests({ root, json }: AuditOptions, io: Io): Promise<ExitCode> {
  const tests = await characterizationTestsIn(root);
  io.out.write(json ? printedJson(tests) : renderCharacterizationTests(tests));
  return exitCodes.passed;
}

async function printPrompts(options: AuditOptions, how: GenerateOptions, io: Io): Promise<ExitCode> {
  const requests = await watched(options, io, async (events: AuditEvents) => {
    const audit: Audit = await unlessStopped(io.signal, goOn, () => auditOfTree(options, events));
    return plannedRequests(audit, options, how, events);
  });
  const isCommand = options.writerCommand !== undefined;
  io.out.write(
    options.json || isCommand
      ? printedJson(isCommand ? requests : requests.map(promptFor))
      : renderPrompts(
          requests.map((request) => ({
            ...promptFor(request),
            about: `${request.file}#${request.function}`,
          })),
        ),
  );
  return exitCodes.passed;
}

/** @throws UserError for options that do not go together */
function howToWrite(options: AuditOptions, io: Io): GenerateOptions {
  const { seed = 1, inputs, allowUnsandboxed: unsandboxed, mode, printPrompt } = options;
  // Printing the requests takes no key and no model.
  const writer = printPrompt ? undefined : writerFor(options, process.env);
  if (mode === 'spec' && writer === undefined && !printPrompt)
    throw new UserError(
      exitCodes.usage,
      '--mode spec needs --model or --writer-command',
      'name a model with --model, or a program with --writer-command; without either, --mode gaps works',
    );
  return { seed, inputs, unsandboxed, writer, contract: contractText(options, io) };
}

function refuseOpenDoors({ allowUnsandboxed }: AuditOptions): void {
  if (allowUnsandboxed || canSandbox()) return;
  throw new UserError(
    exitCodes.usage,
    'this Node cannot keep generated code in a sandbox',
    'use Node 22.12 or newer, or allow it with --allow-unsandboxed',
  );
}
