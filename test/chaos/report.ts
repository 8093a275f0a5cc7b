import type { Verdict } from "./question.ts";
import type { Followed } from "./run-scenario.ts";
import { platformFaultOf } from "./scenario.ts";
import { toTable } from "./to-table.ts";

export interface Row {
  fault: string;
  platform: string;
  questions: number;
  answered: number;
  errors: number;
  /** The platform has left no way to say anything. */
  unsayable: number;
  notAccepted: number;
  lost: number;
  doubled: number;
  half: number;
  longestMs: number;
  longestAfterReturnMs: number;
}

/** Judges all questions as they stand now, and sums them up by fault and platform. */
export function toRows(questions: readonly Followed[], verdictOf: (question: Followed) => Verdict) {
  const rows = new Map<string, Row>();
  const wrong: string[] = [];
  for (const question of questions) {
    const { fault, platform } = question;
    const key = `${fault} × ${platform}`;
    const row = rows.get(key) ?? emptyRow(fault, platform);
    rows.set(key, row);
    const verdict = verdictOf(question);
    const field = fieldOf(question, verdict);
    row.questions += 1;
    row[field] += 1;
    if (verdict.isDoubled) row.doubled += 1;
    row.longestMs = Math.max(row.longestMs, question.outcomeAfterMs ?? 0);
    row.longestAfterReturnMs = Math.max(row.longestAfterReturnMs, question.outcomeAfterReturnMs ?? 0);
    if (field === "lost" || field === "half" || verdict.isDoubled) {
      wrong.push(`${key}: ${question.id} ${verdict.isDoubled ? "doubled, " : ""}${field}: ${verdict.seen}`);
    }
  }
  return { rows: [...rows.values()], wrong };
}

export function isBroken({ lost, doubled, half }: Row): boolean {
  return lost + doubled + half > 0;
}

export function printTable(rows: readonly Row[]): string {
  const head = [
    "fault",
    "platform",
    "questions",
    "answered",
    "error",
    "unsayable",
    "not accepted",
    "lost",
    "doubled",
    "left half",
    "longest s",
    "after return s",
  ];
  const seconds = (ms: number) => (ms === 0 ? "" : (ms / 1_000).toFixed(1));
  const cells = rows.map((row) => [
    row.fault,
    row.platform,
    ...[row.questions, row.answered, row.errors, row.unsayable, row.notAccepted, row.lost, row.doubled, row.half].map(
      String,
    ),
    seconds(row.longestMs),
    seconds(row.longestAfterReturnMs),
  ]);
  return toTable(head, cells, 2);
}

function fieldOf({ asked, fault }: Followed, { outcome }: Verdict) {
  if (outcome === "answered") return "answered";
  if (outcome === "error") return "errors";
  if (platformFaultOf(fault)?.mayBeUnsayable === true) return "unsayable";
  if (!asked.isAccepted()) return "notAccepted";
  return outcome === "half" ? "half" : "lost";
}

function emptyRow(fault: string, platform: string): Row {
  const counts = { questions: 0, answered: 0, errors: 0, unsayable: 0, notAccepted: 0, lost: 0, doubled: 0, half: 0 };
  return { fault, platform, ...counts, longestMs: 0, longestAfterReturnMs: 0 };
}
