import type { WebClient } from "@slack/web-api";
import { type Reply, workspaceKey } from "../../core/chat.ts";
import type { SendBucket, SendBudget, SendCall } from "../../core/send-budget.ts";
import type { SlackApi } from "./slack-api.ts";

/** The calls that write answers, held to what Slack lets an app call in one workspace. */
export interface PacedCalls {
  /** As {@link SlackApi.call}, when its turn has come. */
  call<Result>(
    method: PacedMethod,
    context: SendCall & { readonly reply: Reply },
    send: (client: WebClient) => Promise<Result>,
  ): Promise<Result>;
}

type Limit = Pick<SendBucket, "burst" | "everyMs" | "growthCost">;

/** 20 calls a minute at least, all of them for what people must see. */
const TIER_2: Limit = { burst: 5, everyMs: 3_000 };
/** 50 and 100 a minute: a burst and a rate that together stay below in every minute, for growing texts keep to them. */
const TIER_3: Limit = { burst: 10, everyMs: 1_500 };
const TIER_4: Limit = { burst: 10, everyMs: 667 };

/** Of each method and workspace, of a post of each channel. https://docs.slack.dev/apis/web-api/rate-limits */
const limits = {
  /** One a second and channel, with short bursts. */
  "chat.postMessage": { burst: 3, everyMs: 1_000 },
  "chat.startStream": TIER_2,
  "chat.appendStream": TIER_4,
  "chat.stopStream": TIER_2,
  /** Growing texts and ends share it. */
  "chat.update": { ...TIER_3, growthCost: 2 },
} as const satisfies Record<string, Limit>;
type PacedMethod = keyof typeof limits;

export function createPacedCalls({ api, budget }: { readonly api: SlackApi; readonly budget: SendBudget }): PacedCalls {
  return {
    call: (method, { reply, ...call }, send) =>
      budget.run(bucketOf(method, reply), call, () => api.call(method, call.signal, send)),
  };
}

function bucketOf(method: PacedMethod, { target: { channel } }: Reply): SendBucket {
  const name = method === "chat.postMessage" ? `${method}:${channel.channelId}` : method;
  return { workspace: workspaceKey(channel), name, ...limits[method] };
}
