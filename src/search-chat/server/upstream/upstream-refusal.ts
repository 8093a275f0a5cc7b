import { z } from "zod";
import type { ReplyHead } from "../../reply-head.ts";

/** `error` as OpenAI writes it, as a bare sentence (Ollama's own API), or FastAPI's `detail`; vLLM before 0.11 had no `error` around it. */
const errorSchema = z.object({
  message: z.string().optional().catch(undefined),
  code: z.union([z.string(), z.number()]).optional().catch(undefined),
  type: z.string().optional().catch(undefined),
  param: z.string().optional().catch(undefined),
});

type UpstreamError = z.output<typeof errorSchema>;

/** The upstream server says that it does not answer this call, by its status or inside a stream. */
export class UpstreamRefusal extends Error {
  override readonly name = "UpstreamRefusal";
  /** The status, or the one that an error inside a stream names; 502 where it names none. */
  readonly status: number;
  readonly retryAfterMs: number | undefined;
  /** What the upstream wrote may repeat the question or a part of the key, and a log writes down all fields of an error. */
  readonly #error: UpstreamError;

  constructor({ status, retryAfterMs }: ReplyHead, payload: unknown) {
    const error = readError(payload);
    const known = status < 300 ? statusIn(error.code) : status;
    const named = error.code ?? error.type;
    super(`The upstream server answered ${known}${named === undefined ? "" : `, ${shortOf(String(named))}`}.`);
    this.status = known;
    this.retryAfterMs = retryAfterMs;
    this.#error = error;
  }

  /** The upstream's own sentence. */
  get sentence(): string | undefined {
    return this.#error.message;
  }

  get code(): string | undefined {
    const { code, type } = this.#error;
    return code === undefined ? type : String(code);
  }

  /** The field that it refuses, where it names one. */
  get param(): string | undefined {
    return this.#error.param;
  }
}

function readError(payload: unknown): UpstreamError {
  if (typeof payload !== "object" || payload === null) return {};
  const inner = "error" in payload ? payload.error : "detail" in payload ? payload.detail : payload;
  if (typeof inner === "string") return { message: inner };
  // FastAPI's list of faults: https://fastapi.tiangolo.com/tutorial/handling-errors/
  if (Array.isArray(inner)) return { message: JSON.stringify(inner) };
  const parsed = errorSchema.safeParse(inner);
  return parsed.success ? parsed.data : {};
}

/** OpenRouter puts the status that an error would have had into `code`. */
function statusIn(code: string | number | undefined): number {
  const status = Number(code ?? Number.NaN);
  if (Number.isInteger(status) && status >= 400 && status < 600) return status;
  return code === "rate_limit_exceeded" ? 429 : 502;
}

/** A code is one word; whatever else stands there is not repeated. */
function shortOf(code: string): string {
  return /^[\w.-]{1,64}$/u.test(code) ? code : "with a code that is none";
}
