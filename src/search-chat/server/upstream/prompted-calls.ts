import { jsonrepair } from "jsonrepair";
import { z } from "zod";
import type { Tool } from "../conversation.ts";
import type { WrittenToolCall } from "./chat-chunk.ts";

/** Reads the tool calls out of the text of a model that was told of its tools in words. */
export interface PromptedCalls {
  /** What of the text certainly is no call. */
  add(text: string): string;
  /** The calls that the rest of the text makes, or that rest. */
  end(): { readonly text: string; readonly calls: readonly WrittenToolCall[] };
}

const callSchema = z
  .object({
    name: z.string(),
    arguments: z.union([z.looseObject({}).transform((value) => JSON.stringify(value)), z.string()]).optional(),
    parameters: z
      .looseObject({})
      .transform((value) => JSON.stringify(value))
      .optional(),
  })
  .transform(({ name, arguments: given, parameters }) => ({ name, arguments: given ?? parameters ?? "{}" }));

/** As it was told, or as models are used to: bare calls, one or a list, OpenAI's own nesting. */
const nestedSchema = z.object({ function: callSchema }).transform((call) => call.function);
const oneSchema = z.union([callSchema, nestedSchema]);
const callsSchema = z.union([
  z.object({ tool_calls: z.array(oneSchema).min(1) }).transform(({ tool_calls }) => tool_calls),
  z.array(oneSchema).min(1),
  oneSchema.transform((call) => [call]),
]);

/** Where a call may begin: a line with JSON, a fence or a tag. */
const BEGINNING = /(?:^|\n)[ \t]*(?:[[{]|`{1,3}|<)/u;
/** The end of a piece after which a call may begin. */
const LINE_START = /(?:^|\n)[ \t]*$/u;

/**
 * From the first line on that may begin a call, the text is held back to its end, so an answer with code in it arrives
 * in two pieces. Text before a call is kept, what follows on it is dropped.
 */
export function createPromptedCalls(tools: readonly Tool[]): PromptedCalls {
  const offered = new Set(tools.map((tool) => tool.function.name));
  let held = "";
  let isHolding = false;
  let isLineStart = true;
  return {
    add(text) {
      held += text;
      if (isHolding) return "";
      const start = BEGINNING.exec(isLineStart ? held : `.${held}`);
      isHolding = start !== null;
      const end = start === null ? (LINE_START.exec(held)?.index ?? held.length) : start.index - (isLineStart ? 0 : 1);
      const shown = held.slice(0, Math.max(0, end));
      held = held.slice(shown.length);
      if (shown !== "") isLineStart = false;
      return shown;
    },
    end() {
      const calls = readCalls(held).filter(({ name }) => offered.has(name));
      // An answer may be JSON of its own.
      return calls.length === 0
        ? { text: held, calls: [] }
        : { text: "", calls: calls.map((call, index) => ({ ...call, index })) };
    },
  };
}

function readCalls(text: string): z.output<typeof callsSchema> {
  const start = text.search(/[[{]/u);
  if (start < 0) return [];
  const end = Math.max(text.lastIndexOf("}"), text.lastIndexOf("]")) + 1;
  // What max_tokens cut short has no end; jsonrepair closes it.
  const parsed = callsSchema.safeParse(parse(text.slice(start, end > start ? end : undefined)));
  return parsed.success ? parsed.data : [];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(jsonrepair(text));
  } catch {
    // No JSON, so no call.
    return undefined;
  }
}
