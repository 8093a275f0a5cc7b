import { type AnswerEvent, type AnswerProvider, type AnswerRequest, isDeepSearch } from "../core/answer.ts";
import type { Logger } from "../core/logger.ts";
import { assembleAnswer } from "./assemble-answer.ts";
import { startCallRecord } from "./call-record.ts";
import { type Deadlines, deepSearchDeadlines, defaultDeadlines, watchCall } from "./deadlines.ts";
import { endpointHeaders, endpointUrl } from "./endpoint-address.ts";
import { type EndpointFetch, endpointFetch } from "./endpoint-fetch.ts";
import { toProviderError } from "./errors.ts";
import { readBytes } from "./read-bytes.ts";
import { readErrorBody } from "./read-error-body.ts";
import { readStream } from "./read-stream.ts";
import { repeatAmbiguous } from "./repeat-ambiguous.ts";
import { readReplyHead } from "./reply-head.ts";
import { toRequestBody, type WireNames } from "./to-request-body.ts";
import { waitErrors } from "./wait-errors.ts";

export interface SearchChatProviderDeps {
  readonly fetch?: EndpointFetch | undefined;
  /** The wall clock, for `Retry-After` dates and the logged durations. */
  readonly clock?: { now(): number } | undefined;
  readonly log: Logger;
}

export interface SearchChatProviderOptions {
  /** Up to and with `/v1`, for example `https://api.302.ai/v1`. */
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
  readonly defaultModel: string;
  readonly wireNames?: WireNames | undefined;
  readonly deadlines?: Partial<Deadlines> | undefined;
}

/**
 * A client of a search-chat endpoint. Every question is one streamed call; only -10003 before the first word is
 * repeated, once. Neither question nor answer text is logged. Throws ConfigError for a URL or key that cannot be sent.
 */
export function createSearchChatProvider(
  { fetch = endpointFetch, clock = Date, log }: SearchChatProviderDeps,
  options: SearchChatProviderOptions,
): AnswerProvider {
  const url = endpointUrl(options.baseUrl, "/chat/completions", "SEARCH_CHAT_BASE_URL");
  const headers = endpointHeaders(options.apiKey, "SEARCH_CHAT_API_KEY");

  async function* call(request: AnswerRequest, signal: AbortSignal): AsyncGenerator<AnswerEvent> {
    const body = toRequestBody(request, options);
    const own = isDeepSearch({ ...request, model: body.model }) ? deepSearchDeadlines : defaultDeadlines;
    const deadlines = { ...own, ...options.deadlines };
    const watch = watchCall(signal, { totalMs: deadlines.totalMs, errors: waitErrors });
    const record = startCallRecord(body, clock);
    try {
      const response = await watch.within(
        { name: "the response's headers", ms: deadlines.headersMs },
        fetch(url, { method: "POST", headers, body: JSON.stringify(body), signal: watch.signal, redirect: "manual" }),
      );
      const head = readReplyHead(response, clock.now());
      record.answeredWith(head);
      const bytes = readBytes(response.body, { watch, deadlines, errors: waitErrors, requestId: head.requestId });
      if (!response.ok) throw toProviderError(await readErrorBody(bytes, signal), head);
      for await (const event of assembleAnswer(readStream(bytes), head)) {
        signal.throwIfAborted();
        record.saw(event);
        yield event;
      }
    } catch (error) {
      if (signal.aborted) record.wasAborted();
      else record.failedWith(error);
      throw error;
    } finally {
      watch.close();
      log.info(record.fields(), "search-chat call ended");
    }
  }

  return {
    answer: (request, { signal }) => repeatAmbiguous(() => call(request, signal)),
  };
}
