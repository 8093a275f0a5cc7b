import type { Figures } from "./measure-side.ts";
import { type SideName, sides } from "./sides.ts";
import { median } from "./statistics.ts";

interface Target {
  readonly sentence: string;
  readonly value: number | undefined;
  readonly isMet: (value: number) => boolean;
}

const columns = {
  eventsPerSecond: { title: "events/s", digits: 0 },
  cpuMsPerEvent: { title: "CPU ms/event", digits: 2 },
  ackP50Ms: { title: "ack p50 ms", digits: 1 },
  ackP99Ms: { title: "ack p99 ms", digits: 1 },
  burstP50Ms: { title: "burst p50 ms", digits: 1 },
  burstP99Ms: { title: "burst p99 ms", digits: 1 },
  streamP50Ms: { title: "stream p50 ms", digits: 1 },
  streamP99Ms: { title: "stream p99 ms", digits: 1 },
} as const satisfies Partial<Record<keyof Figures, { readonly title: string; readonly digits: number }>>;

type Column = keyof typeof columns;

/** Prints each side's medians, as figures and as ratios to Footnote, and how the targets stand. */
export function printReport(
  results: ReadonlyMap<SideName, readonly Figures[]>,
  { events, rounds, pinned }: { readonly events: number; readonly rounds: number; readonly pinned: boolean },
): void {
  const columnNames = Object.keys(columns) as readonly Column[];
  const rows = new Map([...results].map(([name, figures]) => [name, mediansOf(figures, columnNames)]));
  const footnote = rows.get("footnote");

  console.log(
    `\n${events} events a round, median of ${rounds} rounds, ${pinned ? "each bot alone on core 1" : "cores not pinned"}.`,
  );
  console.log(
    "ack: at 50 events/s. burst, stream: from the endpoint's first token to the first visible text at 20 events/s,",
  );
  console.log(
    "the endpoint searching for 300 ms and then saying all at once, or a word each 15 ms. ×: divided by Footnote's.\n",
  );
  printLine(["", ...columnNames.map((column) => columns[column].title), "lost", "doubled"]);
  for (const [name, row] of rows) {
    const cells = columnNames.map((column) => {
      const figure = row[column].toFixed(columns[column].digits);
      return footnote === undefined ? figure : `${figure} (${(row[column] / footnote[column]).toFixed(2)}×)`;
    });
    const figures = results.get(name) ?? [];
    printLine([sides[name].title, ...cells, total(figures, "lost"), total(figures, "doubled")]);
  }

  console.log("");
  for (const { sentence, value, isMet } of targetsOf(rows)) {
    if (value !== undefined) console.log(`${isMet(value) ? "met   " : "MISSED"}  ${sentence}: ${value.toFixed(2)}`);
  }
}

type Row = Readonly<Record<Column, number>>;

function mediansOf(figures: readonly Figures[], columnNames: readonly Column[]): Row {
  return Object.fromEntries(
    columnNames.map((column) => [column, median(figures.map((figure) => figure[column]))]),
  ) as Row;
}

function targetsOf(rows: ReadonlyMap<SideName, Row>): readonly Target[] {
  const footnote = rows.get("footnote");
  const rateOver = (name: SideName) => {
    const other = rows.get(name);
    return footnote && other ? footnote.eventsPerSecond / other.eventsPerSecond : undefined;
  };
  return [
    { sentence: "events/s ≥ 1.5 × Chat SDK", value: rateOver("chat-sdk"), isMet: (ratio) => ratio >= 1.5 },
    { sentence: "events/s ≥ 0.9 × bare Bolt + BullMQ", value: rateOver("bolt-bullmq"), isMet: (ratio) => ratio >= 0.9 },
    { sentence: "ack p99 < 100 ms at 50 events/s", value: footnote?.ackP99Ms, isMet: (ms) => ms < 100 },
    { sentence: "≤ 5 ms added to the first token, p50, burst", value: footnote?.burstP50Ms, isMet: (ms) => ms <= 5 },
    { sentence: "≤ 5 ms added to the first token, p50, stream", value: footnote?.streamP50Ms, isMet: (ms) => ms <= 5 },
  ];
}

function total(figures: readonly Figures[], field: "lost" | "doubled"): string {
  return String(figures.reduce((sum, figure) => sum + figure[field], 0));
}

function printLine([first = "", ...rest]: readonly string[]): void {
  console.log(first.padEnd(20) + rest.map((cell) => cell.padStart(16)).join(""));
}
