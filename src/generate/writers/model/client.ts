import OpenAI, { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai';
import { exitCodes, UserError } from '../../../errors.ts';
import { WriterError } from '../errors.ts';
import type { Usage } from './budget.ts';
import { limitedFetch, TooLong } from './limited-fetch.ts';
import type { Prompt } from './prompt.ts';

export type ModelApi = 'auto' | 'responses' | 'chat';

export interface ModelSettings {
  model: string;
  api: ModelApi;
  /** Address of the server, undefined for OpenAI's own. */
  baseUrl: string | undefined;
  /** Any text for a server without keys. */
  apiKey: string;
  /** In seconds, for one request with all its retries. */
  timeout: number;
}

/** The answer of a model, and its cost, if the server reports it. */
export interface Said {
  /** The answer, or why there is none. */
  said: string | WriterError;
  usage: Usage | undefined;
}

interface Asked extends Prompt {
  /** The most tokens of the answer. */
  maxOutput: number;
  schema: { name: string; schema: Record<string, unknown> } | undefined;
}

/** How often a temporary error is retried: 408, 409, 429, 500 and above, and lost connections. */
const retries = 4;

/** A client for servers with OpenAI's protocol: the Responses API, or chat completions if the server has only that. */
export class ModelClient {
  readonly #client: OpenAI;
  readonly #settings: ModelSettings;
  #api: 'responses' | 'chat';
  #wasAnswered = false;

  constructor(settings: ModelSettings) {
    this.#settings = settings;
    this.#api = settings.api === 'chat' ? 'chat' : 'responses';
    this.#client = new OpenAI({
      apiKey: settings.apiKey,
      baseURL: settings.baseUrl ?? null,
      maxRetries: retries,
      timeout: settings.timeout * 1_000,
      fetch: limitedFetch,
      logLevel: 'off',
    });
  }

  /**
   * Asks once.
   * @throws WriterError if there is no answer; UserError if these settings can never give one
   */
  async ask(asked: Asked, signal: AbortSignal): Promise<Said> {
    const time = AbortSignal.timeout(this.#settings.timeout * 1_000);
    const options = { signal: AbortSignal.any([signal, time]) };
    try {
      const said = await this.#askEither(asked, options);
      this.#wasAnswered = true;
      return said;
    } catch (error) {
      if (error instanceof WriterError) throw error;
      if (time.aborted) throw new WriterError(`the model does not answer within ${this.#settings.timeout} s`);
      throw this.#explained(error);
    }
  }

  async #askEither(asked: Asked, options: { signal: AbortSignal }): Promise<Said> {
    try {
      return this.#api === 'responses'
        ? await this.#respond(asked, options)
        : await this.#chat(asked, options);
    } catch (error) {
      if (this.#settings.api !== 'auto' || this.#api !== 'responses' || !isUnknownPath(error)) throw error;
      this.#api = 'chat';
      return this.#chat(asked, options);
    }
  }

  async #respond(
    { instructions, input, maxOutput, schema }: Asked,
    options: { signal: AbortSignal },
  ): Promise<Said> {
    const { status, incomplete_details, error, output, usage } = await this.#client.responses.create(
      {
        model: this.#settings.model,
        instructions,
        input,
        max_output_tokens: maxOutput,
        store: false,
        ...(schema && { text: { format: { type: 'json_schema', strict: true, ...schema } } }),
      },
      options,
    );
    const parts = (output ?? []).flatMap((item) => (item.type === 'message' ? item.content : []));
    const refusal = parts.find((part) => part.type === 'refusal');
    const problem =
      (error && new WriterError(`the model fails: ${error.message}`)) ??
      (status === 'incomplete' ? cutOff(incomplete_details?.reason, maxOutput) : undefined) ??
      (refusal && refused(refusal.refusal));
    return {
      said: problem ?? parts.map((part) => (part.type === 'output_text' ? part.text : '')).join(''),
      usage: usage && { inputTokens: usage.input_tokens, outputTokens: usage.output_tokens },
    };
  }

  async #chat(
    { instructions, input, maxOutput, schema }: Asked,
    options: { signal: AbortSignal },
  ): Promise<Said> {
    // OpenAI's own models only know one name, most other servers only the other.
    const limit = this.#settings.baseUrl === undefined ? 'max_completion_tokens' : 'max_tokens';
    const { choices, usage } = await this.#client.chat.completions.create(
      {
        model: this.#settings.model,
        messages: [
          { role: 'system', content: instructions },
          { role: 'user', content: input },
        ],
        [limit]: maxOutput,
        ...(schema && {
          response_format: { type: 'json_schema' as const, json_schema: { strict: true, ...schema } },
        }),
      },
      options,
    );
    const [choice] = choices ?? [];
    const { refusal, content } = choice?.message ?? {};
    const isCutOff = choice?.finish_reason === 'length' || choice?.finish_reason === 'content_filter';
    const problem = refusal
      ? refused(refusal)
      : isCutOff
        ? cutOff(choice.finish_reason, maxOutput)
        : undefined;
    return {
      said: problem ?? content ?? '',
      usage: usage && { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens },
    };
  }

  #explained(error: unknown): Error {
    if (error instanceof APIUserAbortError) return new WriterError('it was interrupted');
    if (error instanceof APIConnectionTimeoutError)
      return new WriterError('the model server does not answer in time');
    const cause = error instanceof Error ? error.cause : undefined;
    if (error instanceof TooLong || cause instanceof TooLong)
      return new WriterError('the model answers without end');
    if (error instanceof APIConnectionError) return this.#unreachable(error);
    if (error instanceof APIError) return this.#denied(error);
    // The answer breaks off, or is no JSON.
    if (error instanceof SyntaxError)
      return new WriterError('the model server answers with something that is no JSON');
    if (error instanceof TypeError)
      return new WriterError(`the connection to the model breaks off: ${error.message}`);
    return error instanceof Error ? error : new Error(String(error));
  }

  #unreachable(error: APIConnectionError): Error {
    const { message } = error.cause instanceof Error ? innermost(error.cause) : error;
    if (this.#wasAnswered) return new WriterError(`the connection to the model breaks off: ${message}`);
    return new UserError(
      exitCodes.usage,
      `the model server cannot be reached: ${message}`,
      `set OPENAI_BASE_URL to its address; it is ${this.#settings.baseUrl ?? "that of OpenAI's own server"}`,
    );
  }

  #denied({ status, message }: APIError): Error {
    const text = message.replaceAll(this.#settings.apiKey, '…').replace(/\s+/g, ' ').slice(0, 300);
    if (status === 401 || status === 403)
      return new UserError(
        exitCodes.usage,
        `the model server refuses the key: ${text}`,
        'set OPENAI_API_KEY',
      );
    if (status === 404)
      return new UserError(
        exitCodes.usage,
        `the model server does not know ${this.#settings.model}: ${text}`,
        'name another with --model, or set OPENAI_BASE_URL',
      );
    return new WriterError(`the model server answers ${status ?? 'with an error'}: ${text}`);
  }
}

/** A server without the Responses API. If the server does not know the model, its message says so. */
function isUnknownPath(error: unknown): boolean {
  return (
    error instanceof APIError &&
    (error.status === 404 || error.status === 405 || error.status === 501) &&
    error.code !== 'model_not_found'
  );
}

function refused(refusal: string): WriterError {
  return new WriterError(`the model refuses: ${refusal.replace(/\s+/g, ' ').slice(0, 300)}`);
}

function cutOff(reason: string | undefined, maxOutput: number): WriterError {
  return reason === 'content_filter'
    ? new WriterError('the answer of the model was filtered out')
    : new WriterError(`the answer of the model is cut off after ${maxOutput} tokens`);
}

function innermost(error: Error): Error {
  return error.cause instanceof Error ? innermost(error.cause) : error;
}
