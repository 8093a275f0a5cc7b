import type { RequestListener } from "node:http";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Platform } from "../core/chat.ts";
import type { SlotEnd } from "../core/digest-slot.ts";
import type { ErrorCode } from "../core/errors.ts";

export interface Metrics {
  /** `/metrics`, in Prometheus' text format. */
  readonly listener: RequestListener;
  questionAccepted(platform: Platform): void;
  /** `durationMs`: from the platform's event to the end of the answer. */
  answerEnded(answer: {
    readonly platform: Platform;
    readonly outcome: "answered" | "stopped" | ErrorCode;
    readonly durationMs: number;
  }): void;
  /** From the platform's event to the first words that the asker sees. */
  firstWords(answer: { readonly platform: Platform; readonly durationMs: number }): void;
  /** `lateMs`: from when the slot was due to its end. */
  slotEnded(slot: { readonly platform: Platform; readonly state: SlotEnd; readonly lateMs: number }): void;
  /** Adds a gauge that is asked for its value when somebody reads the metrics. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void;
}

const SECONDS = [0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 120];

/**
 * The metrics of one app: a registry of its own, with ours and, from the first reading on, Node's default metrics. No label
 * names a person or a place.
 */
export function createMetrics(): Metrics {
  const registry = new Registry();
  let isNodeWatched = false;
  const accepted = new Counter({
    name: "footnote_questions_accepted_total",
    help: "Questions that became a durable job",
    labelNames: ["platform"],
    registers: [registry],
  });
  const ended = new Counter({
    name: "footnote_answers_total",
    help: "Answers that came to an end, by how",
    labelNames: ["platform", "outcome"],
    registers: [registry],
  });
  const duration = new Histogram({
    name: "footnote_answer_duration_seconds",
    help: "From the platform's event to the end of the answer",
    labelNames: ["platform"],
    buckets: SECONDS,
    registers: [registry],
  });
  const firstWords = new Histogram({
    name: "footnote_first_words_seconds",
    help: "From the platform's event to the first words of the answer",
    labelNames: ["platform"],
    buckets: SECONDS,
    registers: [registry],
  });
  const slots = new Counter({
    name: "footnote_digest_slots_total",
    help: "Slots of digests that came to an end, by how",
    labelNames: ["platform", "state"],
    registers: [registry],
  });
  const lateness = new Histogram({
    name: "footnote_digest_lateness_seconds",
    help: "From when a slot was due to its post",
    labelNames: ["platform"],
    buckets: [...SECONDS, 600, 3_600],
    registers: [registry],
  });
  return {
    listener: (_request, response) => {
      // It wakes the process a hundred times a second, for nothing where nobody reads.
      if (!isNodeWatched) collectDefaultMetrics({ register: registry });
      isNodeWatched = true;
      void registry.metrics().then(
        (text) => response.writeHead(200, { "content-type": registry.contentType }).end(text),
        () => response.writeHead(500).end(),
      );
    },
    questionAccepted: (platform) => accepted.inc({ platform }),
    answerEnded({ platform, outcome, durationMs }) {
      ended.inc({ platform, outcome });
      duration.observe({ platform }, durationMs / 1_000);
    },
    firstWords: ({ platform, durationMs }) => firstWords.observe({ platform }, durationMs / 1_000),
    slotEnded({ platform, state, lateMs }) {
      slots.inc({ platform, state });
      if (state === "posted" || state === "late") lateness.observe({ platform }, lateMs / 1_000);
    },
    gauge(name, help, read) {
      new Gauge({
        name,
        help,
        registers: [registry],
        async collect() {
          // One value that cannot be read must not hide all the others.
          const [value] = await Promise.allSettled([(async () => read())()]);
          this.set(value.status === "fulfilled" ? value.value : Number.NaN);
        },
      });
    },
  };
}
