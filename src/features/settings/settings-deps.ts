import type { DigestCommandDeps } from "../digest/digest-command-deps.ts";
import type { ExplainAnswerDeps } from "../why/explain-answer.ts";

/** What `/settings` needs; the digests, because those that follow the workspace's time zone move with it. */
export type SettingsDeps = Pick<
  DigestCommandDeps,
  "settings" | "install" | "searchServices" | "clock" | "digests" | "jobs"
> &
  ExplainAnswerDeps;
