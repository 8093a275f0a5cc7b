import { createServer, type Server } from "node:http";
import { createSlackRateLimits } from "../fakes/slack/rate-limits.ts";
import { readBody } from "./read-body.ts";
import { BOT_USER_ID, TEAM_ID } from "./slack-event.ts";

/** A message that stands in a channel. */
export interface StandingMessage {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs: string | undefined;
  readonly text: string;
  readonly metadata: unknown;
  /** When Slack took it, Unix ms. */
  readonly at: number;
}

type Fields = Readonly<Record<string, string>>;

/** The methods of Slack that post and look, with the rate limits that Slack documents: what is more gets a 429. */
export function createLimitedSlack(): {
  readonly server: Server;
  readonly messages: readonly StandingMessage[];
  readonly calls: ReadonlyMap<string, number>;
  refused(): number;
} {
  const messages: StandingMessage[] = [];
  const calls = new Map<string, number>();
  const limits = createSlackRateLimits({ now: () => Date.now() });
  let refused = 0;

  function answer(method: string, fields: Fields): object {
    switch (method) {
      case "auth.test":
        return { ok: true, team_id: TEAM_ID, user_id: BOT_USER_ID, bot_id: "B0BENCH" };
      case "chat.postMessage":
        return { ok: true, channel: fields["channel"], ts: post(fields).ts };
      case "conversations.history":
      case "conversations.replies":
        return { ok: true, messages: messages.filter(isIn(fields)).map(shown), has_more: false };
      default:
        return { ok: false, error: "unknown_method" };
    }
  }

  function post({ channel = "", thread_ts: threadTs, metadata = "null", ...texts }: Fields): StandingMessage {
    const at = Date.now();
    const ts = `${Math.floor(at / 1_000)}.${String(messages.length).padStart(6, "0")}`;
    // Blocks are what people see, and the text what their notification says.
    const text = texts["blocks"] ?? texts["text"] ?? "";
    const message = { channel, ts, threadTs, text, metadata: JSON.parse(metadata) as unknown, at };
    messages.push(message);
    return message;
  }

  const server = createServer((request, response) => {
    const method = (request.url ?? "").split("/").at(-1) ?? "";
    void readBody(request).then(
      (body) => {
        const fields: Fields = Object.fromEntries(new URLSearchParams(body));
        calls.set(method, (calls.get(method) ?? 0) + 1);
        const retryAfterSeconds = limits.refuse(method, fields);
        if (retryAfterSeconds === undefined) {
          response.writeHead(200, { "content-type": "application/json" });
          response.end(JSON.stringify(answer(method, fields)));
          return;
        }
        refused += 1;
        response.writeHead(429, { "retry-after": String(retryAfterSeconds) });
        response.end(JSON.stringify({ ok: false, error: "ratelimited" }));
      },
      () => response.destroy(),
    );
  });
  return { server, messages, calls, refused: () => refused };
}

function isIn({ channel, ts }: Fields): (message: StandingMessage) => boolean {
  return (message) => message.channel === channel && message.threadTs === ts;
}

function shown({ ts, text, threadTs, metadata }: StandingMessage): object {
  return { type: "message", user: BOT_USER_ID, ts, text, thread_ts: threadTs, metadata };
}
