import { answerJsonSchema, readAnswer } from '../answer.ts';
import { type Writer, type WriterCost, WriterError } from '../writer.ts';
import { Budget, type BudgetLimits, type Usage } from './budget.ts';
import { ModelClient, type ModelSettings } from './client.ts';
import { ExchangeCache } from './exchange-cache.ts';
import { type Prompt, promptFor } from './prompt.ts';

type Schema = { name: string; schema: Record<string, unknown> };

const testsSchema: Schema = { name: 'tests', schema: answerJsonSchema };

/** A model with a budget and a memory: what was asked before, and could be used, is not asked again. */
export class Model {
  readonly #settings: ModelSettings;
  readonly #client: ModelClient;
  readonly #budget: Budget;
  readonly #cache: ExchangeCache;

  /** @param folder where answers are kept, absolute */
  constructor(settings: ModelSettings, limits: BudgetLimits, folder: string) {
    this.#settings = settings;
    this.#client = new ModelClient(settings);
    this.#budget = new Budget(limits);
    this.#cache = new ExchangeCache(folder);
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
   * @param read throws WriterError for an answer that cannot be used; such a one is not kept
   */
  async ask<T>(prompt: Prompt, read: (text: string) => T, signal: AbortSignal, schema?: Schema): Promise<T> {
    const { model, baseUrl = '' } = this.#settings;
    const asked = { model, baseUrl, ...prompt, schema };
    const known = await this.#cache.get(asked);
    if (known !== undefined) {
      this.#budget.addCached();
      return read(known);
    }
    const { mostOutput, settle } = this.#budget.reserve(prompt.instructions.length + prompt.input.length);
    const { said, usage } = await this.#client
      .ask({ ...prompt, mostOutput, schema }, signal)
      .catch((error: unknown) => {
        settle(undefined);
        throw error;
      });
    settle(usage ?? estimated(prompt, String(said)));
    if (said instanceof WriterError) throw said;
    const answer = read(said);
    await this.#cache.keep(asked, said);
    return answer;
  }
}

/** For a server that does not count: about four characters a token. */
function estimated({ instructions, input }: Prompt, text: string): Usage {
  return {
    inputTokens: Math.ceil((instructions.length + input.length) / 4),
    outputTokens: Math.ceil(text.length / 4),
  };
}
