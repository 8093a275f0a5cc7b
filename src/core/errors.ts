import type { Language } from "./messages/language.ts";
import { type Message, say } from "./messages/message.ts";
import { translate } from "./messages/translate.ts";

/** Every way a question can fail, and what is done about it. The one policy table. */
export const errorPolicies = {
  /** A setting of the process is missing or wrong. The process does not start. */
  CONFIG_INVALID: { retryable: false },
  /** The person typed something that cannot be done; the message says what instead. */
  INPUT_INVALID: { retryable: false },
  /** The person may not do this here. */
  INPUT_FORBIDDEN: { retryable: false },
  /** The sites left after every list leave nothing to search. */
  NO_SITE_ALLOWED: { retryable: false },
  /** An error nobody expected: a bug of ours, retried because a crash of the moment looks the same. */
  INTERNAL: { retryable: true },
  /** The queue or the store cannot be reached, so nothing was accepted. */
  STORE_UNAVAILABLE: { retryable: true },
  /** The endpoint cannot be reached, broke off, timed out or answered 5xx. */
  PROVIDER_UNAVAILABLE: { retryable: true },
  /** The endpoint asked us to slow down (429). */
  PROVIDER_RATE_LIMITED: { retryable: true },
  /** The endpoint refused our key (401, 403, -10001, -10005, -10014). */
  PROVIDER_UNAUTHORIZED: { retryable: false },
  /** The endpoint's account has no balance or no quota left (402, -10004, -10006, -10007, -10012, -10018). */
  PROVIDER_OUT_OF_BALANCE: { retryable: false },
  /** The endpoint does not serve this model or function (404, -10002, -10008, -10009, -10010, -10013). */
  PROVIDER_MODEL_UNAVAILABLE: { retryable: false },
  /** The endpoint refused the request itself (400, 413, 422, -10011, -10015 to -10017). */
  PROVIDER_REJECTED: { retryable: false },
  /** The endpoint answered something that is not the contract. */
  PROVIDER_MALFORMED: { retryable: true },
  /** The endpoint finished without a word. */
  PROVIDER_EMPTY: { retryable: true },
  /** The platform forbids posting there. */
  PLATFORM_FORBIDDEN: { retryable: false },
  /** The channel, thread or message is gone. */
  PLATFORM_NOT_FOUND: { retryable: false },
  /** The platform refused what we sent: a bug of ours or a changed rule. */
  PLATFORM_REJECTED: { retryable: false },
  /** The platform asked us to slow down. */
  PLATFORM_RATE_LIMITED: { retryable: true },
  /** The platform cannot be reached or answered 5xx; whether it acted is unknown. */
  PLATFORM_UNAVAILABLE: { retryable: true },
  /** The interaction token is too old to answer with. */
  REPLY_EXPIRED: { retryable: false },
} as const satisfies Record<string, { readonly retryable: boolean }>;

export type ErrorCode = keyof typeof errorPolicies;

export interface AppErrorOptions<Code extends ErrorCode = ErrorCode> {
  readonly code: Code;
  /** One sentence for the person who asked. Absent: the code's own sentence (see {@link userMessageOf}). */
  readonly userMessage?: string | Message | undefined;
  /** How long the other side asked us to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** Overrides the policy table where the other side was more exact. */
  readonly retryable?: boolean | undefined;
  readonly cause?: unknown;
}

/** The root of every error that is expected to happen. `message` is for the operator: a cause and what to do. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  /** In no language yet, where it is of the catalogue; {@link userMessageOf} puts it into one. */
  readonly said: string | Message;

  constructor(message: string, options: AppErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = options.code;
    this.retryable = options.retryable ?? errorPolicies[options.code].retryable;
    this.retryAfterMs = options.retryAfterMs;
    this.said = options.userMessage ?? say(`error.${options.code}`);
  }

  /** In English. */
  get userMessage(): string {
    return userMessageOf(this);
  }
}

/** The process cannot start as configured. */
export class ConfigError extends AppError {
  constructor(message: string, options: { readonly cause?: unknown } = {}) {
    super(message, { ...options, code: "CONFIG_INVALID" });
  }
}

type CodeOf<Prefix extends string> = Extract<ErrorCode, `${Prefix}_${string}`>;

/** A person's input was refused; what it says is the sentence they read. Nothing was changed. */
export class UserInputError extends AppError {
  constructor(
    said: string | Message,
    options: { readonly code?: CodeOf<"INPUT"> | "NO_SITE_ALLOWED"; readonly cause?: unknown } = {},
  ) {
    const message = typeof said === "string" ? said : translate(said, "en");
    super(message, { code: options.code ?? "INPUT_INVALID", userMessage: said, cause: options.cause });
  }
}

/** The search-chat endpoint failed. */
export class ProviderError extends AppError {
  declare readonly code: CodeOf<"PROVIDER">;
  /** The endpoint's own id of the failed call, where it gave one. */
  readonly requestId: string | undefined;
  /** The request had left and no refusal came back: the endpoint may have done the work, and may charge for it. */
  readonly mayHaveRun: boolean;

  constructor(
    message: string,
    options: AppErrorOptions<CodeOf<"PROVIDER">> & {
      readonly requestId?: string | undefined;
      /** Absent: it has certainly not run. */
      readonly mayHaveRun?: boolean | undefined;
    },
  ) {
    super(message, options);
    this.requestId = options.requestId;
    this.mayHaveRun = options.mayHaveRun ?? false;
  }
}

/** A chat platform failed. */
export class PlatformError extends AppError {
  constructor(message: string, options: AppErrorOptions<CodeOf<"PLATFORM"> | "REPLY_EXPIRED">) {
    super(message, options);
  }
}

/** Redis, or what speaks it, cannot be reached. */
export class StoreError extends AppError {
  constructor(message: string, options: { readonly cause?: unknown } = {}) {
    super(message, { ...options, code: "STORE_UNAVAILABLE" });
  }
}

/** What the asker reads of any thrown value, in their language; never a vendor's words, a stack or a secret. */
export function userMessageOf(error: unknown, language: Language = "en"): string {
  const said = error instanceof AppError ? error.said : say("error.INTERNAL");
  return typeof said === "string" ? said : translate(said, language);
}
