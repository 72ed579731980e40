import { answerJsonSchema, readAnswer } from '../answer.ts';
import { WriterError } from '../errors.ts';
import type { Writer, WriterCost } from '../writer.ts';
import { Budget, type BudgetLimits, type Usage } from './budget.ts';
import { ModelClient, type ModelSettings } from './client.ts';
import { ExchangeCache } from './exchange-cache.ts';
import { type Prompt, promptFor } from './prompt.ts';

interface AskedText extends Prompt {
  model: string;
  baseUrl: string;
  schema: Schema | undefined;
}

type Schema = { name: string; schema: Record<string, unknown> };

const testsSchema: Schema = { name: 'tests', schema: answerJsonSchema };

/** A model with a budget and a cache: a request with a usable answer is not sent again. */
export class Model {
  readonly #settings: ModelSettings;
  readonly #client: ModelClient;
  readonly #budget: Budget;
  readonly #cache: ExchangeCache;
  readonly #underWay = new Map<string, Promise<string>>();

  /**
   * @param folder for the cache, absolute
   * @param key to sign answers; without one none are kept
   */
  constructor(settings: ModelSettings, limits: BudgetLimits, folder: string, key: Buffer | undefined) {
    this.#settings = settings;
    this.#client = new ModelClient(settings);
    this.#budget = new Budget(limits);
    this.#cache = new ExchangeCache(folder, key);
  }

  get name(): string {
    return this.#settings.model;
  }

  get cost(): WriterCost {
    return this.#budget.cost;
  }

  /** Writes tests. */
  get writer(): Writer {
    return (request, signal) => this.ask(promptFor(request), readAnswer, signal, testsSchema);
  }

  /**
   * Asks, and reads the answer.
   * @param read throws WriterError for an unusable answer, which is then not kept
   */
  async ask<T>(prompt: Prompt, read: (text: string) => T, signal: AbortSignal, schema?: Schema): Promise<T> {
    const { model, baseUrl = '' } = this.#settings;
    const asked = { model, baseUrl, ...prompt, schema };
    const key = JSON.stringify(asked);
    // The same request may come again before there is an answer.
    const underWay = this.#underWay.get(key) ?? this.#textFor(asked, read, signal);
    this.#underWay.set(key, underWay);
    try {
      return read(await underWay);
    } finally {
      this.#underWay.delete(key);
    }
  }

  async #textFor(
    { instructions, input, schema, ...server }: AskedText,
    read: (text: string) => unknown,
    signal: AbortSignal,
  ): Promise<string> {
    const asked = { ...server, instructions, input, schema };
    const known = await this.#cache.get(asked);
    if (known !== undefined) {
      this.#budget.addCached();
      return known;
    }
    const prompt = { instructions, input };
    const frame = schema ? JSON.stringify(schema) : '';
    const { maxOutput, settle } = this.#budget.reserve(Buffer.byteLength(instructions + input + frame));
    const { said, usage } = await this.#client
      .ask({ ...prompt, maxOutput, schema }, signal)
      .catch((error: unknown) => {
        // A request may cost money even if its answer is useless.
        settle(estimated(prompt, ''));
        throw error;
      });
    settle(usage && usage.inputTokens > 0 ? usage : estimated(prompt, String(said)));
    if (said instanceof WriterError) throw said;
    read(said);
    this.#cache.keep(asked, said);
    return said;
  }
}

/** For a server that does not report tokens: about four characters a token. */
function estimated({ instructions, input }: Prompt, text: string): Usage {
  return {
    inputTokens: Math.ceil((instructions.length + input.length) / 4),
    outputTokens: Math.ceil(text.length / 4),
  };
}
