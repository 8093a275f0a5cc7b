import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import { linkAbort, untilAborted } from "../../../core/linked-abort.ts";
import { PageUnreadable } from "./page-reader.ts";
import type { ReadableHtml } from "./readable-html.ts";

/** Finds the readable part of a page, off the event loop. */
export interface HtmlReader {
  /** Rejects with PageUnreadable where a page takes too long or too much memory, or with the signal's reason. */
  read(html: string, context: { readonly signal: AbortSignal }): Promise<ReadableHtml>;
}

/** A long article takes half a second. */
const READ_WITHIN_MS = 4_000;
/** Half a second from a build; from the sources on a busy machine, some. */
const START_WITHIN_MS = 10_000;
/** The thread ends when nobody has needed it for so long: it holds some 40 MB. */
const IDLE_MS = 15_000;
/** Beyond this the page is hostile. */
const MAX_HEAP_MB = 256;

const text = z.string();
const replySchema = z.object({
  title: text.optional(),
  blocks: z.array(
    z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("heading"), depth: z.number(), text }),
      z.object({ kind: z.enum(["prose", "item", "row"]), text }),
      z.object({ kind: z.literal("code"), language: text, text }),
    ]),
  ),
});

/** Reads one page after the other in a thread of its own, which is ended, and begun anew, when a page is too much. */
export function createHtmlReader({ readWithinMs = READ_WITHIN_MS } = {}): HtmlReader {
  let thread: Worker | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;

  const end = async () => {
    const ending = thread;
    thread = undefined;
    await ending?.terminate();
  };
  const readNow = async (html: string, signal: AbortSignal): Promise<ReadableHtml> => {
    signal.throwIfAborted();
    clearTimeout(idle);
    try {
      if (thread === undefined) {
        thread = startThread();
        await nextMessage(thread, { signal, withinMs: START_WITHIN_MS });
      }
      const reply = nextMessage(thread, { signal, withinMs: readWithinMs });
      thread.postMessage(html);
      return toReadable(await reply);
    } catch (error) {
      await end();
      signal.throwIfAborted();
      throw error instanceof PageUnreadable
        ? error
        : new PageUnreadable("The page could not be read.", { cause: error });
    } finally {
      idle = setTimeout(() => void end(), IDLE_MS).unref();
    }
  };
  return {
    read(html, { signal }) {
      const reading = last.then(() => readNow(html, signal));
      last = reading.catch(() => undefined);
      return untilAborted(reading, signal);
    },
  };
}

async function nextMessage(
  thread: Worker,
  { signal, withinMs }: { readonly signal: AbortSignal; readonly withinMs: number },
): Promise<unknown> {
  const bounded = linkAbort(signal);
  const timer = setTimeout(() => bounded.abort(new PageUnreadable("The page is too large to read.")), withinMs);
  try {
    const messages: unknown[] = await untilAborted(once(thread, "message", { signal: bounded.signal }), bounded.signal);
    return messages[0];
  } finally {
    clearTimeout(timer);
    bounded.release();
  }
}

function toReadable(message: unknown): ReadableHtml {
  const { title, blocks } = replySchema.parse(message);
  return { title, blocks };
}

function startThread(): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: MAX_HEAP_MB };
  const thread = import.meta.url.endsWith(".js")
    ? new Worker(new URL("./readability-thread.js", import.meta.url), { resourceLimits })
    : new Worker(fromSource(new URL("./readability-thread.ts", import.meta.url)), { resourceLimits, eval: true });
  // Who waits for an answer hears of an error; between two pages there is nobody.
  thread.on("error", () => undefined);
  thread.unref();
  return thread;
}

/** A thread does not inherit how this one reads TypeScript; a build has none to read. */
function fromSource({ href }: URL): string {
  const [loader, module] = ["tsx/esm/api", href].map((name) => JSON.stringify(name));
  return `import(${loader}).then(({ register }) => { register(); return import(${module}); });`;
}
