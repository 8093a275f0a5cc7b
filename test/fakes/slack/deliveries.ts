import { createHmac } from "node:crypto";
import type { SocketDoor } from "./socket-server.ts";

export interface Attempt {
  /** 0 for the first, then `x-slack-retry-num`. */
  readonly retryNum: number;
  /** The HTTP status, or `acked` over a socket; `timeout` after three seconds, `unreachable` without anyone to tell. */
  readonly result: number | "acked" | "timeout" | "unreachable";
  readonly durationMs: number;
}

export interface Payload {
  readonly event?: object;
  readonly response_url?: string;
  readonly trigger_id?: string;
  readonly [field: string]: unknown;
}

export interface Delivery {
  /** An action is a pressed button. Only events are delivered again. */
  readonly kind: "event" | "command" | "action";
  readonly payload: Payload;
  readonly attempts: Attempt[];
  /** What the acknowledgement carried. */
  response?: unknown;
  readonly isAcknowledged: () => boolean;
}

export interface DeliveryOptions {
  readonly mode: "socket" | { readonly eventsUrl: string | (() => string); readonly signingSecret: string };
  /** After which pauses an event is delivered again; Slack: at once, after 1 min, after 5 min more. */
  readonly retryDelaysMs: readonly number[];
  readonly ackDeadlineMs: number;
  readonly socket: SocketDoor;
}

/** Tells the app what happened, the way Slack does: signed HTTP or a socket, three seconds, three retries. */
export function createDeliveries({ mode, retryDelaysMs, ackDeadlineMs, socket }: DeliveryOptions) {
  const all: Delivery[] = [];
  const timers = new Set<NodeJS.Timeout>();

  return {
    all,
    /** Resolves after the first attempt; retries go on behind it. */
    async deliver(kind: Delivery["kind"], payload: Payload, signedWith?: string): Promise<Delivery> {
      const delivery: Delivery = {
        kind,
        payload,
        attempts: [],
        isAcknowledged: () => delivery.attempts.some(({ result }) => result === 200 || result === "acked"),
      };
      all.push(delivery);
      await attempt(delivery, signedWith);
      scheduleRetry(delivery);
      return delivery;
    },
    attempt,
    stop(): void {
      for (const timer of timers) clearTimeout(timer);
    },
  };

  function scheduleRetry(delivery: Delivery): void {
    const delayMs = retryDelaysMs[delivery.attempts.length - 1];
    if (delivery.kind !== "event" || delivery.isAcknowledged() || delayMs === undefined) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      void attempt(delivery).then(() => scheduleRetry(delivery));
    }, delayMs);
    timers.add(timer.unref());
  }

  async function attempt(delivery: Delivery, signedWith?: string): Promise<void> {
    const retryNum = delivery.attempts.length;
    const startedAt = performance.now();
    const { result, response } = await (mode === "socket"
      ? socket.send(delivery, { retryNum, ackDeadlineMs })
      : post(delivery, { ...mode, retryNum, signingSecret: signedWith ?? mode.signingSecret }));
    delivery.attempts.push({ retryNum, result, durationMs: performance.now() - startedAt });
    if (response !== undefined) delivery.response = response;
  }

  async function post(
    { kind, payload }: Delivery,
    {
      eventsUrl,
      signingSecret,
      retryNum,
    }: { eventsUrl: string | (() => string); signingSecret: string; retryNum: number },
  ): Promise<{ result: Attempt["result"]; response?: unknown }> {
    const isForm = kind !== "event";
    const form = kind === "action" ? { payload: JSON.stringify(payload) } : (payload as Record<string, string>);
    const body = isForm ? new URLSearchParams(form).toString() : JSON.stringify(payload);
    const timestamp = `${Math.floor(Date.now() / 1_000)}`;
    const signature = createHmac("sha256", signingSecret).update(`v0:${timestamp}:${body}`).digest("hex");
    try {
      const answer = await fetch(typeof eventsUrl === "string" ? eventsUrl : eventsUrl(), {
        method: "POST",
        headers: {
          "content-type": isForm ? "application/x-www-form-urlencoded" : "application/json",
          "x-slack-request-timestamp": timestamp,
          "x-slack-signature": `v0=${signature}`,
          ...(retryNum === 0 ? {} : { "x-slack-retry-num": `${retryNum}`, "x-slack-retry-reason": "http_error" }),
        },
        body,
        signal: AbortSignal.timeout(ackDeadlineMs),
      });
      const text = await answer.text();
      const isJson = answer.headers.get("content-type")?.includes("json") === true && text !== "";
      return { result: answer.status, response: isJson ? (JSON.parse(text) as unknown) : { text } };
    } catch (error) {
      return { result: error instanceof DOMException && error.name === "TimeoutError" ? "timeout" : "unreachable" };
    }
  }
}
