import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { StoreError } from "../../src/core/errors.ts";
import type { Outcome } from "../../src/core/invocation.ts";
import { type Bench, openBench, SOURCES } from "./open-bench.ts";
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

const FAILED = "⚠️ The search could not be reached. Please ask again in a few minutes.";
const button = (name: string) => bench.page.getByRole("button", { name, exact: true });
const focused = () => bench.page.evaluate(() => document.activeElement?.textContent?.trim());

describe("an answer that is being written", () => {
  it("is stopped by a button, and says that it was, above the way to try again", async () => {
    const answer = await bench.ask("How?");
    await answer.write("Use attempts");
    await button("Stop").click();
    await button("Stopping…").waitFor();
    await expect.poll(bench.presses).toEqual(["stop"]);
    await answer.write("Use attempts and");
    await bench.page.locator(".answer").getByText("Use attempts and").waitFor();
    expect(await button("Stopping…").getAttribute("aria-disabled")).toBe("true");
    await answer.fail("Use attempts and\n\n_Stopped._");
    await button("Try again").waitFor();
    expect(await bench.page.locator(".answer").textContent()).toBe("Use attempts and");
    expect(await bench.page.locator(".answer-end .note").textContent()).toContain("Stopped.");
    expect(await bench.page.locator("[data-note=failed]").count()).toBe(0);
    expect(bench.problems).toEqual([]);
  });

  it("is stopped with the keyboard, and the focus stays on what the button becomes", async () => {
    const answer = await bench.ask("How?");
    await answer.write("Use attempts");
    await button("Stop").focus();
    await bench.page.keyboard.press("Enter");
    await expect.poll(focused).toBe("Stopping…");
    await answer.fail("Use attempts\n\n_Stopped._");
    await expect.poll(focused).toBe("Try again");
  });

  it("is not asked for anew by a second press that was meant to stop it", async () => {
    const answer = await bench.ask("How?");
    await answer.write("Use attempts");
    // In the moment in which the button has changed, however slow the machine is.
    const pressedAnew = bench.page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const observer = new MutationObserver(() => {
            const regenerate = document.querySelector<HTMLElement>("[data-control=regenerate]");
            if (regenerate === null) return;
            observer.disconnect();
            regenerate.click();
            resolve();
          });
          observer.observe(document.body, { subtree: true, childList: true, attributes: true });
        }),
    );
    await button("Stop").dblclick();
    await expect.poll(bench.presses).toEqual(["stop"]);
    await answer.finish(`Use attempts.${SOURCES}`);
    await pressedAnew;
    await bench.page.getByRole("region", { name: "Sources" }).waitFor();
    expect(await button("Regenerate").getAttribute("aria-disabled")).toBe("false");
    expect(bench.presses()).toEqual(["stop"]);
  });
});

describe("an answer that failed", () => {
  it("looks like an error, is read out as one, and is tried again in its place", async () => {
    const answer = await bench.ask("How?");
    await answer.fail(FAILED);
    const note = bench.page.locator("[data-note=failed]");
    await note.waitFor();
    expect(await note.textContent()).toMatch(/No answer\s*The search could not be reached\.[\s\S]*Try again/u);
    expect(await bench.page.locator("[role=status].visually-hidden").textContent()).toBe(
      "No answer: The search could not be reached. Please ask again in a few minutes.",
    );
    await button("Try again").click();
    await expect.poll(bench.presses).toEqual(["retry"]);
    await button("Trying again…").waitFor();
    await answer.search();
    await bench.page.locator(".stage").getByText("Searching the allowed sites…").waitFor();
    expect(await bench.page.locator("[data-note]").count()).toBe(0);
    await answer.finish(`Use attempts.${SOURCES}`);
    await bench.page.getByText(/2 sources, answered in \d+\.\d s/u).waitFor();
    expect(await bench.page.locator(".answer").count()).toBe(1);
  });

  it("keeps what it had written, and says that it broke off", async () => {
    const answer = await bench.ask("How?");
    await answer.fail(`Use attempts [1].\n\n${FAILED}${SOURCES}`);
    await bench.page.getByText("The answer broke off").waitFor();
    expect(await bench.page.locator(".answer").textContent()).toBe("Use attempts1.");
    expect(await bench.page.getByRole("region", { name: "Sources" }).getByRole("link").count()).toBe(2);
  });

  it("keeps the focus in its button, which stops the new search", async () => {
    const answer = await bench.ask("How?");
    await answer.fail(FAILED);
    await button("Try again").focus();
    await bench.page.keyboard.press("Space");
    await expect.poll(bench.presses).toEqual(["retry"]);
    await answer.search();
    await button("Stop").waitFor();
    expect(await button("Stop").evaluate((element) => element === document.activeElement)).toBe(true);
  });
});

