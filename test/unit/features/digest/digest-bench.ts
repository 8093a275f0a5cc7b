import type { AnswerEvent, AnswerProvider, AnswerRequest, Citation } from "../../../../src/core/answer.ts";
import type { ChannelRef, Reply } from "../../../../src/core/chat.ts";
import { type Digest, digestRef, digestSchema, slotKey } from "../../../../src/core/digest.ts";
import type { SlotRecord } from "../../../../src/core/digest-slot.ts";
import type { JobContext } from "../../../../src/core/jobs.ts";
import { textOf } from "../../../../src/core/messages/saying.ts";
import { emptyLayer } from "../../../../src/core/settings.ts";
import type { DigestDeps } from "../../../../src/features/digest/digest-deps.ts";
import { createRunDue } from "../../../../src/features/digest/run-due.ts";
import { createRunPreview } from "../../../../src/features/digest/run-preview.ts";
import { createRunSlot } from "../../../../src/features/digest/run-slot.ts";
import { createSweepDigests } from "../../../../src/features/digest/sweep-digests.ts";
import { createFakeClock } from "../../../fakes/fake-clock.ts";
import { createMemoryDigestStore } from "../../../fakes/memory-digest-store.ts";
import { createMemoryJobs } from "../../../fakes/memory-jobs.ts";
import { createMemoryLedger } from "../../../fakes/memory-ledger.ts";
import { createMemoryLog } from "../../../fakes/memory-log.ts";
import { createMemoryMessenger } from "../../../fakes/memory-messenger.ts";
import { createMemoryOutbox } from "../../../fakes/memory-outbox.ts";
import { createMemorySettings } from "../../../fakes/memory-settings.ts";
import { createMemorySlotLog } from "../../../fakes/memory-slot-log.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
/** Monday, 5 January 2026. */
export const MONDAY_9 = Date.UTC(2026, 0, 5, 9);
export const GRACE_MS = 2 * HOUR_MS;

export const channel: ChannelRef = { platform: "web", workspaceId: "web", channelId: "news" };

export function makeDigest(more: Partial<Digest> = {}): Digest {
  return digestSchema.parse({
    version: 1,
    id: "tea1",
    channel,
    topic: "News about tea",
    cron: "0 9 * * *",
    when: "daily 9:00",
    timeZone: "UTC",
    createdBy: "u",
    createdAt: MONDAY_9 - DAY_MS,
    settledUntil: MONDAY_9 - HOUR_MS,
    ...more,
  });
}

export interface Article {
  readonly title: string;
  readonly url?: string;
  readonly summary?: string;
  readonly date?: string;
  readonly story?: string;
  readonly update?: string;
  /** What the source itself says of its date. */
  readonly publishedAt?: string;
}

/** Where an article is, when it does not say so. */
export function urlOf({ title, url }: Article): string {
  return url ?? `https://example.org/${title.toLowerCase().replaceAll(/\W+/gu, "-")}`;
}

/** What an endpoint says that lists these articles as it was asked to, and cites them. */
export function listing(articles: readonly Article[]): readonly AnswerEvent[] {
  const items = articles.map(({ publishedAt: _, ...article }) => ({
    summary: `All about ${article.title}.`,
    ...article,
    url: urlOf(article),
  }));
  const citations = articles.map(
    (article, index): Citation => ({ number: index + 1, url: urlOf(article), publishedAt: article.publishedAt }),
  );
  return saying(`\`\`\`json\n${JSON.stringify(items)}\n\`\`\``, citations);
}

export function saying(text: string, citations: readonly Citation[] = []): readonly AnswerEvent[] {
  return [
    { type: "citations", citations },
    { type: "text", text },
    { type: "done", finishReason: "stop" },
  ];
}

/** One digest in one channel, a worker for its jobs, and an endpoint that says what it is told to. */
export async function openDigest(more: Partial<Digest> = {}) {
  const digest = makeDigest(more);
  const ref = digestRef(digest);
  const clock = createFakeClock(MONDAY_9);
  const messenger = createMemoryMessenger({ now: clock.now });
  const log = createMemoryLog();
  const requests: AnswerRequest[] = [];
  const ends: unknown[] = [];
  let answer: readonly AnswerEvent[] | Error = saying("[]");
  const provider: AnswerProvider = {
    async *answer(request) {
      requests.push(request);
      if (answer instanceof Error) throw answer;
      yield* answer;
    },
  };
  const deps = {
    provider,
    settings: createMemorySettings(),
    install: { ...emptyLayer, searchService: "tavily" as const },
    searchServices: ["tavily" as const],
    digests: createMemoryDigestStore(),
    slots: createMemorySlotLog(),
    ledger: createMemoryLedger({ now: clock.now }),
    outbox: createMemoryOutbox(),
    jobs: createMemoryJobs(),
    clock,
    messengerOf: () => messenger,
    onSlotEnd: (end: unknown) => ends.push(end),
  } satisfies DigestDeps;
  await deps.digests.add(digest);

  /** Runs a job to its end, letting the time pass that it waits for. */
  async function run(job: (context: JobContext) => Promise<void>, context: Partial<JobContext> = {}): Promise<void> {
    const signal = AbortSignal.timeout(60_000);
    const running = job({ attempt: 1, isLastAttempt: false, signal, log, ...context });
    const ended = running.then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    await clock.advance(30_000);
    const failed = await ended;
    if (failed !== undefined) throw failed.error;
  }

  return {
    ...deps,
    digest,
    ref,
    messenger,
    log,
    requests,
    ends,
    finds(articles: readonly Article[]) {
      answer = listing(articles);
    },
    says(text: string, citations: readonly Citation[] = []) {
      answer = saying(text, citations);
    },
    failsWith(error: Error) {
      answer = error;
    },
    due: () => run((context) => createRunDue(deps, { graceMs: GRACE_MS })({ version: 1, ...ref }, context)),
    sweep: () => run((context) => createSweepDigests(deps, { graceMs: GRACE_MS })({ version: 1 }, context)),
    slot: (
      slot: number,
      { isManual = false, ...context }: Partial<JobContext> & { readonly isManual?: boolean } = {},
    ) =>
      run(
        (whole) => createRunSlot(deps, { graceMs: GRACE_MS })({ version: 1, ...ref, slot, isManual }, whole),
        context,
      ),
    preview: (reply: Reply, context: Partial<JobContext> = {}) =>
      run((whole) => createRunPreview(deps)({ version: 1, ...ref, reply }, whole), context),
    record: (slot: number): Promise<SlotRecord | undefined> => deps.slots.read(ref, slot),
    /** The record, with its note as people read it. */
    noted: async (slot: number) => {
      const record = await deps.slots.read(ref, slot);
      return record?.note === undefined ? record : { ...record, note: textOf(record.note, "en") };
    },
    current: () => deps.digests.read(ref),
    /** What people see of the post of a slot. */
    texts: (slot: number) => messenger.texts(postOf(slotKey(ref, slot))),
    textsOf: (id: string) => messenger.texts(postOf(id)),
  };
}

function postOf(id: string): Reply {
  return { id, target: { kind: "message", channel, messageId: "m" }, asker: { id: "u" }, question: "" };
}
