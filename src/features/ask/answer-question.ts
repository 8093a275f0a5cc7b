import type { AnswerEvent, AnswerProvider, AnswerRequest } from "../../core/answer.ts";
import type { Messenger, Platform } from "../../core/chat.ts";
import type { Clock } from "../../core/clock.ts";
import { AppError, type ErrorCode, UserInputError } from "../../core/errors.ts";
import type { JobContext, JobHandlers, JobPayload } from "../../core/jobs.ts";
import type { Outbox } from "../../core/outbox.ts";
import type { SearchServiceName } from "../../core/search-service.ts";
import { type EffectiveSettings, type SettingsStore, siteListsOf } from "../../core/settings.ts";
import type { StopRequests } from "../../core/stop-requests.ts";
import { streamReply } from "../../core/stream-reply.ts";
import { type InstallLayer, readEffectiveSettings } from "../read-effective-settings.ts";
import { searchRequest } from "../search-request.ts";
import { finalFailure, MAX_COSTLY_RUNS } from "./final-failure.ts";
import { questionText } from "./question-text.ts";

export interface AnswerQuestionDeps {
  readonly provider: AnswerProvider;
  readonly settings: SettingsStore;
  readonly install: InstallLayer;
  readonly searchServices: readonly SearchServiceName[];
  readonly outbox: Outbox;
  readonly stopRequests: StopRequests;
  readonly clock: Clock;
  /** The platforms that are on. */
  messengerOf(platform: Platform): Messenger | undefined;
  /** Told once about each answer that ended, and how. */
  onEnd?(end: { readonly platform: Platform; readonly outcome: AnswerOutcome; readonly durationMs: number }): void;
}

/** How an answer ended, for the operator's counts. */
export type AnswerOutcome = "answered" | "stopped" | ErrorCode;

const INSTRUCTIONS =
  "Answer the question from the search results only, in the language of the question, briefly and in Markdown. " +
  "Put [n] behind each statement, n being the number of the result it comes from. " +
  "When the results do not answer the question, say so.";

/** Answers one question: streams the provider's text into the channel and ends with its checked sources. */
export function createAnswerQuestion(deps: AnswerQuestionDeps): JobHandlers["answer"] {
  return async (job, context) => {
    const { reply } = job;
    const { platform } = reply.target.channel;
    const messenger = deps.messengerOf(platform);
    if (messenger === undefined)
      throw new AppError(`A question came from ${platform}, which is off in this worker`, {
        code: "CONFIG_INVALID",
        // Another worker may have it.
        retryable: true,
      });
    // Asked for in one moment, both are one round trip.
    const earlier = deps.outbox.read(reply.target.channel, reply.id);
    const [prepared] = await Promise.all([prepare(deps, job), earlier]);
    let hasAsked = false;
    let failed: AppError | undefined;
    const ended = await streamReply(
      { messenger, outbox: deps.outbox, stopRequests: deps.stopRequests, clock: deps.clock, log: context.log },
      {
        job,
        ask(signal) {
          if ("failure" in prepared) return failWith(prepared.failure);
          hasAsked = true;
          return deps.provider.answer(prepared.request, { signal });
        },
      },
      {
        sites: "failure" in prepared ? { include: undefined, exclude: [] } : siteListsOf(prepared.settings),
        signal: context.signal,
        isRepeated: context.attempt > 1,
        earlier,
        closingNote(error) {
          const waitedMs = deps.clock.now() - job.receivedAt;
          const failure = finalFailure({ error, context, waitedMs, hasAsked });
          if (failure === undefined) return undefined;
          failed = failure;
          logFailure(failure, context);
          return `⚠️ ${failure.userMessage}`;
        },
      },
    ).catch((error: unknown) => {
      throw failed !== undefined && context.attempt >= MAX_COSTLY_RUNS ? toUntold(error) : error;
    });
    if (ended === undefined) return;
    const outcome = ended === "cancelled" ? "stopped" : (failed?.code ?? "answered");
    deps.onEnd?.({ platform, outcome, durationMs: deps.clock.now() - job.receivedAt });
  };
}

type Prepared =
  | { readonly request: AnswerRequest; readonly settings: EffectiveSettings }
  | { readonly failure: unknown };

async function prepare(deps: AnswerQuestionDeps, job: JobPayload<"answer">): Promise<Prepared> {
  try {
    const settings = await readEffectiveSettings(job.reply.target.channel, deps, {
      threadId: job.reply.target.threadId,
      questionSites: job.sites,
    });
    return { settings, request: toRequest(questionText(job), settings, deps.searchServices) };
  } catch (failure) {
    return { failure };
  }
}

function toRequest(
  question: string,
  settings: EffectiveSettings,
  offered: readonly SearchServiceName[],
): AnswerRequest {
  return {
    messages: [
      { role: "system", content: INSTRUCTIONS },
      { role: "user", content: question },
    ],
    ...searchRequest(settings, offered),
  };
}

/** An end that nobody could be told stays an end: the sweep tells of it as soon as the platform lets it. */
function toUntold(error: unknown): AppError {
  if (error instanceof AppError && !error.retryable) return error;
  const code = error instanceof AppError ? error.code : "INTERNAL";
  return new AppError("A question has ended, and nobody could be told", { code, retryable: false, cause: error });
}

/** What the people of a channel can put right is no error of the operator's. */
function logFailure(failure: AppError, { log }: JobContext): void {
  const fields = { err: failure, code: failure.code };
  if (failure instanceof UserInputError || failure.code === "NO_SITE_ALLOWED")
    log.info(fields, "a question could not be asked with the settings of its channel");
  else log.error(fields, "a question ended with an error");
}

// biome-ignore lint/correctness/useYield: a stream that fails before its first event
async function* failWith(error: unknown): AsyncGenerator<AnswerEvent> {
  throw error;
}
