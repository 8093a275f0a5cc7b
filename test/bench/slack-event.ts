import { createHmac } from "node:crypto";
import { Pool } from "undici";

export const TEAM_ID = "T0BENCH";
export const BOT_USER_ID = "U0BENCHBOT";
/**
 * More than the events that any side answers in a second: Slack takes one message a second and channel, which Footnote
 * keeps to, so that fewer channels would measure that limit. https://docs.slack.dev/apis/web-api/rate-limits
 */
const CHANNELS = 2_000;
const ASKERS = 100;

export interface Question {
  readonly id: string;
  readonly ts: string;
}

/** Sends signed `app_mention` events to one bot, as Slack's Events API does. */
export function createEventSender({
  origin,
  signingSecret,
}: {
  readonly origin: string;
  readonly signingSecret: string;
}) {
  const pool = new Pool(origin, { connections: 64 });
  let lastNumber = 0;
  return {
    /** Resolves when the bot has acknowledged; rejects when it refused. */
    async send(question: Question): Promise<void> {
      lastNumber += 1;
      const body = JSON.stringify(mention(question, lastNumber));
      const timestamp = String(Math.floor(Date.now() / 1000));
      const signature = createHmac("sha256", signingSecret).update(`v0:${timestamp}:${body}`).digest("hex");
      const response = await pool.request({
        path: "/slack/events",
        method: "POST",
        headers: {
          "content-type": "application/json",
          "x-slack-request-timestamp": timestamp,
          "x-slack-signature": `v0=${signature}`,
        },
        body,
      });
      await response.body.dump();
      if (response.statusCode !== 200) throw new Error(`The bot answered an event with ${response.statusCode}.`);
    },
    close: () => pool.close(),
  };
}

function mention({ id, ts }: Question, number: number) {
  return {
    token: "unused",
    team_id: TEAM_ID,
    context_team_id: TEAM_ID,
    api_app_id: "A0BENCH",
    type: "event_callback",
    event_id: `Ev0${id}`,
    event_time: Math.floor(Date.now() / 1000),
    authorizations: [{ team_id: TEAM_ID, user_id: BOT_USER_ID, is_bot: true, is_enterprise_install: false }],
    is_ext_shared_channel: false,
    event: {
      type: "app_mention",
      user: `U0ASKER${number % ASKERS}`,
      text: `<@${BOT_USER_ID}> How does a worker keep its lock, in the case of ${id}?`,
      team: TEAM_ID,
      channel: `C0BENCH${number % CHANNELS}`,
      channel_type: "channel",
      ts,
      event_ts: ts,
    },
  };
}
