import type { JobHandlers } from "../../../src/core/jobs.ts";

/** Every job ends well and does nothing. */
export const idleHandlers: JobHandlers = {
  answer: async () => {},
  sweep: async () => {},
  "digest-due": async () => {},
  "digest-slot": async () => {},
  "digest-sweep": async () => {},
  "digest-preview": async () => {},
  "sources-test": async () => {},
};