describe("a whole answer", () => {
  it("shows its button only to who looks for one", async () => {
    await bench.page.mouse.move(0, 0);
    const answer = await bench.ask("How?");
    await answer.finish(`Use attempts.${SOURCES}`);
    const regenerate = button("Regenerate");
    await regenerate.waitFor();
    const opacity = () => regenerate.evaluate((node) => getComputedStyle(node).opacity);
    await expect.poll(opacity).toBe("0");
    await bench.page.locator(".answer").hover();
    await expect.poll(opacity).toBe("1");
    await bench.page.mouse.move(0, 0);
    await expect.poll(opacity).toBe("0");
    await regenerate.focus();
    await expect.poll(opacity).toBe("1");
  });

  it("is asked for again once, however often the button is pressed", async () => {
    const answer = await bench.ask("How?");
    await answer.finish(`First.${SOURCES}`);
    await button("Regenerate").dblclick();
    await button("Asking again…").click({ force: true });
    await bench.page.keyboard.press("Enter");
    await answer.write("Second");
    await button("Stop").waitFor();
    await answer.finish("Second.");
    await button("Regenerate").waitFor();
    expect(await bench.page.locator(".answer").allTextContents()).toEqual(["Second."]);
    await expect.poll(bench.presses).toEqual(["regenerate"]);
  });

  it("has its button back when the new answer came too fast to be seen growing", async () => {
    const answer = await bench.ask("How?");
    await answer.finish("First.");
    await button("Regenerate").click();
    await button("Asking again…").waitFor();
    await answer.finish("Second.");
    await button("Regenerate").waitFor();
    expect(await button("Regenerate").getAttribute("aria-disabled")).toBe("false");
  });

  it("says why it could not be asked for again, and lets it be tried as the same press", async () => {
    const answer = await bench.ask("How?");
    await answer.finish(`First.${SOURCES}`);
    const refused = { kind: "reply", markdown: "This answer is **already** being written." } as const;
    const outcomes: readonly (() => Promise<Outcome>)[] = [
      async () => refused,
      () => Promise.reject(new StoreError("Redis is away")),
      async () => ({ kind: "accepted" }),
    ];
    for (const [index, outcome] of outcomes.entries()) {
      bench.answerWith(outcome);
      await button("Regenerate").click();
      await expect.poll(() => bench.presses().length).toBe(index + 1);
      const sentence = ["This answer is already being written.", "could not be taken down"][index];
      if (sentence !== undefined) await bench.page.getByRole("alert").getByText(sentence).waitFor();
    }
    await button("Asking again…").waitFor();
    expect(await bench.page.getByRole("alert").count()).toBe(0);
    expect(new Set(bench.invocations.slice(1).map(({ id }) => id)).size).toBe(1);
  });

  it("has its button still after a reload", async () => {
    const answer = await bench.ask("How?");
    await answer.finish("First.");
    await button("Regenerate").waitFor();
    await bench.page.reload();
    await button("Regenerate").click();
    await expect.poll(bench.presses).toEqual(["regenerate"]);
  });
});

describe("a long wait", () => {
  it("shows how long it has been going on, and only then", async () => {
    await bench.page.clock.install();
    await bench.page.reload();
    await bench.box.waitFor();
    const answer = await bench.ask("How?");
    const stage = bench.page.locator(".stage");
    await stage.getByText("waiting for its turn").waitFor();
    await answer.search();
    await stage.getByText("Searching").waitFor();
    expect(await bench.page.locator(".stage-time").count()).toBe(0);
    await bench.page.clock.runFor(12_000);
    expect(await bench.page.locator(".stage-time").textContent()).toMatch(/^\d\d s$/u);
    await bench.page.clock.runFor(60_000);
    expect(await bench.page.locator(".stage-time").textContent()).toMatch(/^1 min \d\d s$/u);
    await answer.write("Use");
    await expect.poll(() => stage.count()).toBe(0);
  });
});
