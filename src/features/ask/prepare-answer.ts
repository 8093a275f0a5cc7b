import type { AnswerRequest } from "../../core/answer.ts";
import type { Conversation, ConversationStore } from "../../core/conversation.ts";
import type { JobContext, JobPayload } from "../../core/jobs.ts";
import type { SearchServiceName } from "../../core/search-service.ts";
import { type EffectiveSettings, siteListsOf } from "../../core/settings.ts";
import type { StreamReplyOptions } from "../../core/stream-reply.ts";
import { readEffectiveSettings, type SettingsSource } from "../read-effective-settings.ts";
import { searchRequest } from "../search-request.ts";
import { answerMessages, featuresOf, samplingOf } from "./answer-prompt.ts";

export interface PrepareAnswerDeps extends SettingsSource {
  readonly conversations: Pick<ConversationStore, "find">;
  readonly searchServices: readonly SearchServiceName[];
}

/** What is known before the endpoint is asked, or why it cannot be asked. */
export type PreparedAnswer =
  | {
      readonly request: AnswerRequest;
      readonly settings: EffectiveSettings;
      readonly conversation: Conversation | undefined;
    }
  | { readonly failure: unknown };

/** Reads the settings and what the question goes on with, and makes the request of them. Never rejects. */
export async function prepareAnswer(
  deps: PrepareAnswerDeps,
  job: JobPayload<"answer">,
  context: Pick<JobContext, "log">,
): Promise<PreparedAnswer> {
  const { channel, threadId } = job.reply.target;
  try {
    const [settings, conversation] = await Promise.all([
      readEffectiveSettings(channel, deps, { threadId, questionSites: job.sites }),
      goesOnWith(deps, job, context),
    ]);
    const messages = answerMessages(job, settings, conversation?.turns ?? []);
    const request = {
      messages,
      ...searchRequest(settings, deps.searchServices),
      ...featuresOf(settings, messages),
      ...samplingOf(settings),
    };
    return { settings, conversation, request };
  } catch (failure) {
    return { failure };
  }
}

/** What the question goes on with, where it does. One that cannot be read is no reason to leave the question without an answer. */
async function goesOnWith(
  { conversations }: PrepareAnswerDeps,
  { goesOnWith: ids = [], reply }: JobPayload<"answer">,
  { log }: Pick<JobContext, "log">,
): Promise<Conversation | undefined> {
  if (ids.length === 0) return undefined;
  try {
    return await conversations.find(reply.target.channel, ids);
  } catch (error) {
    log.warn({ err: error }, "what a question goes on with could not be read; it is asked without it");
    return undefined;
  }
}

/** How an answer is shown, by its channel's settings. */
export function showingOf(prepared: PreparedAnswer): Pick<StreamReplyOptions, "sites" | "offList" | "isStreaming"> {
  if ("failure" in prepared) return { sites: { include: undefined, exclude: [] } };
  const { settings } = prepared;
  return {
    sites: siteListsOf(settings),
    offList: settings.offListCitations.value,
    isStreaming: settings.streaming.value,
  };
}
