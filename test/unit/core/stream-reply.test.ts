import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PlatformError, ProviderError, StoreError } from "../../../src/core/errors.ts";
import { settle } from "../../fakes/fake-clock.ts";
import { done, fromArray, openReply, reply } from "./reply-bench.ts";

const NONE = "\n\n_No source backs this answer._";
const down = new PlatformError("down", { code: "PLATFORM_UNAVAILABLE" });
const slowDown = new PlatformError("slow down", { code: "PLATFORM_RATE_LIMITED", retryAfterMs: 5_000 });
const forbidden = new PlatformError("no", { code: "PLATFORM_FORBIDDEN" });

const unhandled: unknown[] = [];
const keep = (error: unknown) => unhandled.push(error);
beforeEach(() => {
  unhandled.length = 0;
  process.on("unhandledRejection", keep);
});
afterEach(async () => {
  await settle();
  process.off("unhandledRejection", keep);
  expect(unhandled).toEqual([]);
});

describe("an answer that grows", () => {
  it("is posted once and edited at most once in every interval, always with the latest text", async () => {
    const it = openReply();
    const ending = it.start();
    for (let word = 0; word < 50; word += 1) {
      await it.say(`word${word} `);
      await it.clock.advance(100);
    }
    await it.finish();
    expect(await ending).toBe("final");
    const changes = it.messenger.sent.filter(({ call }) => call === "post" || call === "edit");
    expect(changes.filter(({ call }) => call === "post")).toHaveLength(1);
    expect(changes.length).toBeLessThanOrEqual(7);
    const gaps = changes.slice(1, -1).map(({ at }, index) => at - (changes[index]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000);
    expect(changes[1]?.markdown).toContain("word9");
    expect(it.messenger.mostAtOnce).toBe(1);
    expect(it.texts()).toEqual([`${Array.from({ length: 50 }, (_, word) => `word${word}`).join(" ")}${NONE}`]);
    expect(it.clock.waiting()).toBe(0);
  });

  it("that is there at once takes exactly one call", async () => {
    const it = openReply();
    const ending = it.start({}, fromArray([{ type: "text", text: "Forty" }, { type: "text", text: "-two." }, done]));
    await it.clock.advance(0);
    await ending;
    expect(it.messenger.sent.map(({ call }) => call)).toEqual(["post"]);
    expect(it.texts()).toEqual([`Forty-two.${NONE}`]);
    expect(it.clock.waiting()).toBe(0);
  });

  it("is posted once although the stream ends while the first post is under way", async () => {
    const it = openReply();
    const release = it.messenger.stallNext("post");
    const ending = it.start();
    await it.say("Forty ");
    await it.clock.advance(10);
    await it.say("two.");
    await it.finish();
    await it.clock.advance(5_000);
    expect(it.messenger.sent).toHaveLength(1);
    release();
    await ending;
    expect(it.texts()).toEqual([`Forty two.${NONE}`]);
    expect(it.messenger.sent.map(({ call }) => call)).toEqual(["post", "edit"]);
  });

  it("says what came during a call in the next one", async () => {
    const it = openReply();
    const ending = it.start();
    const release = it.messenger.stallNext("post");
    await it.say("One. ");
    await it.clock.advance(0);
    await it.say("Two. ");
    release();
    await it.clock.advance(999);
    expect(it.texts()).toEqual(["One."]);
    await it.clock.advance(1);
    expect(it.texts()).toEqual(["One. Two."]);
    await it.finish();
    await ending;
  });

  it("is shown as soon as it goes on after a rest", async () => {
    const it = openReply();
    const ending = it.start();
    await it.say("One. ");
    await it.clock.advance(10_000);
    await it.say("Two. ");
    await it.clock.advance(0);
    expect(it.texts()).toEqual(["One. Two."]);
    await it.finish();
    await ending;
  });

  it("becomes several messages while it grows, of which the earlier ones stay", async () => {
    const it = openReply({ limits: { maxLength: 60 } });
    const ending = it.start();
    await it.say(`${"a ".repeat(25).trim()}.\n\n`);
    await it.clock.advance(1_000);
    await it.say(`${"b ".repeat(25).trim()}.\n\n${"c ".repeat(25).trim()}.`);
    await it.clock.advance(1_000);
    expect(it.texts().map((text) => text[0])).toEqual(["a", "b", "c"]);
    await it.finish();
    await ending;
    expect(it.texts()).toHaveLength(4);
    expect(it.messenger.isSettled(reply)).toBe(true);
    expect(it.messenger.mostAtOnce).toBe(1);
  });

  it("shows no address off the lists at any moment", async () => {
    const it = openReply();
    const ending = it.start({ sites: { include: ["bullmq.io"], exclude: [] } });
    for (const character of "See [this](https://evil.com/x) or https://bullmq.io.evil.com [1], [2]. ") {
      await it.say(character);
      await it.clock.advance(1_000);
    }
    await it.cite("https://evil.com/x", "https://bullmq.io/a");
    await it.finish();
    await ending;
    expect(it.messenger.sent.filter(({ markdown }) => /https:\/\/(?!bullmq\.io\/a\))/u.test(markdown))).toEqual([]);
    expect(it.texts()).toEqual([
      "See this or bullmq.io.evil.com, [1].\n\n**Sources**\n\n1. [bullmq.io](https://bullmq.io/a) — bullmq.io\n\n_2 sources outside the allowed sites were left out._",
    ]);
  });

  it("of 10,000 pieces is whole, with few calls", async () => {
    const it = openReply();
    const ending = it.start(
      {},
      fromArray([...Array.from({ length: 10_000 }, () => ({ type: "text", text: "o " }) as const), done], 10),
    );
    await it.clock.advance(2_000);
    await ending;
    expect(it.texts().join(" ").match(/\bo\b/gu)).toHaveLength(10_000);
    expect(it.messenger.sent.length).toBeLessThan(100);
  });
});

