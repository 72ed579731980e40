import { mkdirSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { renderGenerated, renderSandbox } from '../../reports/index.ts';
import { audit as runAudit } from '../audit.ts';
import { vitestOf } from '../discover/index.ts';
import { type ExitCode, exitCodes, UserError } from '../errors.ts';
import { commandWriter } from '../generate/command-writer.ts';
import { generate } from '../generate/generate.ts';
import { canCutNetwork, canSandbox } from '../lab/vitest/sandbox.ts';
import type { GeneratedFile } from '../model/generated.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { type OptionInput, resolveOptions } from '../options/resolve.ts';
import { runPlain } from '../reproduce/plain-vitest.ts';
import type { Io } from './io.ts';
import { watched } from './watched.ts';

/** `realcov generate`: tests for breaks that no test notices, each proven; shown, or written where that is asked for. */
export async function generateCommand(input: OptionInput, io: Io): Promise<ExitCode> {
  const { paths, named } = targets(input.paths ?? []);
  const options = await resolveOptions({ ...input, paths, ...(named && { function: named }), cwd: io.cwd });
  refuseOpenDoors(options);
  const generated = await watched(options, io, async (events) => {
    const audit = await runAudit({ ...options, killers: 'first', leads: false, mayLackTests: true }, events);
    const { seed = 1, inputs, allowUnsandboxed: unsandboxed, writerCommand, rounds } = options;
    const writer = writerCommand === undefined ? undefined : commandWriter(writerCommand, options.root);
    return generate(audit, options, { seed, inputs, unsandboxed, writer, rounds }, events);
  });
  const written = options.apply ? await writeAll(generated.files, options, io) : [];
  if (!options.json && !options.quiet)
    io.err.write(
      renderSandbox({
        sandboxed: !options.allowUnsandboxed,
        network: canCutNetwork() ? 'cut' : 'open',
      }),
    );
  io.out.write(
    options.json
      ? `${JSON.stringify(generated, null, 2)}\n`
      : renderGenerated(generated, { colors: io.out.colors, times: options.times, written }),
  );
  return exitCodes.passed;
}

/** `src/cart.ts#Cart.total` names a function. */
function targets(paths: readonly string[]): { paths: string[]; named: string | undefined } {
  const names = new Set(paths.flatMap((path) => path.split('#')[1] ?? []));
  if (names.size > 1)
    throw new UserError(
      exitCodes.usage,
      `${names.size} functions were named`,
      'name one function, or give files alone',
    );
  return { paths: paths.map((path) => path.split('#')[0]!), named: [...names][0] };
}

function refuseOpenDoors({ allowUnsandboxed }: AuditOptions): void {
  if (allowUnsandboxed || canSandbox()) return;
  throw new UserError(
    exitCodes.usage,
    'this Node cannot keep generated code in a sandbox',
    'use Node 22.12 or newer, or allow it with --allow-unsandboxed',
  );
}

/** Writes the files, or those of `--out`; one whose tests are red then is put back as it was. */
async function writeAll(files: GeneratedFile[], options: AuditOptions, io: Io): Promise<string[]> {
  const { folder: vitestDir } = vitestOf(options.root);
  const written: string[] = [];
  for (const { file, before, after } of files) {
    const path = options.out === undefined ? join(options.root, file) : resolve(io.cwd, options.out, file);
    mkdirSync(dirname(path), { recursive: true });
    await writeFile(path, after);
    if (options.out === undefined) {
      const run = await runPlain(['run', file], {
        root: options.root,
        vitestDir,
        limitMs: 300_000,
        signal: io.signal,
      });
      if (!run.green) {
        await (before === undefined ? rm(path) : writeFile(path, before));
        throw new UserError(
          exitCodes.incomplete,
          `${file} is red with the new tests, and was put back as it was`,
          'run realcov generate again without --apply to see them',
        );
      }
    }
    written.push(file);
  }
  return written;
}
