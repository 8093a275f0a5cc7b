import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StoreError } from "../../src/core/errors.ts";
import type { ChatListener, Invocation, Outcome } from "../../src/core/invocation.ts";

/** Verbs of a platform's fake; each returns when the platform has what the bot answered, or would not wait longer. */
export interface ListenerBench {
  readonly listener: ChatListener;
  /** A person asks in a channel, by the platform's most usual way without a command. */
  mention(text: string): Promise<void>;
  /** The same event is delivered again, as the platform does when it missed the acknowledgement. */
  redeliver(): Promise<void>;
  /** `/sources show`. */
  showSources(): Promise<void>;
  /** Another bot mentions us. */
  mentionByBot(text: string): Promise<void>;
  /** Texts the last asker can see as a direct answer to the command. */
  directReplies(): Promise<readonly string[]>;
  /** Whether the platform counts the last event as acknowledged. */
  acknowledged(): Promise<boolean>;
  /** Whether the platform redelivers mentions that were not acknowledged. */
  readonly redelivers: boolean;
  close(): Promise<void>;
}

/** What every listener promises, whatever the platform. */
export function chatListenerContract(name: string, start: () => Promise<ListenerBench>): void {
  describe(`${name} listener`, () => {
    let bench: ListenerBench;
    let seen: Invocation[];
    let outcome: (invocation: Invocation) => Promise<Outcome>;
    beforeEach(async () => {
      seen = [];
      outcome = async () => ({ kind: "accepted" });
      bench = await start();
      await bench.listener.start(async (invocation) => {
        seen.push(invocation);
        return outcome(invocation);
      });
    });
    afterEach(async () => {
      await bench.listener.stop();
      await bench.close();
    });

    it("is ready once it has started", () => {
      expect(bench.listener.isReady()).toBe(true);
    });

    it("turns a mention into a question without the mention", async () => {
      await bench.mention("what is a <job> & why?");
      await expect.poll(() => seen).toHaveLength(1);
      expect(seen[0]?.call).toEqual({ name: "ask", options: { question: "what is a <job> & why?" } });
      expect(await bench.acknowledged()).toBe(true);
    });

    it("gives an id that a queue accepts, the same for each delivery", async () => {
      await bench.mention("once");
      await expect.poll(() => seen).toHaveLength(1);
      await bench.redeliver();
      await bench.mention("another");
      await expect.poll(() => new Set(seen.map(({ id }) => id)).size).toBe(2);
      for (const { id } of seen) expect(id).toMatch(/^(?!\d+$)[A-Za-z0-9-]+$/u);
      expect(
        new Set(seen.filter(({ call }) => call.name === "ask" && call.options.question === "once").map(({ id }) => id))
          .size,
      ).toBe(1);
    });

    it("shows an immediate outcome to the person who asked", async () => {
      outcome = async () => ({ kind: "reply", markdown: "Allowed here: **arxiv.org**" });
      await bench.showSources();
      await expect.poll(async () => (await bench.directReplies()).join("\n")).toContain("arxiv.org");
      expect(seen.at(-1)?.call).toMatchObject({ name: "sources", action: "show" });
    });

    it("says so in reply to a command that could not be accepted", async () => {
      outcome = () => Promise.reject(new StoreError("Redis is away"));
      await bench.showSources();
      await expect.poll(async () => (await bench.directReplies()).join("\n")).toContain("was not accepted");
    });

    it("leaves a question unacknowledged, or says so, when it could not be accepted", async () => {
      outcome = () => Promise.reject(new StoreError("Redis is away"));
      await bench.mention("lost?");
      await expect.poll(() => seen.length).toBeGreaterThan(0);
      if (bench.redelivers) expect(await bench.acknowledged()).toBe(false);
      else await expect.poll(async () => (await bench.directReplies()).join("\n")).toContain("was not accepted");
    });

    it("does not answer other bots", async () => {
      await bench.mentionByBot("hello there");
      await bench.mention("a person asks");
      await expect.poll(() => seen.length).toBeGreaterThan(0);
      expect(seen.map(({ call }) => call.name === "ask" && call.options.question)).toEqual(["a person asks"]);
    });

    it("delivers nothing after it has stopped, and stops twice without harm", async () => {
      await bench.listener.stop();
      await bench.listener.stop();
      await bench.mention("too late").catch(() => undefined);
      expect(seen).toEqual([]);
      expect(bench.listener.isReady()).toBe(false);
    });
  });
}
