import { createParser } from "eventsource-parser";

/** One thing in the body of a reply. */
export type StreamItem =
  /** The JSON of one event. `isError`: the event was named `error`. */
  | { readonly kind: "event"; readonly payload: unknown; readonly isError: boolean }
  /** JSON that stands in the body without an event around it: a whole answer, or 302.AI's error line. */
  | { readonly kind: "bare"; readonly payload: unknown }
  /** `data: [DONE]`. */
  | { readonly kind: "end" }
  /** Data that is not JSON, or a line without end. */
  | { readonly kind: "unreadable" };

/** The longest line or event. A whole answer of a gateway that does not stream is one line. */
const MAX_BUFFERED_CHARACTERS = 4 * 1024 * 1024;

/**
 * Reads a reply's body as server-sent events, however its bytes are cut; what one read brought comes together, never
 * empty: words are many, and each loop they pass one by one costs. Comments and blank lines fall away. An event
 * that the end of the body cut short is dropped; one that only lacks its blank line is read.
 */
export async function* readStream(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly StreamItem[]> {
  const decoder = new TextDecoder();
  let items: StreamItem[] = [];
  let bareText = "";
  let isCutShort = false;
  const parser = createParser({
    maxBufferSize: MAX_BUFFERED_CHARACTERS,
    onEvent: ({ event, data }) => items.push(...toItems(event, data, isCutShort)),
    onError: ({ type, line }) => {
      if (type === "max-buffer-size-exceeded") items.push({ kind: "unreadable" });
      if (type !== "unknown-field" || line === undefined) return;
      const item = toBareItem(line);
      if (item === undefined) bareText += `${line}\n`;
      else items.push(item);
    },
  });
  for await (const chunk of bytes) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    if (items.length === 0) continue;
    yield items;
    items = [];
  }
  isCutShort = true;
  parser.feed(`${decoder.decode()}\n\n`);
  // JSON that is indented over several lines makes sense only as a whole.
  const payload = parseJson(bareText);
  if (payload !== undefined) items.push({ kind: "bare", payload });
  if (items.length > 0) yield items;
}

function toItems(event: string | undefined, data: string, isCutShort: boolean): readonly StreamItem[] {
  const whole = toEventItem(event, data);
  if (whole === undefined) return [];
  if (whole.kind !== "unreadable") return [whole];
  // Some gateways separate events by one line break instead of two, which makes one event of many.
  const parts = data
    .split("\n")
    .map((line) => toEventItem(event, line))
    .filter((item) => item !== undefined);
  const isReadable = parts.length > 1 && parts.every(({ kind }) => kind !== "unreadable");
  if (isReadable) return parts;
  return isCutShort ? parts.filter(({ kind }) => kind !== "unreadable") : [whole];
}

function toEventItem(event: string | undefined, data: string): StreamItem | undefined {
  const text = data.trim();
  if (text === "") return undefined;
  if (text === "[DONE]") return { kind: "end" };
  const payload = parseJson(text);
  return payload === undefined ? { kind: "unreadable" } : { kind: "event", payload, isError: event === "error" };
}

function toBareItem(line: string): StreamItem | undefined {
  const payload = line.startsWith("{") ? parseJson(line) : undefined;
  const isReply = typeof payload === "object" && payload !== null && ("error" in payload || "choices" in payload);
  return isReply ? { kind: "bare", payload } : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is an answer here, not a failure: the caller decides what it means.
    return undefined;
  }
}
