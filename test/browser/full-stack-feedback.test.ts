import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningApp, startApp } from "../e2e/start-app.ts";
import { launchBrowser, openPage } from "./open-page.ts";

const WITHIN = { timeout: 20_000 };

/** The real worker, queue and Redis behind the page; only the endpoint is played. */
describe("feedback and lists, on the whole product", () => {
  let browser: Browser;
  let running: RunningApp;
  let opened: Awaited<ReturnType<typeof openPage>>;
  beforeAll(async () => {
    browser = await launchBrowser();
    running = await startApp();
    opened = await openPage(browser, running.url);
    running.endpoint.answer({
      text: "Yes [1], no [2].",
      citations: ["https://docs.bullmq.io/retries", "https://spam.example/x"],
    });
  });
  afterAll(async () => {
    await browser.close();
    await running.close();
  });

  const say = async (text: string) => {
    const box = opened.page.getByRole("textbox", { name: /^Question for/u });
    await box.fill(text);
    await box.press("Enter");
    const exchange = opened.page.getByRole("article", { name: text, exact: true }).last();
    await exchange.locator(".answer:not(.writing)").first().waitFor(WITHIN);
    return exchange;
  };
  const hostsUnder = (exchange: Awaited<ReturnType<typeof say>>) =>
    exchange
      .getByRole("region", { name: "Sources" })
      .getByRole("link")
      .evaluateAll((links) => links.map((link) => new URL(link.getAttribute("href") ?? "").hostname));

  it("excludes a wrong source with one tap, and the next answer shows it", async () => {
    const exchange = await say("Who is right?");
    expect(await hostsUnder(exchange)).toEqual(["docs.bullmq.io", "spam.example"]);
    const button = (name: string) => exchange.getByRole("button", { name, exact: true });
    await button("Not useful: this answer").click();
    await button("Wrong source").click(WITHIN);
    await button("Exclude spam.example").click(WITHIN);
    await exchange.getByText("Excluded spam.example in this channel.").waitFor(WITHIN);
    expect(await hostsUnder(await say("And now?"))).toEqual(["docs.bullmq.io"]);
    expect(running.endpoint.requests.at(-1)?.body).toMatchObject({ "search-exclude-sites": ["spam.example"] });
    expect(opened.problems).toEqual([]);
  });

  it("asks a question to see which sources pass, and by which rule others do not", async () => {
    await say("/sources save name:queues bullmq.io zod.dev");
    await say("/sources include @queues");
    const box = opened.page.getByRole("textbox", { name: /^Question for/u });
    await box.fill("/sources test Who is right?");
    await box.press("Enter");
    const exchange = opened.page.getByRole("article", { name: "/sources test Who is right?" });
    await exchange.getByText("2 sources came back; 1 passes:").waitFor(WITHIN);
    const text = await exchange.locator(".answer").textContent();
    expect(text).toContain("Only on 2 sites: bullmq.io, zod.dev");
    expect(text).toContain("spam.example is excluded (this channel)");
    expect(await exchange.getByRole("button", { name: /this answer/u }).count()).toBe(0);
    expect(opened.problems).toEqual([]);
  });
});
