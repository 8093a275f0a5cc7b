import type { AnswerFeedback } from "../../core/answer-feedback.ts";
import type { Clock } from "../../core/clock.ts";
import type { CommandCall } from "../../core/commands.ts";
import type { JobQueue } from "../../core/jobs.ts";
import type { SearchServiceName } from "../../core/search-service.ts";
import type { SettingsStore } from "../../core/settings.ts";
import type { InstallLayer } from "../read-effective-settings.ts";

/** What `/sources` needs. */
export interface SourcesDeps {
  readonly settings: SettingsStore;
  readonly install: InstallLayer;
  /** The services this install offers, the default first. */
  readonly searchServices: readonly SearchServiceName[];
  readonly jobs: JobQueue;
  readonly answerFeedback: AnswerFeedback;
  readonly clock: Clock;
}

export type SourcesCall = Extract<CommandCall, { name: "sources" }>;
