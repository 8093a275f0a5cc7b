import type { FakeAnswer } from "../fakes/fake-search-chat-reply.ts";

export type ChaosPlatform = "discord" | "slack";

/** A question and the answer that the endpoint gives to it. Both carry its id in every sentence. */
export interface ChaosQuestion {
  readonly id: string;
  readonly platform: ChaosPlatform;
  readonly fault: string;
  readonly isLong: boolean;
  /** The endpoint answers a megabyte: all that counts is that there is one end. */
  readonly isHuge?: boolean;
  /** When it was asked, in ms of the monotonic clock. */
  readonly askedAt: number;
}

/** How one question stands on the platform at this moment. */
export interface Verdict {
  readonly outcome: "answered" | "error" | "nothing" | "half";
  /** The same thing is said more than once. */
  readonly isDoubled: boolean;
  /** For the report, when something is wrong. */
  readonly seen: string;
}

/** What people see of one question on the platform. */
export interface Sight {
  readonly texts: readonly string[];
  /** Something still says that more is to come: "thinking…", or a stream that was never stopped. */
  readonly isPending: boolean;
}

const SHORT_SENTENCES = 8;
const LONG_SENTENCES = 70;
const SENTENCE_EVERY_MS = 160;

export function idIn(text: string): string | undefined {
  return /q\d{6}/u.exec(text)?.[0];
}

export function answerTo({ id, isLong }: Pick<ChaosQuestion, "id" | "isLong">): FakeAnswer {
  const count = isLong ? LONG_SENTENCES : SHORT_SENTENCES;
  const perPiece = Math.ceil(count / SHORT_SENTENCES);
  const sentences = Array.from(
    { length: count },
    (_, index) => `${sentence(id, index)}.${index % 5 === 4 ? "\n\n" : " "}`,
  );
  const pieces = Array.from({ length: SHORT_SENTENCES }, (_, index) =>
    sentences.slice(index * perPiece, (index + 1) * perPiece).join(""),
  );
  return {
    text: [`BEGIN-${id} [1]. `, ...pieces, `END-${id}.`],
    citations: ["https://docs.bullmq.io/guide/workers"],
    everyMs: SENTENCE_EVERY_MS,
  };
}

/** Judges what people see, and nothing else. */
export function judge(
  { id, isLong, isHuge = false }: Omit<ChaosQuestion, "askedAt" | "fault" | "platform">,
  { texts, isPending }: Sight,
): Verdict {
  const all = texts.join("\n");
  // What only says that it is being worked on is no outcome, whoever left it.
  if (texts.some((text) => /^_?Searching…_?$/u.test(text.trim())))
    return { outcome: "half", isDoubled: false, seen: `a placeholder among ${texts.length} message(s)` };
  const seen = `${texts.length} message(s)${isPending ? ", pending" : ""}: ${texts.map((text) => JSON.stringify(text.length > 160 ? `${text.slice(0, 70)} … ${text.slice(-70)}` : text)).join(" | ")}`;
  if (all.trim() === "") return { outcome: isPending ? "half" : "nothing", isDoubled: false, seen };
  const marks = (mark: string) => all.split(mark).length - 1;
  const notes = texts.filter((text) => /⚠️|:warning:|_?Stopped\._?/u.test(text) || idIn(text) === undefined).length;
  const ends = marks(`END-${id}`);
  const isDoubled = marks(`BEGIN-${id}`) > 1 || ends > 1 || marks(sentence(id, 0)) > 1 || (ends > 0 && isError(texts));
  const count = isLong ? LONG_SENTENCES : SHORT_SENTENCES;
  const hasAll = isInOrder(all, id, count);
  // What would bury a channel ends early, and must say so.
  const isToItsEnd = isHuge ? marks(`BEGIN-${id}`) === 1 && marks("has been shortened") === 1 : ends === 1 && hasAll;
  const isWhole = isToItsEnd && all.includes("Sources");
  if (isWhole && !isPending) return { outcome: "answered", isDoubled, seen };
  if (isError(texts) && !isPending) return { outcome: "error", isDoubled: isDoubled || notes > 1, seen };
  return { outcome: "half", isDoubled, seen };
}

/** A note at the end, or a sentence that is not the answer at all. */
function isError(texts: readonly string[]): boolean {
  return texts.some((text) => /⚠️|:warning:/u.test(text) || (idIn(text) === undefined && !text.includes("Sources")));
}

function isInOrder(text: string, id: string, count: number): boolean {
  let from = text.indexOf(`BEGIN-${id}`);
  for (let index = 0; index < count && from !== -1; index += 1) from = text.indexOf(sentence(id, index), from);
  return from !== -1 && text.indexOf(`END-${id}`, from) !== -1;
}

function sentence(id: string, index: number): string {
  return `Sentence ${String(index).padStart(3, "0")} about ${id} says a little and is then over`;
}