describe("a platform that fails", () => {
  it("on the way does not harm the answer", async () => {
    const it = openReply();
    const ending = it.start();
    await it.say("One. ");
    await it.clock.advance(1_000);
    it.messenger.failNext("edit", down);
    it.messenger.failNext("edit", new Error("not even one of ours"));
    await it.say("Two. ");
    await it.clock.advance(2_000);
    await it.say("Three. ");
    await it.clock.advance(2_000);
    expect(it.texts()).toEqual(["One. Two. Three."]);
    await it.finish();
    expect(await ending).toBe("final");
  });

  it("is left alone as long as it asks", async () => {
    const it = openReply();
    const ending = it.start();
    await it.say("One. ");
    await it.clock.advance(1_000);
    it.messenger.failNext("edit", slowDown);
    await it.say("Two. ");
    await it.clock.advance(1_000);
    await it.say("Three. ");
    await it.clock.advance(3_000);
    expect(it.messenger.sent.filter(({ call }) => call === "edit")).toHaveLength(1);
    await it.clock.advance(2_000);
    expect(it.texts()).toEqual(["One. Two. Three."]);
    await it.finish();
    await ending;
  });

  it("gets the last text again until it takes it", async () => {
    const it = openReply();
    const ending = it.start();
    await it.say("One. ");
    await it.clock.advance(1_000);
    for (const error of [down, slowDown, down]) it.messenger.failNext("edit", error);
    await it.finish();
    await it.clock.advance(20_000);
    expect(await ending).toBe("final");
    expect(it.texts()).toEqual([`One.${NONE}`]);
  });

  it("when it cannot show that work goes on is not told again by the log's error level", async () => {
    const it = openReply();
    it.messenger.failNext("indicate", forbidden);
    const ending = it.start();
    await it.clock.advance(20_000);
    await it.say("One.");
    await it.finish();
    expect(await ending).toBe("final");
    expect(it.log.lines.filter(({ level }) => level === "error")).toEqual([]);
  });

  it("does not hold up the answer with an indication that never returns", async () => {
    const it = openReply();
    it.messenger.stallNext("indicate");
    const ending = it.start();
    await it.clock.advance(500);
    await it.say("One.");
    await it.finish();
    expect(await ending).toBe("final");
    expect(it.clock.waiting()).toBe(0);
  });
});

