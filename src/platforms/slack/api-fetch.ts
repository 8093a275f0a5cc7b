import { EventEmitter } from "node:events";
import type { FetchFunction } from "@slack/web-api";
import { request } from "undici";

/**
 * What Slack's client sends its calls with, for whom a call is one text each way: undici's own request costs a third of
 * what its `fetch` does. A call that takes longer than `timeoutMs` fails.
 */
export function createApiFetch({ timeoutMs }: { readonly timeoutMs: number }): FetchFunction {
  return async (url, { headers = {}, body } = {}) => {
    if (body !== undefined && typeof body !== "string") throw new TypeError("Files are not sent to Slack");
    // To undici an emitter is as good a signal, and it is made in a tenth of the time.
    const deadline = new EventEmitter();
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      deadline.emit("abort");
    }, timeoutMs);
    try {
      const reply = await request(url, { method: "POST", headers, body: body ?? null, signal: deadline });
      const text = await reply.body.text();
      return {
        ok: reply.statusCode >= 200 && reply.statusCode < 300,
        status: reply.statusCode,
        statusText: reply.statusText,
        url: String(url),
        headers: headersOf(reply.headers),
        text: async () => text,
        json: async (): Promise<unknown> => JSON.parse(text),
        arrayBuffer: async () => new TextEncoder().encode(text).buffer,
      };
    } catch (cause) {
      throw isLate ? new Error(`Slack took longer than ${timeoutMs} ms`, { cause }) : cause;
    } finally {
      clearTimeout(timer);
    }
  };
}

function headersOf(headers: Readonly<Record<string, string | string[] | undefined>>) {
  const headerOf = (name: string) => {
    const value = headers[name.toLowerCase()];
    return value === undefined ? null : String(value);
  };
  return {
    get: headerOf,
    entries: () => Object.keys(headers).map((name): [string, string] => [name, headerOf(name) ?? ""]),
  };
}
