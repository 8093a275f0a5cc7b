import { setTimeout as delay } from "node:timers/promises";
import type { AnswerBoard, AnswerRecord } from "./answer-board.ts";
import type { Bot } from "./bot-process.ts";
import type { EndpointPace } from "./fake-endpoint.ts";
import type { Question } from "./slack-event.ts";
import { percentile } from "./statistics.ts";

/** One side's figures of one round. */
export interface Figures {
  readonly eventsPerSecond: number;
  readonly cpuMsPerEvent: number;
  readonly ackP50Ms: number;
  readonly ackP99Ms: number;
  /** From the endpoint's first token to the first visible text, where the whole answer comes at once. */
  readonly burstP50Ms: number;
  readonly burstP99Ms: number;
  /** The same where the answer comes word by word, as from a real model: who waits for its end shows it late. */
  readonly streamP50Ms: number;
  readonly streamP99Ms: number;
  readonly lost: number;
  readonly doubled: number;
}

export interface Bench {
  readonly board: AnswerBoard;
  readonly bot: Bot;
  readonly pace: EndpointPace;
  send(question: Question): Promise<void>;
}

/**
 * Until the machine code of every side has settled, since a bot runs for weeks: after 1,000 a fifth to a third of each
 * side's CPU time is still V8's compiler at work, and most with the side that has most code.
 */
const WARM_UP_EVENTS = 5_000;
const IN_FLIGHT = 32;
const ACK_PHASE = { events: 200, perSecond: 50 } as const;
const BURST_PHASE = { events: 100, perSecond: 20 } as const;
const STREAM_PHASE = { events: 60, perSecond: 20 } as const;
const SEARCH_MS = 300;
const TOKEN_GAP_MS = 15;
const ANSWER_WITHIN_MS = 30_000;
/** A second answer to the same question would have come by then. */
const SETTLE_MS = 300;

/** Warms one bot up and takes its measurements: flat out, acknowledgements, first words. */
export async function measureSide(bench: Bench, options: { readonly events: number }): Promise<Figures> {
  const warmUp = await closedLoop(bench, WARM_UP_EVENTS);

  const cpuBefore = await bench.bot.cpuMs();
  const startedAt = performance.now();
  const flatOut = await closedLoop(bench, options.events);
  const seconds = (performance.now() - startedAt) / 1000;
  const cpuMs = (await bench.bot.cpuMs()) - cpuBefore;

  const acks = await paced(bench, ACK_PHASE);
  bench.pace.delayMs = SEARCH_MS;
  const bursts = await paced(bench, BURST_PHASE);
  bench.pace.tokenGapMs = TOKEN_GAP_MS;
  const streams = await paced(bench, STREAM_PHASE);
  await delay(SETTLE_MS);

  const all = [...warmUp, ...flatOut, ...acks, ...bursts, ...streams];
  const ackMs = acks.map((record) => between(record.sentAt, record.acknowledgedAt));
  const burstMs = bursts.map((record) => between(record.firstTokenAt, record.visibleAt));
  const streamMs = streams.map((record) => between(record.firstTokenAt, record.visibleAt));
  return {
    eventsPerSecond: options.events / seconds,
    cpuMsPerEvent: cpuMs / options.events,
    ackP50Ms: percentile(ackMs, 0.5),
    ackP99Ms: percentile(ackMs, 0.99),
    burstP50Ms: percentile(burstMs, 0.5),
    burstP99Ms: percentile(burstMs, 0.99),
    streamP50Ms: percentile(streamMs, 0.5),
    streamP99Ms: percentile(streamMs, 0.99),
    lost: all.filter((record) => record.finishedAt === undefined).length,
    doubled: all.filter((record) => record.messages.size > 1).length,
  };
}

/** As many events as the bot can take with `IN_FLIGHT` questions open at any time. */
async function closedLoop(bench: Bench, events: number): Promise<readonly AnswerRecord[]> {
  const records = Array.from({ length: events }, () => bench.board.newQuestion());
  const queue = records.values();
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      for (const record of queue) await ask(bench, record);
    }),
  );
  return records;
}

/** Events at a steady rate, however long their answers take. */
async function paced(
  bench: Bench,
  { events, perSecond }: { readonly events: number; readonly perSecond: number },
): Promise<readonly AnswerRecord[]> {
  const startedAt = performance.now();
  const records: AnswerRecord[] = [];
  const asked: Promise<void>[] = [];
  for (let number = 0; number < events; number += 1) {
    const dueInMs = startedAt + (number * 1000) / perSecond - performance.now();
    if (dueInMs > 0) await delay(dueInMs);
    const record = bench.board.newQuestion();
    records.push(record);
    asked.push(ask(bench, record));
  }
  await Promise.all(asked);
  return records;
}

async function ask({ board, send }: Bench, record: AnswerRecord): Promise<void> {
  const answered = board.answered(record, ANSWER_WITHIN_MS);
  record.sentAt = performance.now();
  await send(record);
  record.acknowledgedAt = performance.now();
  await answered;
}

function between(from: number | undefined, to: number | undefined): number {
  return from === undefined || to === undefined ? Number.POSITIVE_INFINITY : to - from;
}
