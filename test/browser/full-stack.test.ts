import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningApp, startApp } from "../e2e/start-app.ts";
import { launchBrowser, openPage } from "./open-page.ts";

const WITHIN = { timeout: 20_000 };

describe("the whole product in a browser", () => {
  let browser: Browser;
  let running: RunningApp;
  let opened: Awaited<ReturnType<typeof openPage>>;
  beforeAll(async () => {
    browser = await launchBrowser();
    running = await startApp({ builtIn: true });
    opened = await openPage(browser, running.url);
  });
  afterAll(async () => {
    await browser.close();
    await running.close();
  });

  /** Sends a text as a person does, and returns its part of the page once its answer stands. */
  const say = async (text: string) => {
    const { page } = opened;
    const box = page.getByRole("textbox", { name: /^Question for/u });
    await box.fill(text);
    await box.press("Enter");
    const exchange = page.getByRole("article", { name: text, exact: true }).last();
    await exchange.locator(".answer:not(.writing)").waitFor(WITHIN);
    return exchange;
  };
  const hostsUnder = (exchange: Awaited<ReturnType<typeof say>>) =>
    exchange
      .getByRole("region", { name: "Sources" })
      .getByRole("link")
      .evaluateAll((links) => links.map((link) => new URL(link.getAttribute("href") ?? "").hostname));

  it("answers a question with sources one can open", async () => {
    const exchange = await say("How do I validate data with zod?");
    const hosts = await hostsUnder(exchange);
    expect(hosts.length).toBeGreaterThan(0);
    expect(await exchange.locator(".answer .mark a").count()).toBeGreaterThan(0);
    expect(opened.problems).toEqual([]);
  });

  it("keeps to the sites of the channel, once somebody has chosen them", async () => {
    await say("/sources include bullmq.io");
    const exchange = await say("How do I validate or retry jobs that fail?");
    const hosts = await hostsUnder(exchange);
    expect(hosts.length).toBeGreaterThan(0);
    for (const host of hosts) expect(host).toMatch(/(?:^|\.)bullmq\.io$/u);
    const links = await exchange
      .locator(".answer a")
      .evaluateAll((all) => all.map((link) => new URL(link.getAttribute("href") ?? "").hostname));
    for (const host of links) expect(host).toMatch(/(?:^|\.)bullmq\.io$/u);
  });

  it("shows everything again after a reload", async () => {
    const { page } = opened;
    const before = await page.locator(".conversation .answer").allTextContents();
    await page.reload();
    await expect.poll(() => page.locator(".conversation .answer").allTextContents()).toEqual(before);
    expect(before).toHaveLength(3);
    expect(await page.getByRole("region", { name: "Sources" }).count()).toBe(2);
    expect(opened.problems).toEqual([]);
  });
});
