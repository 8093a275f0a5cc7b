import { addressesIn, nameOf } from "../../../core/allowed-url.ts";
import type { ServerEvent } from "../server-event.ts";

/** Progress is read at a glance. */
const MAX_LINE_CHARS = 200;

/** A line of progress, shown as `reasoning_content`. */
export type Progress = Extract<ServerEvent, { type: "reasoning" }>;

/**
 * One line of progress, as a template. What a model, a page or a site has said goes into it as words only: addresses by
 * their host, without the signs that make Markdown of them or marks of a prompt.
 */
export function progressLine(said: TemplateStringsArray, ...words: readonly (string | number)[]): Progress {
  return { type: "reasoning", text: `${String.raw({ raw: said }, ...words.map((word) => plain(String(word))))}\n` };
}

function plain(words: string): string {
  const line = words
    .slice(0, 4 * MAX_LINE_CHARS)
    .replace(/[\p{Cf}\p{Cs}]|(?!\s)\p{Cc}/gu, "")
    .replace(/\s+/gu, " ")
    .trim();
  const shown = withoutAddresses(line)
    .replace(/[[\]()<>!`*_~|#\\]+|&(?=#?\w+;)/gu, " ")
    .replace(/ {2,}/gu, " ")
    .trim();
  return shown.length <= MAX_LINE_CHARS ? shown : `${shown.slice(0, MAX_LINE_CHARS - 1).trimEnd()}…`;
}

function withoutAddresses(line: string): string {
  let shown = "";
  let from = 0;
  for (const { start, run, address } of addressesIn(line)) {
    shown += `${line.slice(from, start)}${nameOf(address)} `;
    from = start + Math.max(run.length, address.length);
  }
  return (shown + line.slice(from)).replace(/:\/\/|(?<=www)\./giu, " ");
}
