import type { Browser, Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RunningApp, startApp } from "../e2e/start-app.ts";
import { launchBrowser, openPage } from "./open-page.ts";

const WITHIN = { timeout: 20_000 };

/** The real worker, queue and Redis behind the page; only the endpoint is played. */
describe("the buttons under answers, on the whole product", () => {
  let browser: Browser;
  let running: RunningApp;
  let opened: Awaited<ReturnType<typeof openPage>>;
  beforeAll(async () => {
    browser = await launchBrowser();
    running = await startApp();
  });
  afterAll(async () => {
    await browser.close();
    await running.close();
  });
  beforeEach(async () => {
    opened = await openPage(browser, running.url);
    await opened.page.clock.install();
  });
  afterEach(() => opened.close());

  const ask = async (question: string) => {
    const box = opened.page.getByRole("textbox", { name: /^Question for/u });
    await box.fill(question);
    await box.press("Enter");
    const exchange = opened.page.getByRole("article", { name: question });
    return {
      exchange,
      answer: exchange.locator(".answer"),
      button: (name: string) => exchange.getByRole("button", { name, exact: true }),
    };
  };
  /** Right after a button has become another one, a press is meant for the one before and does not count: this one does. */
  const press = async (button: Locator) => {
    await button.waitFor(WITHIN);
    await opened.page.clock.fastForward(1_000);
    await button.click();
  };
  const whole = (text: string) => ({ text, citations: ["https://zod.dev/basics"] });

  it("stop the endpoint, keep what was written, and have it written anew in its place", async () => {
    const { endpoint } = running;
    const live = endpoint.nextLive();
    const { answer, button, exchange } = await ask("Can I stop it?");
    await live.requested;
    await live.write("Half an answer");
    const { closed } = await live.requested;
    await press(button("Stop"));
    await closed;
    await button("Try again").waitFor(WITHIN);
    expect(await answer.textContent()).toBe("Half an answer");
    expect(await exchange.locator("[data-note=stopped]").textContent()).toContain("Stopped.");

    endpoint.next(whole("A whole answer. [1]"));
    await press(button("Try again"));
    await answer.getByText("A whole answer.").waitFor(WITHIN);
    await button("Regenerate").waitFor(WITHIN);
    expect(await answer.count()).toBe(1);
    expect(await exchange.locator("[data-note]").count()).toBe(0);
  });

  it("replace a whole answer in its place, for every page and after a reload", async () => {
    const { endpoint } = running;
    endpoint.next(whole("The first answer. [1]"));
    const { answer, button } = await ask("Again?");
    await answer.getByText("The first answer.").waitFor(WITHIN);
    const other = await openPage(browser, running.url);
    endpoint.next(whole("The second answer. [1]"));
    await press(button("Regenerate"));
    const seenByOther = other.page.getByRole("article", { name: "Again?" }).locator(".answer");
    for (const shown of [answer, seenByOther]) {
      await expect.poll(() => shown.allTextContents(), WITHIN).toEqual(["The second answer.1"]);
    }
    await other.close();
    await opened.page.reload();
    await expect.poll(() => answer.allTextContents(), WITHIN).toEqual(["The second answer.1"]);
  });

  it("try again what the endpoint refused", async () => {
    const { endpoint } = running;
    endpoint.next({ status: 401, json: { error: { message: "no" } } });
    const { answer, button, exchange } = await ask("Refused?");
    await exchange.locator("[data-note=failed]").waitFor(WITHIN);
    expect(await answer.count()).toBe(0);
    endpoint.next(whole("Now it works. [1]"));
    await press(button("Try again"));
    await answer.getByText("Now it works.").waitFor(WITHIN);
    expect(await exchange.locator("[data-note]").count()).toBe(0);
  });
});
