import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { StoreError } from "../../src/core/errors.ts";
import { type Bench, openBench } from "./open-bench.ts";
import { launchBrowser } from "./open-page.ts";

let browser: Browser;
let bench: Bench;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  bench = await openBench(browser);
});
afterEach(() => bench.close());

const AT = Date.parse("2026-11-22T09:00:00Z");
const parts = [
  "**Queues · 22 November 2026**\n\n**1.** A release\n\n**2.** A talk",
  "**1.** [A release](https://docs.bullmq.io/changelog)  \nIt retries better.  \n_docs.bullmq.io, 21 Nov 2026_",
  "**2.** [A talk](https://zod.dev/talk)  \nIt parses.  \n_zod.dev_",
];

async function post(feedback?: (part: number) => readonly number[]): Promise<void> {
  for (const [part, markdown] of parts.entries()) {
    const entry = { id: `digest-1-${part}`, answerId: "digest-1", markdown, at: AT + part } as const;
    const thumbs = feedback === undefined ? {} : { feedback: { items: feedback(part) } };
    await bench.transcripts().put("general", { ...entry, ...thumbs, author: "footnote", state: "final" });
  }
  await bench.page.locator(".answer").getByText("It parses.").waitFor();
}

describe("a digest", () => {
  it("stands by itself under a heading that says who posted it, all its parts together", async () => {
    const answer = await bench.ask("How do I retry?");
    await answer.finish("With attempts.");
    await post();
    const digest = bench.page.getByRole("article", { name: "Footnote", exact: true });
    expect(await digest.locator(".answer").count()).toBe(3);
    expect(await bench.page.getByRole("article").count()).toBe(2);
    expect(await digest.getByRole("link", { name: "A release" }).getAttribute("href")).toBe(
      "https://docs.bullmq.io/changelog",
    );
    expect(await digest.locator("time").getAttribute("datetime")).toBe("2026-11-22T09:00:00.000Z");
    expect(await bench.page.getByText("waiting for its turn").count()).toBe(0);
    expect(bench.problems).toEqual([]);
  });

  it("does not keep the next question from standing under its own heading", async () => {
    await post();
    const answer = await bench.ask("more on 2");
    await answer.finish("It is on video.");
    const exchange = bench.page.getByRole("article", { name: "more on 2" });
    await exchange.getByText("It is on video.").waitFor();
    expect(await bench.page.getByRole("article").count()).toBe(2);
  });
});

describe("a question about a digest that is no longer the last message", () => {
  const about = () => bench.page.locator(".composer-about");

  it("is asked by the digest's own button, and goes with the next question alone", async () => {
    await post();
    await (await bench.ask("Something else?")).finish("Something else.");
    await bench.page.getByRole("button", { name: "Ask about this digest" }).click();
    await about().getByText("About the digest of").waitFor();
    expect(await bench.box.evaluate((box) => box === document.activeElement)).toBe(true);
    await (await bench.ask("more on 2")).finish("It is on video.");
    await expect.poll(() => about().count()).toBe(0);
    await (await bench.ask("and then?")).finish("Then it ends.");
    expect(bench.invocations.slice(1).map(({ inReplyTo }) => inReplyTo)).toEqual([
      { messageId: "digest-1-0" },
      undefined,
    ]);
    expect(bench.problems).toEqual([]);
  });

  it("can be taken back before it is asked", async () => {
    await post();
    await (await bench.ask("Something else?")).finish("Something else.");
    await bench.page.getByRole("button", { name: "Ask about this digest" }).click();
    await bench.page.getByRole("button", { name: "Not about this digest" }).click();
    await expect.poll(() => about().count()).toBe(0);
    await (await bench.ask("and then?")).finish("Then it ends.");
    expect(bench.invocations.at(-1)?.inReplyTo).toBeUndefined();
  });
});

describe("thumbs under a digest", () => {
  const thumb = (name: string) => bench.page.getByRole("button", { name, exact: true });

  it("say what was thought of which item, and what came of it", async () => {
    await post((part) => (part === 0 ? [] : [part]));
    bench.answerWith(async () => ({ kind: "reply", markdown: "**Noted.**" }));
    await thumb("Not useful: item 2").click();
    await bench.page.locator(".thumbs-said").getByText("Noted.", { exact: true }).waitFor();
    await thumb("Good: this digest").click();
    await expect.poll(() => bench.invocations.length).toBe(2);
    expect(bench.invocations.map(({ call }) => call)).toEqual([
      { name: "feedback", answerId: "digest-1", item: 2, value: "down" },
      { name: "feedback", answerId: "digest-1", value: "up" },
    ]);
    expect(await thumb("Not useful: item 2").getAttribute("aria-pressed")).toBe("true");
    expect(await thumb("Good: item 2").getAttribute("aria-pressed")).toBe("false");
    expect(await bench.page.locator(".thumbs-item").count()).toBe(0);
    expect(bench.problems).toEqual([]);
  });

  it("are remembered when the page is opened again, and read out no digest anew", async () => {
    await post((part) => (part === 0 ? [] : [part]));
    bench.answerWith(async () => ({ kind: "reply", markdown: "Noted." }));
    await bench.page.reload();
    await thumb("Not useful: item 2").click();
    await bench.page.locator(".thumbs-said").getByText("Noted.", { exact: true }).waitFor();
    const announced = await bench.page.locator(".visually-hidden[role=status]").textContent();
    expect(announced).not.toContain("It parses.");
    await bench.page.reload();
    await expect.poll(() => thumb("Not useful: item 2").getAttribute("aria-pressed")).toBe("true");
    expect(await thumb("Good: item 2").getAttribute("aria-pressed")).toBe("false");
    expect(await thumb("Good: this digest").getAttribute("aria-pressed")).toBe("false");
    await thumb("Not useful: item 2").click();
    await thumb("Good: item 2").click();
    await expect.poll(() => bench.invocations.length).toBe(2);
  });

  it("can be taken back by the other one, and count once", async () => {
    await post(() => [1, 2]);
    const up = thumb("Good: item 1").first();
    await up.click();
    await expect.poll(() => up.getAttribute("aria-pressed")).toBe("true");
    await bench.page.locator(".thumbs-said").first().getByText("Thank you.").waitFor();
    await up.click();
    await thumb("Not useful: item 1").first().click();
    await expect.poll(() => bench.invocations.length).toBe(2);
    await expect.poll(() => up.getAttribute("aria-pressed")).toBe("false");
    expect(await bench.page.locator(".thumbs-item").first().textContent()).toBe("1");
  });

  it("are not pressed when the press was not taken in, which is said", async () => {
    await post(() => []);
    bench.answerWith(() => Promise.reject(new StoreError("Redis is away")));
    const up = thumb("Good: this digest").first();
    await up.click();
    await bench.page.locator(".thumbs-said").first().getByText("was not accepted").waitFor();
    expect(await up.getAttribute("aria-pressed")).toBe("false");
  });
});