describe("a platform that refuses the last text for good", () => {
  const rejected = new PlatformError("invalid", { code: "PLATFORM_REJECTED" });

  it("shows the error in its place", async () => {
    const it = openReply();
    const ending = it.start({ closingNote: () => "⚠️ Sorry." });
    await it.say("One. ");
    await it.clock.advance(1_000);
    it.messenger.failNext("edit", rejected);
    await it.finish();
    expect(await ending).toBe("failed");
    expect(it.texts()).toEqual(["⚠️ Sorry."]);
    expect(it.outbox.history.at(-1)?.state).toBe("failed");
  });

  it("and the error, too, fails the job", async () => {
    const it = openReply();
    for (const error of [forbidden, forbidden]) it.messenger.failNext("post", error);
    const ending = it.start({ closingNote: () => "⚠️ Sorry." }, fromArray([{ type: "text", text: "One." }, done]));
    await it.clock.advance(1_000);
    await expect(ending).rejects.toBe(forbidden);
    expect(it.outbox.history.at(-1)?.state).toBe("streaming");
  });
});

describe("an answer that cannot even be closed", () => {
  const bug = new TypeError("a bug");
  /** Lists that break whoever looks at them once the answer has been asked for. */
  const brokenSites = () => {
    let isBroken = false;
    return {
      include: undefined,
      get exclude(): readonly string[] {
        if (isBroken) throw bug;
        return [];
      },
      break: () => {
        isBroken = true;
      },
    };
  };

  it.each(["whole", "broken off"])("ends as an error with a button when it is %s", async (how) => {
    const it = openReply();
    const sites = brokenSites();
    const ending = it.start({ sites, closingNote: () => "⚠️ Sorry." });
    await it.cite("https://bullmq.io/a");
    await it.say("One [1]. ");
    await it.clock.advance(1_000);
    sites.break();
    await (how === "whole" ? it.finish() : it.fail(new Error("another")));
    expect(await ending).toBe("failed");
    expect(it.texts()).toEqual(["⚠️ Sorry."]);
    expect(it.messenger.controls(reply)).toEqual(["retry"]);
    expect(it.outbox.history.at(-1)?.state).toBe("failed");
  });

  it("is left to the retry while there is one", async () => {
    const it = openReply();
    const sites = brokenSites();
    const ending = it.start({ sites });
    await it.cite("https://bullmq.io/a");
    await it.say("One [1]. ");
    await it.clock.advance(1_000);
    sites.break();
    await it.finish();
    await expect(ending).rejects.toBe(bug);
    expect(it.texts()).toEqual(["One [1]."]);
  });

  it("because the store is away is an error that people see", async () => {
    const it = openReply();
    for (let time = 0; time < 7; time += 1) it.outbox.failNextWrite(new StoreError("away"));
    const ending = it.start({ closingNote: () => "⚠️ Sorry." }, fromArray([{ type: "text", text: "One." }, done]));
    await it.clock.advance(60_000);
    expect(await ending).toBe("failed");
    expect(it.texts()).toEqual(["⚠️ Sorry."]);
  });

  it("in the outbox, although people have it whole, stays whole", async () => {
    const it = openReply();
    const ending = it.start({ closingNote: () => "⚠️ Sorry." });
    await it.say("One.");
    await it.clock.advance(1_000);
    for (let time = 0; time < 7; time += 1) it.outbox.failNextWrite(new StoreError("away"));
    await it.finish();
    await it.clock.advance(60_000);
    await expect(ending).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    expect(it.texts()).toEqual([`One.${NONE}`]);
  });
});

