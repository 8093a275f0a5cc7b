import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AnswerControl, Messenger, Reply } from "../../src/core/chat.ts";
import { PlatformError } from "../../src/core/errors.ts";

/** What a platform's fake tells about one answer: the texts people see, in order, and whom they would notify. */
export interface MessengerBench {
  readonly messenger: Messenger;
  /** A messenger of another process on the same platform: it shares no memory with the first. */
  another(): Messenger;
  /** A public reply target that can be answered. Each call is a new question. */
  reply(): Promise<Reply>;
  /** The visible texts of the answer's messages, oldest first. */
  texts(reply: Reply): Promise<readonly string[]>;
  /** How many people or groups would have been notified so far. */
  pings(): Promise<number>;
  /** How many link previews would have been shown so far. */
  previews(): Promise<number>;
  /** The buttons that people see under the answer's messages now. */
  controls(reply: Reply): Promise<readonly AnswerControl[]>;
  /** Whether a message can carry buttons while it grows (a Slack stream cannot). */
  readonly canControlGrowing: boolean;
  /** Whether the platform keeps a record that tells what was posted (a Slack `response_url` does not). */
  readonly canFind: boolean;
  /** Makes the next call that writes fail as if the platform were down. */
  failNextWrite(): Promise<void>;
  /** Makes the next post have its effect, and then its response be lost. */
  loseNextPost(): Promise<void>;
  close(): Promise<void>;
}

