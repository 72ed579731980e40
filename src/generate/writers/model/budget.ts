import { BudgetSpent } from '../errors.ts';
import type { WriterCost } from '../writer.ts';

/** In dollars per million tokens. */
export interface Prices {
  input: number;
  output: number;
}

export interface BudgetLimits {
  /** In dollars; needs prices. */
  maxCost: number | undefined;
  /** Tokens in and out together. */
  maxTokens: number | undefined;
  prices: Prices | undefined;
}

export interface Usage {
  inputTokens: number;
  outputTokens: number;
}

/** The most tokens of an answer. */
const maxAnswerLength = 16_000;
/** With fewer tokens, asking makes no sense. */
const shortestAnswer = 300;
/** Bytes per token, lower than in real code and English, so that estimates are too high rather than too low. */
const bytesPerToken = 3;

const million = 1_000_000;

/** The reason for a reservation. */
interface Reservation {
  /** The most tokens of the answer that can be paid. */
  maxOutput: number;
  /** Gives back what was not used. */
  settle(usage: Usage | undefined): void;
}

/**
 * What may be spent, and what was. Before each request its highest possible cost is reserved, so that parallel requests
 * do not overspend together.
 */
export class Budget {
  readonly #limits: BudgetLimits;
  readonly #spent: WriterCost = { requests: 0, cached: 0, inputTokens: 0, outputTokens: 0 };
  #reserved: Usage[] = [];

  constructor(limits: BudgetLimits) {
    this.#limits = limits;
  }

  /**
   * @param bytes of the request
   * @throws BudgetSpent if the rest does not pay for an answer
   */
  reserve(bytes: number): Reservation {
    const inputTokens = Math.ceil(bytes / bytesPerToken);
    const maxOutput = Math.min(maxAnswerLength, this.#payableOutput(inputTokens));
    if (maxOutput < shortestAnswer) throw new BudgetSpent('the budget is spent');
    const reservation: Usage = { inputTokens, outputTokens: maxOutput };
    this.#reserved.push(reservation);
    return {
      maxOutput,
      settle: (usage) => {
        this.#reserved = this.#reserved.filter((each) => each !== reservation);
        this.#spent.requests++;
        this.#spent.inputTokens += usage?.inputTokens ?? 0;
        this.#spent.outputTokens += usage?.outputTokens ?? 0;
      },
    };
  }

  addCached(): void {
    this.#spent.requests++;
    this.#spent.cached++;
  }

  get cost(): WriterCost {
    const { prices } = this.#limits;
    return { ...this.#spent, ...(prices && { dollars: dollars(this.#spent, prices) }) };
  }

  #payableOutput(inputTokens: number): number {
    const { maxCost, maxTokens, prices } = this.#limits;
    const gone = sum([this.#spent, ...this.#reserved, { inputTokens, outputTokens: 0 }]);
    const byTokens = maxTokens === undefined ? Infinity : maxTokens - gone.inputTokens - gone.outputTokens;
    if (maxCost === undefined || prices === undefined) return byTokens;
    const left = maxCost - dollars(gone, prices);
    const byCost = prices.output === 0 ? (left >= 0 ? Infinity : 0) : (left * million) / prices.output;
    return Math.floor(Math.min(byTokens, byCost));
  }
}

function sum(usages: Usage[]): Usage {
  return usages.reduce((all, each) => ({
    inputTokens: all.inputTokens + each.inputTokens,
    outputTokens: all.outputTokens + each.outputTokens,
  }));
}

function dollars({ inputTokens, outputTokens }: Usage, { input, output }: Prices): number {
  return (inputTokens * input + outputTokens * output) / million;
}
