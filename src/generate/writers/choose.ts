import { exitCodes, UserError } from '../../errors.ts';
import type { AuditOptions } from '../../options/audit-options.ts';
import { writableWithin } from '../../store/inside-root.ts';
import { ownKey } from '../../store/own-key.ts';
import { stateFolder } from '../../store/state-folder.ts';
import { commandWriter } from './command-writer.ts';
import { Model } from './model/model-writer.ts';
import type { Writer, WriterCost } from './writer.ts';

/** Who writes the tests, if not realcov itself. */
export interface ChosenWriter {
  writer: Writer;
  kind: 'model' | 'command';
  /** Name of the model. */
  name?: string;
  cost(): WriterCost;
}

export type ModelOptions = Pick<
  AuditOptions,
  'root' | 'model' | 'modelApi' | 'modelTimeout' | 'maxCost' | 'maxTokens' | 'prices'
>;

/**
 * The writer that the options name; undefined for realcov itself.
 * @param env with the name of the model, its server and the key
 * @throws UserError for options that do not go together
 */
export function writerFor(
  options: ModelOptions & Pick<AuditOptions, 'writerCommand'>,
  env: NodeJS.ProcessEnv,
): ChosenWriter | undefined {
  const { writerCommand, root } = options;
  if (writerCommand !== undefined && options.model !== undefined)
    throw new UserError(
      exitCodes.usage,
      'a model and a command cannot both write',
      'give --model or --writer-command',
    );
  if (writerCommand !== undefined) return fromCommand(commandWriter(writerCommand, root));
  const model = modelFor(options, env);
  return model && { writer: model.writer, kind: 'model', name: model.name, cost: () => model.cost };
}

function fromCommand(writer: Writer): ChosenWriter {
  const cost = { requests: 0, cached: 0, inputTokens: 0, outputTokens: 0 };
  return {
    writer: (request, signal) => {
      cost.requests++;
      return writer(request, signal);
    },
    kind: 'command',
    cost: () => cost,
  };
}

/**
 * The model that the options or the environment name, undefined if neither does.
 * @throws UserError if there is no key for it, or a limit that cannot be held
 */
export function modelFor(options: ModelOptions, env: NodeJS.ProcessEnv): Model | undefined {
  const { root, modelApi: api, modelTimeout: timeout, maxCost, maxTokens, prices } = options;
  const model = options.model ?? (env.OPENAI_MODEL || undefined);
  if (model === undefined) return undefined;
  const baseUrl = env.OPENAI_BASE_URL || undefined;
  const apiKey = env.OPENAI_API_KEY || (baseUrl === undefined ? undefined : 'none');
  if (apiKey === undefined)
    throw new UserError(
      exitCodes.usage,
      `there is no key for ${model}`,
      'set OPENAI_API_KEY, or OPENAI_BASE_URL to a server that needs none; without --model no model is asked',
    );
  if (baseUrl !== undefined && !URL.canParse(baseUrl))
    throw new UserError(
      exitCodes.usage,
      `OPENAI_BASE_URL is no address: ${baseUrl}`,
      'such as http://localhost:8000/v1',
    );
  if (maxCost !== undefined && prices === undefined)
    throw new UserError(
      exitCodes.usage,
      '--max-cost cannot be held without prices',
      'give --prices <in,out> in dollars for a million tokens, or --max-tokens instead',
    );
  const [input = 0, output = 0] = prices ?? [];
  const own = ownKey(root, { env, platform: process.platform });
  return new Model(
    { model, api, baseUrl, apiKey, timeout },
    { maxCost, maxTokens, prices: prices && { input, output } },
    writableWithin(root, `${stateFolder}/cache/model`),
    'key' in own ? own.key : undefined,
  );
}
