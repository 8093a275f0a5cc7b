import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { commandSuggestions } from "../../src/platforms/web/command-suggestions.ts";
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

const press = (...keys: readonly string[]) =>
  keys.reduce((before, key) => before.then(() => bench.page.keyboard.press(key)), Promise.resolve());
const type = (text: string) => bench.page.keyboard.type(text);
const focused = () =>
  bench.page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent?.trim());
const options = () => bench.page.getByRole("listbox", { name: "Commands" }).getByRole("option");
const selected = () => bench.page.locator("[role=option][aria-selected=true] b").textContent();
const calls = () => bench.invocations.map(({ call }) => call);

describe("with the keyboard alone one", () => {
  it("finds the question box focused, asks, and writes on two lines", async () => {
    await expect.poll(focused).toBe("composer");
    await type("first");
    await press("Shift+Enter");
    await type("second");
    expect(calls()).toEqual([]);
    await press("Enter");
    await expect.poll(calls).toEqual([{ name: "ask", options: { question: "first\nsecond" } }]);
    await expect.poll(focused).toBe("composer");
  });

  it("brings earlier questions back with the up arrow, without losing a new one", async () => {
    for (const question of ["one?", "two?"]) {
      await bench.ask(question);
      await bench.page.getByRole("heading", { name: question }).waitFor();
      await expect.poll(() => bench.box.inputValue()).toBe("");
    }
    await press("ArrowUp");
    expect(await bench.box.inputValue()).toBe("two?");
    await press("ArrowUp", "ArrowUp");
    expect(await bench.box.inputValue()).toBe("one?");
    await press("ArrowDown", "ArrowDown");
    expect(await bench.box.inputValue()).toBe("");
    await type("new text");
    await press("ArrowUp");
    expect(await bench.box.inputValue()).toBe("new text");
  });

  it("skips to the question box from the top of the page", async () => {
    // A narrow page puts the focus nowhere by itself: on a phone that would open the keyboard.
    await bench.page.setViewportSize({ width: 390, height: 844 });
    await bench.page.reload();
    await bench.box.waitFor();
    await press("Tab");
    expect(await focused()).toBe("Skip to the question box");
    expect(await bench.page.getByText("Skip to the question box").boundingBox()).toMatchObject({ y: 8 });
    await press("Enter");
    await expect.poll(focused).toBe("composer");
  });

  it("creates a channel, and is told what is wrong with a name", async () => {
    await bench.page.getByRole("button", { name: "New channel" }).focus();
    await press("Enter");
    await expect.poll(focused).toBe("channel-name");
    await type("???");
    await press("Enter");
    await bench.page.getByText("at least one letter").waitFor();
    await press("Control+a");
    await type("Release notes");
    await press("Enter");
    await bench.page.getByRole("heading", { level: 1, name: "release-notes" }).waitFor();
    expect(await bench.page.getByRole("link", { name: "release-notes" }).getAttribute("aria-current")).toBe("page");
    await expect.poll(focused).toBe("composer");
    await bench.ask("asked in the new one");
    expect(bench.invocations[0]?.channel.channelId).toBe("release-notes");
  });

  it("leaves the naming of a channel with Escape", async () => {
    await bench.page.getByRole("button", { name: "New channel" }).focus();
    await press("Enter", "Escape");
    await expect.poll(focused).toMatch(/New channel/u);
  });

  it("sees where the focus is, on everything that can have it", async () => {
    const unseen: string[] = [];
    for (let step = 0; step < 14; step += 1) {
      await press("Tab");
      const bare = await bench.page.evaluate(() => {
        const element = document.activeElement;
        if (element === null || element === document.body) return undefined;
        const shown = element.id === "composer" ? (element.closest(".composer-box") ?? element) : element;
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(shown);
        const ring = (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow.includes("0px 0px 0px 1px");
        return ring ? undefined : element.outerHTML.slice(0, 80);
      });
      if (bare !== undefined) unseen.push(bare);
    }
    expect(unseen).toEqual([]);
  });
});

describe("the command list", () => {
  it("opens with a slash, narrows with each letter and closes with Escape", async () => {
    await type("/");
    await expect.poll(() => options().count()).toBe(commandSuggestions(["docs"]).length);
    await type("sources exc");
    await expect.poll(() => options().count()).toBe(1);
    expect(await options().first().textContent()).toContain("Never use these sites");
    await press("Escape");
    await expect.poll(() => options().count()).toBe(0);
    expect(await bench.box.inputValue()).toBe("/sources exc");
  });

  it("stays away from questions that hold a slash", async () => {
    await type("what is and/or");
    expect(await options().count()).toBe(0);
  });

  it("is walked with the arrows, round its ends, and says which line is chosen", async () => {
    await type("/sources");
    await expect.poll(selected).toBe("/sources show");
    await press("ArrowDown");
    await expect.poll(selected).toBe("/sources include");
    await press("ArrowUp", "ArrowUp");
    await expect.poll(selected).toBe("/sources results");
    const id = await bench.box.getAttribute("aria-activedescendant");
    expect(await bench.page.locator(`#${id}`).textContent()).toContain("/sources results");
  });

  it("keeps the chosen line in sight, however long it is", async () => {
    await type("/");
    await press("ArrowUp");
    await expect.poll(selected).toBe("/help");
    const isInSight = () =>
      bench.page.evaluate(() => {
        const list = document.querySelector("[role=listbox]")?.getBoundingClientRect();
        const line = document.querySelector("[role=option][aria-selected=true]")?.getBoundingClientRect();
        return list !== undefined && line !== undefined && line.top >= list.top && line.bottom <= list.bottom;
      });
    await expect.poll(isInSight).toBe(true);
  });

  it("completes with Enter or Tab, then sends what was typed", async () => {
    await type("/so");
    await press("ArrowDown", "Enter");
    expect(await bench.box.inputValue()).toBe("/sources include ");
    await type("bullmq.io");
    expect(await options().count()).toBe(1);
    await press("Enter");
    await expect.poll(calls).toEqual([{ name: "sources", action: "include", options: { sites: "bullmq.io" } }]);
    await expect.poll(() => bench.box.inputValue()).toBe("");
    await type("/he");
    await press("Tab", "Enter");
    await expect.poll(() => calls().length).toBe(2);
    expect(calls()[1]).toEqual({ name: "help", options: {} });
  });

  it("is chosen from with the mouse, and the caret stays in the box", async () => {
    await type("/so");
    await options().filter({ hasText: "/sources exclude" }).click();
    expect(await bench.box.inputValue()).toBe("/sources exclude ");
    expect(await focused()).toBe("composer");
  });

  it("is not in the way of a mistyped command, whose text stays", async () => {
    await type("/sorces show");
    await press("Enter");
    await bench.page.getByRole("alert").waitFor();
    expect(await bench.page.getByRole("alert").textContent()).toContain("There is no command /sorces");
    expect(await bench.box.inputValue()).toBe("/sorces show");
  });
});
