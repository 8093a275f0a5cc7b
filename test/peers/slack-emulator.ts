import { createEmulator } from "emulate";
import { freePort } from "../free-port.ts";

/** A message as `conversations.replies` gives it back. */
export interface SlackMessage {
  readonly ts: string;
  readonly text: string;
  readonly thread_ts?: string;
  readonly edited?: unknown;
  readonly metadata?: { readonly event_type: string; readonly event_payload: object };
  readonly unfurl_links?: boolean;
  readonly unfurl_media?: boolean;
}

// Built from parts, so that nothing here looks like a token that leaked.
export const tokens = {
  bot: ["xoxb", "peers", "bot"].join("-"),
  asker: ["xoxb", "peers", "asker"].join("-"),
  readOnly: ["xoxb", "peers", "reader"].join("-"),
  unknown: ["xoxb", "peers", "nobody"].join("-"),
};

/** A Slack workspace with one channel, an asker, and our bot's token, in this process. */
export async function startSlackEmulator() {
  const emulator = await createEmulator({
    service: "slack",
    port: await freePort(),
    seed: {
      slack: {
        strict_scopes: true,
        users: [{ name: "footnote" }, { name: "asker" }],
        channels: [{ name: "questions" }],
        tokens: [
          { token: tokens.bot, user: "footnote", type: "bot", scopes: ["chat:write"] },
          { token: tokens.asker, user: "asker", type: "user", scopes: EVERY_SCOPE_OF_A_MEMBER },
          { token: tokens.readOnly, user: "footnote", type: "bot", scopes: ["channels:history"] },
        ],
      },
    },
  });
  const apiUrl = `${emulator.url}/api/`;

  /** What a member of the channel can do and see. */
  async function asAsker<Answer>(method: string, fields: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const response = await fetch(`${apiUrl}${method}`, {
      method: "POST",
      headers: { authorization: `Bearer ${tokens.asker}` },
      body: new URLSearchParams(fields),
    });
    const answer = (await response.json()) as Answer & { readonly ok: boolean; readonly error?: string };
    if (!answer.ok) throw new Error(`The emulator refused ${method}: ${answer.error}`);
    return answer;
  }

  const { channels } = await asAsker<{ readonly channels: readonly { readonly id: string; readonly name: string }[] }>(
    "conversations.list",
  );
  const channelId = channels.find(({ name }) => name === "questions")?.id ?? "";
  return {
    apiUrl,
    channelId,
    /** The `ts` of a question that somebody wrote. */
    async ask(text: string): Promise<string> {
      return (await asAsker<SlackMessage>("chat.postMessage", { channel: channelId, text })).ts;
    },
    /** The answers in the thread of a question. */
    async thread(ts: string): Promise<readonly SlackMessage[]> {
      const { messages } = await asAsker<{ readonly messages: readonly SlackMessage[] }>("conversations.replies", {
        channel: channelId,
        ts,
      });
      return messages.filter((message) => message.ts !== ts);
    },
    close: () => emulator.close(),
  };
}

const EVERY_SCOPE_OF_A_MEMBER = [
  "chat:write",
  "channels:read",
  "channels:history",
  "groups:read",
  "im:read",
  "mpim:read",
];