/** What every messenger promises, whatever the platform. */
export function messengerContract(name: string, start: () => Promise<MessengerBench>): void {
  describe(`${name} messenger`, () => {
    let signal: AbortSignal;
    let bench: MessengerBench;
    beforeEach(async () => {
      signal = AbortSignal.timeout(60_000);
      bench = await start();
    });
    afterEach(async () => bench.close());

    it("shows a final answer whole", async () => {
      const reply = await bench.reply();
      await bench.messenger.post(reply, { markdown: "The answer is 42.", state: "final" }, { part: 0, signal });
      expect((await bench.texts(reply)).join("\n")).toContain("The answer is 42.");
    });

    it("locates a channel that nobody has moved where it was known", async () => {
      const { target } = await bench.reply();
      expect(await bench.messenger.locate(target.channel, { signal })).toEqual(target.channel);
    });

    it("ends with the final text after partial ones, in one message", async () => {
      const reply = await bench.reply();
      const first = await bench.messenger.post(
        reply,
        { markdown: "The answer", state: "partial" },
        { part: 0, signal },
      );
      const grown = await bench.messenger.edit(
        reply,
        first,
        { markdown: "The answer is", state: "partial" },
        { part: 0, signal },
      );
      await bench.messenger.edit(
        reply,
        grown,
        { markdown: "The answer is 42.\n\nDone.", state: "final" },
        { part: 0, signal },
      );
      const texts = await bench.texts(reply);
      expect(texts.filter((text) => text.includes("The answer"))).toHaveLength(1);
      expect(texts.join("\n")).toContain("The answer is 42.");
      expect(texts.join("\n")).toContain("Done.");
    });

    it("replaces text that did not merely grow", async () => {
      const reply = await bench.reply();
      const first = await bench.messenger.post(
        reply,
        { markdown: "Wrong [3] words", state: "partial" },
        { part: 0, signal },
      );
      await bench.messenger.edit(reply, first, { markdown: "Right words", state: "final" }, { part: 0, signal });
      const text = (await bench.texts(reply)).join("\n");
      expect(text).toContain("Right words");
      expect(text).not.toContain("Wrong");
    });

    it("lets another process finish what it did not start", async () => {
      const reply = await bench.reply();
      const first = await bench.messenger.post(
        reply,
        { markdown: "Half an ans", state: "partial" },
        { part: 0, signal },
      );
      const stored: unknown = JSON.parse(JSON.stringify(first));
      await bench
        .another()
        .edit(reply, stored as typeof first, { markdown: "A whole answer.", state: "final" }, { part: 0, signal });
      expect((await bench.texts(reply)).join("\n")).toContain("A whole answer.");
    });

    it("keeps the parts in order", async () => {
      const reply = await bench.reply();
      const first = await bench.messenger.post(reply, { markdown: "Part one.", state: "final" }, { part: 0, signal });
      await bench.messenger.post(
        reply,
        { markdown: "Part two.", state: "final" },
        { part: 1, previous: first, signal },
      );
      const text = (await bench.texts(reply)).join("\n");
      expect(text.indexOf("Part one.")).toBeGreaterThanOrEqual(0);
      expect(text.indexOf("Part two.")).toBeGreaterThan(text.indexOf("Part one."));
    });

    it("accepts a part that is as long as its limit allows", async () => {
      const reply = await bench.reply();
      const { maxLength, measure } = bench.messenger.limits;
      let markdown = "";
      for (let words = 4_096; words >= 1; words /= 2) {
        const longer = `${markdown}${"word ".repeat(words)}`;
        if (longer.length <= 20_000 && measure(`${longer}.`) <= maxLength) markdown = longer;
      }
      while (measure(`${markdown}x`) <= maxLength && markdown.length < 20_000) markdown = `${markdown}x`;
      await bench.messenger.post(reply, { markdown, state: "final" }, { part: 0, signal });
      expect((await bench.texts(reply)).join("").length).toBeGreaterThan(Math.min(maxLength, 20_000) * 0.9);
    });

    it("notifies nobody, whatever the model writes", async () => {
      const reply = await bench.reply();
      const text =
        "@everyone @here @channel <!channel> <!here> <!everyone> <!subteam^S123> <@U123> <@123456789012345678> <@&123456789012345678>";
      const first = await bench.messenger.post(reply, { markdown: text, state: "partial" }, { part: 0, signal });
      await bench.messenger.edit(
        reply,
        first,
        { markdown: `${text} twice ${text}`, state: "final" },
        { part: 0, signal },
      );
      expect(await bench.pings()).toBe(0);
    });

    it("shows no link previews", async () => {
      const reply = await bench.reply();
      const text = "See [the guide](https://bullmq.io/guide) and https://zod.dev/api.";
      const first = await bench.messenger.post(reply, { markdown: text, state: "partial" }, { part: 0, signal });
      await bench.messenger.edit(reply, first, { markdown: `${text} And more.`, state: "final" }, { part: 0, signal });
      expect(await bench.previews()).toBe(0);
      expect((await bench.texts(reply)).join("\n")).toContain("https://bullmq.io/guide");
    });

    it("reports a platform that is down as a retryable PlatformError", async () => {
      const reply = await bench.reply();
      await bench.failNextWrite();
      const failure = await bench.messenger.post(reply, { markdown: "x", state: "final" }, { part: 0, signal }).then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(failure).toBeInstanceOf(PlatformError);
      expect(failure).toMatchObject({ retryable: true });
    });

    it("removes a part once and for all", async () => {
      const reply = await bench.reply();
      const first = await bench.messenger.post(reply, { markdown: "Keep me.", state: "final" }, { part: 0, signal });
      const second = await bench.messenger.post(
        reply,
        { markdown: "Drop me.", state: "final" },
        { part: 1, previous: first, signal },
      );
      await bench.messenger.remove(reply, second, { signal });
      await bench.messenger.remove(reply, second, { signal });
      const text = (await bench.texts(reply)).join("\n");
      expect(text).toContain("Keep me.");
      expect(text).not.toContain("Drop me.");
    });

    it("never lets an indication fail an answer", async () => {
      const reply = await bench.reply();
      await bench.failNextWrite();
      await bench.messenger.indicate(reply, "searching", { signal });
    });

    it("finds a part whose post people see although its response was lost", async () => {
      if (!bench.canFind) return;
      const reply = await bench.reply();
      const sentAt = Date.now();
      await bench.loseNextPost();
      // A client that posts again by itself, and is told what stands there already, may succeed.
      await bench.messenger
        .post(reply, { markdown: "Half an ans", state: "partial" }, { part: 0, signal })
        .catch((error: unknown) => expect(error).toBeInstanceOf(PlatformError));
      const another = bench.another();
      const found = await another.find(reply, { part: 0, sentAt, signal });
      if (found === undefined) throw new Error("the part was not found");
      await another.edit(reply, found, { markdown: "A whole answer.", state: "final" }, { part: 0, signal });
      const texts = (await bench.texts(reply)).filter((text) => text.includes("ans"));
      expect(texts).toHaveLength(1);
      expect(texts[0]).toContain("A whole answer.");
    });

    it("tells one part from another when it looks for one", async () => {
      if (!bench.canFind) return;
      const reply = await bench.reply();
      const sentAt = Date.now();
      const first = await bench.messenger.post(reply, { markdown: "Part one.", state: "final" }, { part: 0, signal });
      const context = { part: 1, previous: first, signal };
      expect(await bench.another().find(reply, { ...context, sentAt })).toBeUndefined();
      await bench.loseNextPost();
      await bench.messenger.post(reply, { markdown: "Part two.", state: "final" }, context).catch(() => undefined);
      const found = await bench.another().find(reply, { ...context, sentAt });
      expect(found).toBeDefined();
      expect(found?.messageId).not.toBe(first.messageId);
    });

    it("does not find what was never posted, or says that it cannot tell", async () => {
      const reply = await bench.reply();
      const looking = bench.messenger.find(reply, { part: 0, sentAt: Date.now(), signal });
      if (bench.canFind) expect(await looking).toBeUndefined();
      else await expect(looking).rejects.toBeInstanceOf(PlatformError);
    });

    it("shows the buttons it is given, and takes them away again", async () => {
      const reply = await bench.reply();
      const at = { part: 0, signal };
      const first = await bench.messenger.post(
        reply,
        { markdown: "The answer", state: "partial", controls: ["stop"] },
        at,
      );
      if (bench.canControlGrowing) expect(await bench.controls(reply)).toEqual(["stop"]);
      const ended = await bench.messenger.edit(
        reply,
        first,
        { markdown: "The answer is 42.", state: "final", controls: ["regenerate"] },
        at,
      );
      expect(await bench.controls(reply)).toEqual(["regenerate"]);
      await bench.messenger.edit(reply, ended, { markdown: "The answer is 42.", state: "final" }, at);
      expect(await bench.controls(reply)).toEqual([]);
      expect((await bench.texts(reply)).join("\n")).toContain("The answer is 42.");
    });

    it("shows a button under a message that was final from the start", async () => {
      const reply = await bench.reply();
      await bench.messenger.post(
        reply,
        { markdown: "⚠️ Sorry.", state: "final", controls: ["retry"] },
        { part: 0, signal },
      );
      expect(await bench.controls(reply)).toEqual(["retry"]);
    });
  });
}
