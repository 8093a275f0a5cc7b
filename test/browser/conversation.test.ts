import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { StoreError } from "../../src/core/errors.ts";
import { type Bench, openBench, SOURCES } from "./open-bench.ts";
import { launchBrowser } from "./open-page.ts";
import { scriptAnswer } from "./script-answer.ts";

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

describe("an answer", () => {
  it("is seen to be searched for, to grow, and to end", async () => {
    const answer = await bench.ask("How do I retry?");
    await expect.poll(() => bench.page.getByRole("heading", { name: "How do I retry?" }).isVisible()).toBe(true);
    expect(await bench.box.inputValue()).toBe("");
    await answer.search();
    await bench.page.getByText("Searching the allowed sites…").first().waitFor();
    const seen: string[] = [];
    for (const text of ["Use", "Use attempts", "Use attempts and **backoff**"]) {
      await answer.write(text);
      await expect.poll(() => bench.page.locator(".answer.writing").textContent()).toBe(text.replaceAll("*", ""));
      seen.push(
        await bench.page.locator(".answer.writing p").evaluate((node) => getComputedStyle(node, "::after").content),
      );
    }
    expect(seen).toEqual(['""', '""', '""']);
    await answer.finish("Use attempts and **backoff**.");
    await bench.page.locator(".answer:not(.writing)").waitFor();
    expect(await bench.page.locator(".answer strong").textContent()).toBe("backoff");
    expect(await bench.page.locator(".stage").count()).toBe(0);
    expect(bench.problems).toEqual([]);
  });

  it("ends with its sources as links, and each mark leads to its source", async () => {
    const answer = await bench.ask("How?");
    await answer.finish(`Retry [1], then parse [2].${SOURCES}`);
    const notes = bench.page.getByRole("region", { name: "Sources" }).getByRole("link");
    await notes.first().waitFor();
    expect(await notes.evaluateAll((links) => links.map((link) => link.getAttribute("href")))).toEqual([
      "https://docs.bullmq.io/guide?a=1&b=2",
      "https://zod.dev/",
    ]);
    expect(await notes.first().textContent()).toMatch(/1\s*Retries\s*docs\.bullmq\.io/u);
    const mark = bench.page.getByRole("link", { name: "Source 2: Zod, zod.dev" });
    expect(await mark.getAttribute("href")).toBe("https://zod.dev/");
    expect(await mark.getAttribute("rel")).toBe("noreferrer noopener nofollow");
    expect(await bench.page.locator(".answer").textContent()).not.toContain("Sources");
  });

  it("is read out once, with its sources, and not word by word", async () => {
    const status = bench.page.locator("[role=status].visually-hidden");
    const answer = await bench.ask("How?");
    await answer.write("Retry");
    await expect.poll(() => status.textContent()).toBe("Writing the answer…");
    await answer.finish(`Retry.${SOURCES}`);
    await expect.poll(() => status.textContent()).toContain("Retry. Sources: 1: Retries, docs.bullmq.io.");
  });

  it("stands under its own question when two are asked at once", async () => {
    const first = await bench.ask("First?");
    const second = await bench.ask("Second?");
    await second.finish("Two.");
    await first.finish("One.");
    await expect.poll(() => bench.page.locator(".answer").count()).toBe(2);
    const text = await bench.page.getByRole("article").allInnerTexts();
    expect(text[0]).toMatch(/First\?[\s\S]*One\./u);
    expect(text[1]).toMatch(/Second\?[\s\S]*Two\./u);
  });

  it("that is long is read from its question on, and followed by whoever goes to its end", async () => {
    const answer = await bench.ask("Long?");
    const scroller = bench.page.getByRole("region", { name: "Conversation" });
    const distance = () => scroller.evaluate((node) => node.scrollHeight - node.scrollTop - node.clientHeight);
    const top = () => scroller.evaluate((node) => node.scrollTop);
    const text = (count: number) => Array.from({ length: count }, (_, index) => `Paragraph ${index}.`).join("\n\n");
    const hasGrownTo = (index: number) =>
      expect.poll(() => bench.page.locator(".answer").getByText(`Paragraph ${index}.`).count()).toBe(1);
    await answer.write(text(40));
    await hasGrownTo(39);
    expect(await distance()).toBeGreaterThan(500);
    const questionTop = (await bench.page.getByRole("heading", { name: "Long?" }).boundingBox())?.y ?? -1;
    expect(questionTop).toBeGreaterThan(64);
    await bench.page.getByRole("button", { name: "Latest" }).click();
    await expect.poll(distance).toBeLessThan(2);
    await answer.write(text(60));
    await hasGrownTo(59);
    await expect.poll(distance).toBeLessThan(2);
    await scroller.evaluate((node) => node.scrollTo(0, 300));
    await bench.page.getByRole("button", { name: "Latest" }).waitFor();
    await answer.finish(text(80));
    await hasGrownTo(79);
    expect(await top()).toBe(300);
    const next = await bench.ask("Next?");
    await next.finish("Short.");
    await expect.poll(distance).toBeLessThan(2);
  });

  it("cannot run anything, whatever the model or the asker writes", async () => {
    const hostile = [
      "<script>window.hacked = 1</script>",
      '<img src=x onerror="window.hacked = 2">',
      "[click](javascript:window.hacked=3)",
      "![x](/assets/nothing.png)",
      '<a href="javascript:window.hacked=4">link</a>',
      "<iframe srcdoc='<script>parent.hacked=5</script>'></iframe>",
    ].join("\n\n");
    const answer = await bench.ask(hostile.replaceAll("\n\n", " "));
    const requests: string[] = [];
    bench.page.on("request", (request) => requests.push(request.url()));
    await answer.write(hostile);
    await answer.finish(
      `${hostile}\n\n**Sources**\n\n1. [<img src=x onerror=window.hacked=6>](https://zod.dev/) — zod.dev`,
    );
    await bench.page.locator(".answer:not(.writing)").waitFor();
    expect(await bench.page.locator(".answer").textContent()).toContain("<script>window.hacked = 1</script>");
    expect(await bench.page.locator(".answer :is(script, img, iframe, [onerror], [href^=javascript])").count()).toBe(0);
    await bench.page.locator(".answer").getByText("click").click();
    expect(await bench.page.evaluate(() => "hacked" in window)).toBe(false);
    expect(requests).toEqual([]);
    expect(bench.problems).toEqual([]);
  });
});

