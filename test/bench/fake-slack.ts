import { createServer, type Server } from "node:http";
import type { AnswerBoard } from "./answer-board.ts";
import { readBody } from "./read-body.ts";
import { BOT_USER_ID, TEAM_ID } from "./slack-event.ts";

interface Message {
  readonly ts: string;
  readonly threadTs: string;
  readonly text: string;
}

/** The arguments that matter here; structured ones as JSON text. */
interface Fields {
  readonly channel?: string;
  readonly ts?: string;
  readonly thread_ts?: string;
  readonly user?: string;
  readonly text?: string;
  readonly markdown_text?: string;
  readonly blocks?: string;
  readonly chunks?: string;
}

/** The methods of the Slack Web API that a bot needs to answer a mention, as fast as it gets and without limits. */
export function createFakeSlack(board: AnswerBoard): { readonly server: Server; readonly calls: Map<string, number> } {
  const messages = new Map<string, Message>();
  const calls = new Map<string, number>();
  let lastTs = 0;

  function open(fields: Fields, isFinished: boolean) {
    lastTs += 1;
    const ts = `1800000000.${String(lastTs).padStart(6, "0")}`;
    return show(fields, { ts, threadTs: fields.thread_ts ?? "", text: textOf(fields) }, isFinished);
  }

  function change(fields: Fields, textAfter: (before: string) => string, isFinished: boolean) {
    const message = messages.get(fields.ts ?? "");
    if (message === undefined) return { ok: false, error: "message_not_found" };
    return show(fields, { ...message, text: textAfter(message.text) }, isFinished);
  }

  function show({ channel }: Fields, message: Message, isFinished: boolean) {
    const { ts, threadTs, text } = message;
    messages.set(ts, message);
    board.sawMessage(threadTs, { ts, text, isFinished });
    return { channel, ts, text, message: { ts, text, bot_id: "B0BENCH" } };
  }

  function answer(method: string, fields: Fields): object {
    switch (method) {
      case "auth.test":
        return { url: "https://bench.slack.com/", team: "bench", user: "bot", ...IDENTITY };
      case "chat.postMessage":
        return open(fields, true);
      case "chat.startStream":
        return open(fields, false);
      case "chat.appendStream":
        return change(fields, (before) => before + textOf(fields), false);
      case "chat.stopStream":
        return change(fields, (before) => before + textOf(fields), true);
      case "chat.update":
        return change(fields, () => textOf(fields), true);
      case "chat.delete":
        board.sawRemoval(fields.ts ?? "");
        return {};
      case "users.info":
        return { user: { id: fields.user, team_id: TEAM_ID, name: "asker", real_name: "Asker", profile: {} } };
      case "conversations.info":
        return { channel: { id: fields.channel, name: "bench", is_channel: true, is_member: true } };
      case "conversations.replies":
      case "conversations.history":
        return { messages: [], has_more: false };
      default:
        return {};
    }
  }

  const server = createServer((request, response) => {
    const method = (request.url ?? "").split("/").at(-1)?.split("?")[0] ?? "";
    calls.set(method, (calls.get(method) ?? 0) + 1);
    void readBody(request).then(
      (body) => {
        const text = JSON.stringify({ ok: true, ...answer(method, fieldsOf(body, request.headers["content-type"])) });
        response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
        response.end(text);
      },
      () => response.destroy(),
    );
  });
  return { server, calls };
}

const IDENTITY = { team_id: TEAM_ID, user_id: BOT_USER_ID, bot_id: "B0BENCH", is_enterprise_install: false };

function fieldsOf(body: string, contentType: string | undefined): Fields {
  if (contentType?.includes("json")) {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== "object" || parsed === null) return {};
    return Object.fromEntries(
      Object.entries(parsed).map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]),
    );
  }
  return Object.fromEntries(new URLSearchParams(body));
}

/** Everything that a reader would see of a message, whichever argument carries it. */
function textOf({ text = "", markdown_text = "", blocks = "", chunks = "" }: Fields): string {
  return text + markdown_text + blocks + chunks;
}
