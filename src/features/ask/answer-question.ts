import { type AnswerEvent, type AnswerProvider, type AnswerRequest, isDeepSearch } from "../../core/answer.ts";
import type { Messenger, Platform } from "../../core/chat.ts";
import type { Clock } from "../../core/clock.ts";
import type { ConversationStore } from "../../core/conversation.ts";
import { AppError, type ErrorCode, UserInputError, userMessageOf } from "../../core/errors.ts";
import type { JobContext, JobHandlers } from "../../core/jobs.ts";
import { type LinkedAbort, linkAbort } from "../../core/linked-abort.ts";
import { say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import type { Outbox } from "../../core/outbox.ts";
import type { SearchServiceName } from "../../core/search-service.ts";
import type { SettingsStore } from "../../core/settings.ts";
import type { StopRequests } from "../../core/stop-requests.ts";
import { streamReply } from "../../core/stream-reply.ts";
import type { TranscriptStore } from "../../core/transcript.ts";
import type { InstallLayer } from "../read-effective-settings.ts";
import { ANSWER_WITHIN_MS, DEEP_ANSWER_WITHIN_MS, deepPlaceholder } from "./answer-deadlines.ts";
import { finalFailure, MAX_COSTLY_RUNS } from "./final-failure.ts";
import { forgetOldMessages } from "./forget-old-messages.ts";
import { prepareAnswer, showingOf } from "./prepare-answer.ts";
import { rememberTurn } from "./remember-turn.ts";

export interface AnswerQuestionDeps {
  readonly provider: AnswerProvider;
  readonly settings: SettingsStore;
  readonly install: InstallLayer;
  /** What is asked where a channel names no model. */
  readonly defaultModel: string;
  readonly searchServices: readonly SearchServiceName[];
  readonly outbox: Outbox;
  readonly stopRequests: StopRequests;
  readonly conversations: ConversationStore;
  readonly transcripts: Pick<TranscriptStore, "forget">;
  readonly clock: Clock;
  /** The platforms that are on. */
  messengerOf(platform: Platform): Messenger | undefined;
  /** Told once about each answer that ended, and how. */
  onEnd?(end: { readonly platform: Platform; readonly outcome: AnswerOutcome; readonly durationMs: number }): void;
}

/** How an answer ended, for the operator's counts. */
export type AnswerOutcome = "answered" | "stopped" | ErrorCode;

/** One for all answers: an abort without a reason makes an error with a stack each time. */
const OVER = new Error("The answer is over");

/** Answers one question: streams the provider's text into the channel and ends with its checked sources. */
export function createAnswerQuestion(deps: AnswerQuestionDeps): JobHandlers["answer"] {
  return async (job, jobContext) => {
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
    const [prepared] = await Promise.all([prepareAnswer(deps, job, jobContext), earlier]);
    const isDeep = "request" in prepared && isDeepSearch(withModel(prepared.request, deps));
    const work = linkAbort(jobContext.signal);
    void endAfter(isDeep ? DEEP_ANSWER_WITHIN_MS : ANSWER_WITHIN_MS, work, deps.clock);
    const context = { ...jobContext, signal: work.signal };
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
        ...showingOf(prepared),
        ...(isDeep ? { placeholder: deepPlaceholder } : {}),
        signal: context.signal,
        isRepeated: context.attempt > 1,
        earlier,
        closingNote(error) {
          const waitedMs = deps.clock.now() - job.receivedAt;
          const failure = finalFailure({ error, context, waitedMs, hasAsked });
          if (failure === undefined) return undefined;
          failed = failure;
          logFailure(failure, context);
          const language = reply.language ?? "en";
          return translate(say("answer.failed", { reason: userMessageOf(failure, language) }), language);
        },
        async onFinal({ markdown, messages }) {
          if ("failure" in prepared) return;
          const { settings, conversation } = prepared;
          const remembering = { conversations: deps.conversations, now: deps.clock.now, log: context.log };
          await rememberTurn({ job, settings, conversation, markdown, messages }, remembering);
        },
      },
    )
      .catch((error: unknown) => {
        throw failed !== undefined && context.attempt >= MAX_COSTLY_RUNS ? toUntold(error) : error;
      })
      .finally(() => {
        work.abort(OVER);
        work.release();
      });
    if (ended === undefined) return;
    if ("settings" in prepared)
      await forgetOldMessages(reply.target, prepared.settings, { ...deps, now: deps.clock.now, log: context.log });
    const outcome = ended === "cancelled" ? "stopped" : (failed?.code ?? "answered");
    deps.onEnd?.({ platform, outcome, durationMs: deps.clock.now() - job.receivedAt });
  };
}

/** A request with the model that it comes to. */
function withModel(request: AnswerRequest, { defaultModel }: Pick<AnswerQuestionDeps, "defaultModel">): AnswerRequest {
  return { ...request, model: request.model ?? defaultModel };
}

/** Ends work that takes too long as a deadline does. Resolves with the end of the work, and never rejects. */
async function endAfter(ms: number, work: LinkedAbort, clock: Clock): Promise<void> {
  await clock.wait(ms, work.signal).then(
    () => work.abort(new DOMException(`The answer took longer than ${ms} ms`, "TimeoutError")),
    () => undefined,
  );
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
