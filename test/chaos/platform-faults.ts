import type { WireCall, WireFate, WireReply } from "./platform-wire.ts";
import type { ChaosPlatform } from "./question.ts";

/** A way in which the platform fails the calls about one question. */
export interface PlatformFault {
  readonly name: string;
  /** The platform leaves no way to say anything: what is missing then is counted apart. */
  readonly mayBeUnsayable?: boolean;
  readonly only?: ChaosPlatform;
  /** `nth` counts the calls of this question and step, `total` all its calls that write; both from 1. */
  fate?(call: WireCall, nth: number, total: number): WireFate | undefined;
  /** What happens to the place, or to the answer, while the answer grows. */
  happens?: "answer deleted" | "bot removed" | "channel archived" | "posting denied";
}

const tooMany: WireReply = {
  status: 429,
  headers: { "retry-after": "1", "x-ratelimit-scope": "shared" },
  body: { ok: false, error: "ratelimited", message: "You are being rate limited.", retry_after: 1, global: false },
};
const broken: WireReply = { status: 500, body: { message: "made to fail" } };
const isWrite = ({ step }: WireCall) => step !== "other";
const first =
  (fate: WireFate, ...steps: readonly string[]) =>
  ({ step }: WireCall, nth: number): WireFate | undefined =>
    steps.includes(step) && nth === 1 ? fate : undefined;

/** How a platform fails. */
export const platformFaults: readonly PlatformFault[] = [
  { name: "platform 429", fate: first({ acts: false, hears: tooMany }, "post", "edit", "finish") },
  {
    name: "platform 429 three times",
    fate: ({ step }, nth) => (step === "finish" && nth <= 3 ? { acts: false, hears: tooMany } : undefined),
  },
  { name: "platform 500 before posting", fate: first({ acts: false, hears: broken }, "post") },
  { name: "platform 500 after posting", fate: first({ acts: true, hears: broken }, "post") },
  { name: "platform 500 after the last edit", fate: first({ acts: true, hears: broken }, "finish") },
  { name: "platform resets before posting", fate: first({ acts: false, hears: "reset" }, "post") },
  { name: "platform resets after posting", fate: first({ acts: true, hears: "reset" }, "post") },
  { name: "platform resets after the last edit", fate: first({ acts: true, hears: "reset" }, "finish") },
  { name: "platform hangs after posting", fate: first({ acts: true, hears: "hang" }, "post") },
  {
    name: "platform 500 to every third call",
    fate: (call, nth) => (isWrite(call) && nth % 3 === 0 ? { acts: nth % 2 === 0, hears: broken } : undefined),
  },
  {
    name: "interaction token expired",
    only: "discord",
    fate: ({ path }, _nth, total) =>
      path.includes("/webhooks/") && total > 2
        ? { acts: false, hears: { status: 401, body: { code: 50_027, message: "Invalid Webhook Token" } } }
        : undefined,
  },
  {
    name: "bot token expired",
    only: "slack",
    mayBeUnsayable: true,
    fate: (call) =>
      isWrite(call) ? { acts: false, hears: { status: 200, body: { ok: false, error: "token_expired" } } } : undefined,
  },
  { name: "answer deleted while it grows", happens: "answer deleted" },
  { name: "bot removed from the channel", happens: "bot removed", mayBeUnsayable: true },
  { name: "channel archived", only: "slack", happens: "channel archived", mayBeUnsayable: true },
  { name: "posting denied", only: "discord", happens: "posting denied", mayBeUnsayable: true },
];
