import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { StoreError } from "../../src/core/errors.ts";
import { type Bench, openBench, SOURCES } from "./open-bench.ts";
import { launchBrowser } from "./open-page.ts";

let browser: Browser;
let bench: Bench;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
afterEach(() => bench.close());

const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const ANSWER = `Use \`attempts\` [1] and a [link](https://zod.dev/x).\n\n> quoted\n\n\`\`\`ts\nawait queue.add("email", data, { attempts: 3, backoff: { type: "exponential", delay: 1000 } });\n\`\`\`\n\n|a|b|\n|-|-|\n|1|2|${SOURCES}`;

const BROKEN = `Use \`attempts\` [1].\n\n⚠️ The search could not be reached. Please ask again in a few minutes.${SOURCES}`;

/** Texts that are not readable by WCAG 2.2, 1.4.3: 4.5 : 1, or 3 : 1 for large ones. */
function unreadableTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    type Colour = readonly [number, number, number, number];
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const parse = (css: string): Colour => {
      if (canvas === null) throw new Error("no canvas");
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = css;
      canvas.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
      return [red, green, blue, alpha / 255];
    };
    const over = (top: Colour, ground: Colour): Colour => {
      const mix = (a: number, b: number) => a * top[3] + b * (1 - top[3]);
      return [mix(top[0], ground[0]), mix(top[1], ground[1]), mix(top[2], ground[2]), 1];
    };
    const groundOf = (element: Element | null): Colour =>
      element === null
        ? [255, 255, 255, 1]
        : over(parse(getComputedStyle(element).backgroundColor), groundOf(element.parentElement));
    const luminance = ([red, green, blue]: Colour): number => {
      const linear = (value: number) => (value <= 10.31 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
      return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    };
    const unreadable: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      const text = walker.currentNode.textContent?.trim() ?? "";
      if (element === null || text === "" || !element.checkVisibility({ visibilityProperty: true })) continue;
      const { color, fontSize, fontWeight } = getComputedStyle(element);
      const ground = groundOf(element);
      const [a, b] = [luminance(over(parse(color), ground)), luminance(ground)];
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      const size = Number.parseFloat(fontSize);
      const isLarge = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700);
      if (ratio < (isLarge ? 3 : 4.5)) unreadable.push(`${ratio.toFixed(2)} ${text.slice(0, 40)}`);
    }
    return unreadable;
  });
}

const sidewaysPx = () => bench.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

describe.each(["light", "dark"] as const)("by %s", (colorScheme) => {
  it("every text can be read, in every state", async () => {
    bench = await openBench(browser, { colorScheme });
    const { page } = bench;
    await page.getByRole("heading", { name: "Answers you can check" }).waitFor();
    expect(await unreadableTexts(page)).toEqual([]);
    const answer = await bench.ask("How?");
    await answer.search();
    await page.locator(".stage").waitFor();
    expect(await unreadableTexts(page)).toEqual([]);
    await answer.write("Use `attempts` [1]");
    await page.locator(".writing").waitFor();
    expect(await unreadableTexts(page)).toEqual([]);
    await answer.finish(ANSWER);
    await page.locator(".sources").waitFor();
    expect(await unreadableTexts(page)).toEqual([]);
    const broken = await bench.ask("Broken?");
    await broken.fail(BROKEN);
    bench.answerWith(async () => ({ kind: "reply", markdown: "Only the asker may do that." }));
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("alert").waitFor();
    expect(await unreadableTexts(page)).toEqual([]);
    await broken.fail("Use\n\n_Stopped._");
    await page.locator("[data-note=stopped]").waitFor();
    expect(await unreadableTexts(page)).toEqual([]);
    bench.answerWith(() => Promise.reject(new StoreError("Redis is away")));
    await bench.ask("Lost?");
    await page.getByRole("alert").waitFor();
    await bench.box.fill("/");
    await page.getByRole("listbox").waitFor();
    expect(await unreadableTexts(page)).toEqual([]);
    await bench.box.fill("x".repeat(4_001));
    await bench.stopServer();
    await page.getByText("Connection lost.").waitFor();
    expect(await unreadableTexts(page)).toEqual([]);
  });

  it("the page has that scheme's ground", async () => {
    bench = await openBench(browser, { colorScheme });
    const [red = 0] = await bench.page.evaluate(() =>
      (getComputedStyle(document.body).backgroundColor.match(/\d+/gu) ?? []).map(Number),
    );
    expect(red < 64 ? "dark" : red > 192 ? "light" : "neither").toBe(colorScheme);
  });
});