describe("a question", () => {
  it("that was not accepted says why, and its text stays to be sent again as the same", async () => {
    bench.answerWith(() => Promise.reject(new StoreError("Redis is away")));
    await bench.ask("Is anybody there?");
    expect(await bench.page.getByRole("alert").textContent()).toContain("was not accepted");
    expect(await bench.box.inputValue()).toBe("Is anybody there?");
    await expect.poll(() => bench.page.getByRole("article").count()).toBe(0);
    bench.answerWith(async () => ({ kind: "accepted" }));
    await bench.box.press("Enter");
    await expect.poll(() => bench.invocations.length).toBe(2);
    await expect.poll(() => bench.box.inputValue()).toBe("");
    expect(bench.invocations[1]?.id).toBe(bench.invocations[0]?.id);
    expect(await bench.page.getByRole("alert").count()).toBe(0);
  });

  it("that is too long cannot be sent, and says how long it is", async () => {
    await bench.box.fill("x".repeat(4_001));
    await bench.page.getByText("4,001 of 4,000 characters").waitFor();
    expect(await bench.page.getByRole("button", { name: "Send" }).isDisabled()).toBe(true);
    await bench.box.press("Enter");
    expect(await bench.box.inputValue()).toHaveLength(4_001);
    expect(bench.invocations).toEqual([]);
  });

  it("and its answer are there again after a reload, in the same channel", async () => {
    await bench.transcripts().addChannel("support");
    await bench.page.reload();
    await bench.page.getByRole("link", { name: "support" }).click();
    await bench.page.getByRole("textbox", { name: "Question for support" }).fill("Where?");
    await bench.page.keyboard.press("Enter");
    await expect.poll(() => bench.invocations[0]?.channel.channelId).toBe("support");
    if (bench.invocations[0] !== undefined)
      await scriptAnswer(bench.transcripts(), bench.invocations[0]).finish(`Here.${SOURCES}`);
    await bench.page.getByText("Here.").first().waitFor();
    await bench.page.reload();
    await bench.page.getByRole("heading", { name: "Where?" }).waitFor();
    expect(await bench.page.getByRole("heading", { level: 1 }).textContent()).toContain("support");
    expect(await bench.page.getByRole("region", { name: "Sources" }).getByRole("link").count()).toBe(2);
    await bench.page.getByRole("link", { name: "general" }).click();
    await bench.page.getByRole("heading", { name: "Answers you can check" }).waitFor();
  });

  it("can be one of the examples of an empty channel", async () => {
    await bench.page.getByRole("button", { name: "How do I validate data with zod?" }).click();
    await expect
      .poll(() => bench.invocations[0]?.call)
      .toEqual({ name: "ask", options: { question: "How do I validate data with zod?" } });
  });
});

describe("a lost connection", () => {
  it("is said, and what was written meanwhile arrives with the next one", async () => {
    const answer = await bench.ask("Still there?");
    await answer.search();
    await bench.page.getByText("Searching the allowed sites…").first().waitFor();
    await bench.stopServer();
    await bench.page.getByText("Connection lost.").waitFor();
    await bench.startServer();
    for (const entry of [
      { id: "web-9", author: "asker", markdown: "Still there?", state: "final", at: 1 },
      { id: "web-9-0", author: "footnote", inReplyTo: "web-9", markdown: "Yes, again.", state: "final", at: 2 },
    ] as const) {
      await bench.transcripts().put("general", entry);
    }
    await bench.page.getByText("Yes, again.").first().waitFor();
    await expect.poll(() => bench.page.getByText("Connection lost.").count()).toBe(0);
  });

  it("is none for a tab that nobody sees: it lets go, and catches up when it is seen again", async () => {
    const show = (isShown: boolean) =>
      bench.page.evaluate((hidden) => {
        Object.defineProperty(document, "hidden", { configurable: true, value: hidden });
        document.dispatchEvent(new Event("visibilitychange"));
      }, !isShown);
    const answer = await bench.ask("Still there?");
    await expect.poll(() => bench.transcripts().watching()).toBeGreaterThan(0);
    await show(false);
    await expect.poll(() => bench.transcripts().watching()).toBe(0);
    await answer.finish("Yes, again.");
    await show(true);
    await bench.page.locator(".answer").getByText("Yes, again.").waitFor();
    expect(await bench.page.getByText("Connection lost.").count()).toBe(0);
  });
});
