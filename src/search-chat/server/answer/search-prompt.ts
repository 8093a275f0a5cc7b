import type { Fence } from "./fence.ts";
import type { Source } from "./number-sources.ts";

/** About 6,000 tokens of English: room for every source, and cheap enough for a small model's window of 8,192. */
const SOURCES_CHARS = 20_000;
const LINE_CHARS = 300;

/** What the system says about the search: what to answer from, how to cite, and what to do without sources. */
export function searchRules(
  sources: readonly Source[],
  { includeSites, today }: { readonly includeSites: readonly string[]; readonly today: string },
): string {
  const where = includeSites.length === 0 ? "the web" : `the allowed sites (${includeSites.join(", ")})`;
  if (sources.length === 0) {
    return [
      `Today is ${today}. A search of ${where} for this question found nothing.`,
      "Say so plainly, in the language of the question, and suggest how it could be asked otherwise.",
      "Do not answer from memory. Do not cite: there are no sources, so write no [1] and no links.",
    ].join(" ");
  }
  return [
    `Today is ${today}. ${where === "the web" ? "The web" : `Of the web only ${where}`} was searched for this question;`,
    `the numbered sources stand before it.`,
    "Answer only from these sources, in the language of the question unless another one is asked for.",
    "After each statement cite the sources it comes from by number in square brackets, such as [1] or [1][2].",
    "Cite only numbers that are there. Do not list the sources at the end.",
    "Where the sources disagree, say so. Where they do not answer the question, say that they do not.",
  ].join(" ");
}

/** The sources as a model reads them, each in a fence of its own, their texts cut so that all fit into `maxChars`. */
export function sourcesText(sources: readonly Source[], fence: Fence, maxChars = SOURCES_CHARS): string {
  const lengths = shares(
    sources.map(({ text }) => text.length),
    maxChars,
  );
  const listed = sources.map(({ number, title, url, publishedAt, text }, position) => {
    const lines = [`Title: ${line(title)}`, `URL: ${line(url)}`];
    if (publishedAt !== undefined) lines.push(`Date: ${line(publishedAt)}`);
    lines.push("", cut(text, lengths[position] ?? 0));
    return `Source [${number}]\n${fence.around(lines.join("\n"))}`;
  });
  return `Sources:\n\n${listed.join("\n\n")}\n\nQuestion:`;
}

/** Divides the room: what a short text leaves over, longer ones get. */
function shares(lengths: readonly number[], maxChars: number): readonly number[] {
  let room = maxChars;
  let left = lengths.length;
  const shares = lengths.map(() => 0);
  for (const { length, position } of lengths
    .map((length, position) => ({ length, position }))
    .sort((a, b) => a.length - b.length)) {
    const share = Math.min(length, Math.floor(room / left));
    shares[position] = share;
    room -= share;
    left -= 1;
  }
  return shares;
}

function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const start = text.slice(0, length);
  const end = Math.max(start.lastIndexOf(" "), start.lastIndexOf("\n"));
  return `${end > length / 2 ? start.slice(0, end) : start} …`;
}

function line(text: string): string {
  return text.replace(/\s+/gu, " ").trim().slice(0, LINE_CHARS);
}