describe("on a phone", () => {
  it("nothing runs over the edge, and code and tables scroll by themselves", async () => {
    bench = await openBench(browser, PHONE);
    expect(await sidewaysPx()).toBe(0);
    const answer = await bench.ask(`How ${"verylongword".repeat(12)}?`);
    await answer.finish(ANSWER);
    await bench.page.locator(".sources").waitFor();
    expect(await sidewaysPx()).toBe(0);
    expect(await bench.page.locator(".answer pre").evaluate((node) => node.scrollWidth > node.clientWidth)).toBe(true);
    await bench.box.fill("/sources");
    await bench.page.getByRole("listbox").waitFor();
    expect(await sidewaysPx()).toBe(0);
    await bench.page.setViewportSize({ width: 320, height: 640 });
    expect(await sidewaysPx()).toBe(0);
  });

  it("the channels are a drawer that takes the focus and gives it back", async () => {
    bench = await openBench(browser, PHONE);
    const { page } = bench;
    await bench.transcripts().addChannel("support");
    await page.reload();
    const menu = page.getByRole("button", { name: "Channels" });
    await menu.waitFor();
    expect(await page.getByRole("link", { name: "support" }).isVisible()).toBe(false);
    await menu.click();
    await page.getByRole("link", { name: "support" }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-current"))).toBe("page");
    expect(await page.getByRole("main").getAttribute("inert")).toBe("");
    await page.keyboard.press("Escape");
    await expect.poll(() => page.getByRole("link", { name: "support" }).isVisible()).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.className)).toBe("drawer-button");
    await menu.click();
    await page.getByRole("link", { name: "support" }).click();
    await page.getByRole("heading", { level: 1, name: "support" }).waitFor();
    await expect.poll(() => page.getByRole("link", { name: "general" }).isVisible()).toBe(false);
    await menu.click();
    await page.touchscreen.tap(370, 400);
    await expect.poll(() => page.getByRole("link", { name: "general" }).isVisible()).toBe(false);
  });

  it("everything to be touched is 44 px high and wide, or stands within a sentence", async () => {
    bench = await openBench(browser, PHONE);
    const small = () =>
      bench.page.evaluate(() =>
        [...document.querySelectorAll("button, a, input, textarea, [role=option]")]
          .filter((element) => element.checkVisibility({ visibilityProperty: true }))
          .filter((element) => element.closest("p, .answer, .skip-link, .visually-hidden") === null)
          .filter((element) => {
            const { width, height } = element.getBoundingClientRect();
            return width < 44 || height < 44;
          })
          .map((element) => element.outerHTML.slice(0, 80)),
      );
    await bench.page.getByRole("heading", { name: "Answers you can check" }).waitFor();
    expect(await small()).toEqual([]);
    const answer = await bench.ask("How?");
    for (const [name, show] of [
      ["Stop", () => answer.write("Use")],
      ["Try again", () => answer.fail(BROKEN)],
      ["Regenerate", () => answer.finish(ANSWER)],
    ] as const) {
      await show();
      const button = bench.page.getByRole("button", { name });
      await button.waitFor();
      expect(await small()).toEqual([]);
      // There is no hovering with a finger.
      expect(await button.evaluate((node) => getComputedStyle(node).opacity)).toBe("1");
      expect(await sidewaysPx()).toBe(0);
    }
    await bench.box.fill("/");
    expect(await small()).toEqual([]);
    await bench.page.getByRole("button", { name: "Channels" }).click();
    await bench.page.getByRole("button", { name: "New channel" }).click();
    expect(await small()).toEqual([]);
  });
});

describe("for those who asked for stillness", () => {
  it("nothing moves", async () => {
    bench = await openBench(browser, { reducedMotion: "reduce" });
    const answer = await bench.ask("How?");
    await answer.search();
    await bench.page.locator(".stage").waitFor();
    expect(await bench.page.evaluate(() => document.getAnimations().length)).toBe(0);
    await answer.write("Use");
    await bench.page.locator(".writing").waitFor();
    expect(await bench.page.evaluate(() => document.getAnimations().length)).toBe(0);
  });

  it("only: the others see that it works", async () => {
    bench = await openBench(browser, { reducedMotion: "no-preference" });
    const answer = await bench.ask("How?");
    await answer.search();
    await bench.page.locator(".stage").waitFor();
    expect(await bench.page.evaluate(() => document.getAnimations().length)).toBeGreaterThan(0);
  });
});
