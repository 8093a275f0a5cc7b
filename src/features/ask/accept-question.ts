import type { Platform } from "../../core/chat.ts";
import type { CommandCall } from "../../core/commands.ts";
import type { SlotLog } from "../../core/digest-slot.ts";
import { UserInputError } from "../../core/errors.ts";
import type { Invocation, Outcome } from "../../core/invocation.ts";
import type { JobQueue } from "../../core/jobs.ts";
import { MAX_QUESTION_LENGTH } from "../../core/question-length.ts";
import type { SearchServiceName } from "../../core/search-service.ts";
import type { SettingsStore } from "../../core/settings.ts";
import { checkNarrowing } from "../check-narrowing.ts";
import type { InstallLayer } from "../read-effective-settings.ts";
import { parseAskedSites } from "../sources/parse-asked-sites.ts";
import { itemsAskedAbout } from "./items-asked-about.ts";

export interface AcceptQuestionDeps {
  readonly jobs: JobQueue;
  readonly settings: SettingsStore;
  readonly install: InstallLayer;
  /** The services this install offers, the default first. */
  readonly searchServices: readonly SearchServiceName[];
  readonly slots: Pick<SlotLog, "ofMessage">;
  /** Told once about each question that became a job. */
  onAccepted?(platform: Platform): void;
}

type AskOptions = Extract<CommandCall, { name: "ask" }>["options"];

/** Makes a question a durable job. A delivery of the same event again is the same job, and accepted just so. */
export async function acceptQuestion(
  invocation: Invocation,
  options: AskOptions,
  deps: AcceptQuestionDeps,
): Promise<Outcome> {
  const question = (options.question ?? "").trim();
  if (question === "") throw new UserInputError("Ask me something, for example: `/ask What is new in TypeScript?`");
  if (question.length > MAX_QUESTION_LENGTH) {
    throw new UserInputError(
      `A question can have ${MAX_QUESTION_LENGTH} characters at most; this one has ${question.length}.`,
    );
  }
  const sites = await parseAskedSites(invocation.channel, options.sites, deps);
  await checkNarrowing(invocation.channel, sites, deps);
  const about = await itemsAskedAbout(invocation, question, deps);
  const { added } = await deps.jobs.add(
    "answer",
    {
      version: 1,
      reply: { id: invocation.id, target: invocation.replyTo, asker: invocation.asker, question },
      ...(about.length === 0 ? {} : { about }),
      sites: [...sites],
      receivedAt: invocation.receivedAt,
      ...(invocation.locale === undefined ? {} : { locale: invocation.locale }),
    },
    { id: invocation.id },
  );
  if (added) deps.onAccepted?.(invocation.channel.platform);
  return { kind: "accepted" };
}
