import { setTimeout as delay } from "node:timers/promises";
import type { AnswerBoard, AnswerRecord } from "./answer-board.ts";
import type { Bot } from "./bot-process.ts";
import { percentile } from "./statistics.ts";

/** One side's figures of one round. */
export interface Figures {
  readonly eventsPerSecond: number;
  readonly cpuMsPerEvent: number;
  readonly ackP50Ms: number;
  readonly ackP99Ms: number;
  readonly addedP50Ms: number;
  readonly addedP99Ms: number;
  readonly lost: number;
  readonly doubled: number;
}

export interface Bench {
  readonly board: AnswerBoard;
  readonly bot: Bot;
  readonly endpoint: { delayMs: number };
  send(questionId: string): Promise<void>;
}

const WARM_UP_EVENTS = 200;
const IN_FLIGHT = 32;
const ACK_PHASE = { events: 200, perSecond: 50 } as const;
const FIRST_TOKEN_PHASE = { events: 100, perSecond: 20, endpointDelayMs: 300 } as const;
const ANSWER_WITHIN_MS = 30_000;
/** A second answer to the same question would have come by then. */
const SETTLE_MS = 300;

/** Warms one bot up and takes its three measurements: flat out, acknowledgements, first token. */
export async function measureSide(bench: Bench, options: { readonly events: number }): Promise<Figures> {
  const warmUp = await closedLoop(bench, WARM_UP_EVENTS);

  const cpuBefore = await bench.bot.cpuMs();
  const startedAt = performance.now();
  const flatOut = await closedLoop(bench, options.events);
  const seconds = (performance.now() - startedAt) / 1000;
  const cpuMs = (await bench.bot.cpuMs()) - cpuBefore;

  const acks = await paced(bench, ACK_PHASE);
  bench.endpoint.delayMs = FIRST_TOKEN_PHASE.endpointDelayMs;
  const firsts = await paced(bench, FIRST_TOKEN_PHASE);
  bench.endpoint.delayMs = 0;
  await delay(SETTLE_MS);

  const all = [...warmUp, ...flatOut, ...acks, ...firsts];
  const ackMs = acks.map((record) => between(record.sentAt, record.acknowledgedAt));
  const addedMs = firsts.map((record) => between(record.firstTokenAt, record.visibleAt));
  return {
    eventsPerSecond: options.events / seconds,
    cpuMsPerEvent: cpuMs / options.events,
    ackP50Ms: percentile(ackMs, 0.5),
    ackP99Ms: percentile(ackMs, 0.99),
    addedP50Ms: percentile(addedMs, 0.5),
    addedP99Ms: percentile(addedMs, 0.99),
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
  await send(record.id);
  record.acknowledgedAt = performance.now();
  await answered;
}

function between(from: number | undefined, to: number | undefined): number {
  return from === undefined || to === undefined ? Number.POSITIVE_INFINITY : to - from;
}