describe("waiting for the first word", () => {
  it("is shown after 400 ms and every 8 s, until there is one", async () => {
    const it = openReply();
    const ending = it.start();
    await it.clock.advance(399);
    expect(it.messenger.sent).toEqual([]);
    await it.clock.advance(1);
    expect(it.messenger.sent.map(({ call }) => call)).toEqual(["indicate"]);
    await it.clock.advance(16_000);
    expect(it.messenger.sent).toHaveLength(3);
    await it.say("One. ");
    await it.clock.advance(30_000);
    expect(it.messenger.sent.filter(({ call }) => call === "indicate")).toHaveLength(3);
    await it.finish();
    await ending;
  });
});

describe("an answer that fails", () => {
  const unavailable = new ProviderError("down", { code: "PROVIDER_UNAVAILABLE" });

  it("ends with the text so far and the note", async () => {
    const it = openReply();
    const ending = it.start({ closingNote: () => "⚠️ Sorry." });
    await it.say("Half an [1] ans");
    await it.clock.advance(1_000);
    await it.fail(unavailable);
    expect(await ending).toBe("failed");
    expect(it.texts()).toEqual(["Half an ans\n\n⚠️ Sorry."]);
    expect(it.outbox.history.at(-1)?.state).toBe("failed");
    expect(it.clock.waiting()).toBe(0);
  });

  it("keeps the sources of the text so far, and the note out of its open fence", async () => {
    const it = openReply();
    const ending = it.start({ closingNote: () => "⚠️ Sorry." });
    await it.cite("https://bullmq.io/a");
    await it.say("So [1]:\n\n```js\nconst a");
    await it.fail(unavailable);
    await ending;
    expect(it.texts()).toEqual([
      "So [1]:\n\n```js\nconst a\n```\n\n⚠️ Sorry.\n\n**Sources**\n\n1. [bullmq.io](https://bullmq.io/a) — bullmq.io",
    ]);
  });

  it("is the note alone when nothing came", async () => {
    const it = openReply();
    const ending = it.start({ closingNote: () => "⚠️ Sorry." });
    await it.fail(unavailable);
    await ending;
    expect(it.texts()).toEqual(["⚠️ Sorry."]);
  });

  it("stays open for the retry when there is no note", async () => {
    const it = openReply();
    const ending = it.start();
    await it.say("Half. ");
    await it.clock.advance(1_000);
    await it.fail(unavailable);
    await expect(ending).rejects.toBe(unavailable);
    expect(it.texts()).toEqual(["Half."]);
    expect(it.outbox.history.at(-1)?.state).toBe("streaming");
  });

  it.each([[[done]], [[{ type: "text", text: " \n" }, done]], [[]]] as const)(
    "by saying nothing (%j) has a code of its own",
    async (events) => {
      await expect(openReply().start({}, fromArray(events))).rejects.toMatchObject({ code: "PROVIDER_EMPTY" });
    },
  );

  it("because of an abort is not taken for whole, even when its stream ends quietly", async () => {
    const it = openReply();
    const ending = it.start();
    await it.say("Half. ");
    await it.clock.advance(1_000);
    it.shutdown.abort(new Error("shutting down"));
    await it.breakOff();
    await expect(ending).rejects.toThrow("shutting down");
    expect(it.texts()).toEqual(["Half."]);
    expect(it.clock.waiting()).toBe(0);
  });

  it("only after it was whole is whole", async () => {
    const it = openReply();
    const ending = it.start();
    await it.say("Whole.");
    await it.finish();
    it.shutdown.abort(new Error("shutting down"));
    expect(await ending).toBe("final");
    expect(it.texts()).toEqual([`Whole.${NONE}`]);
  });
});
