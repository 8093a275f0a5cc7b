import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { StoreError } from "../../src/core/errors.ts";
import type { Form } from "../../src/core/form.ts";
import type { Outcome, ReplyButton } from "../../src/core/invocation.ts";
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

const FORM: Form = {
  title: "Answers",
  command: "settings edit group:answers",
  fields: [
    { kind: "text", name: "model", label: "Model", help: "The model that writes.", value: "gpt" },
    { kind: "text", name: "instructions", label: "Instructions", isLong: true, maxLength: 1_000 },
    { kind: "integer", name: "searchResults", label: "Search results", min: 1, max: 20, value: "10", isRequired: true },
    {
      kind: "choice",
      name: "answerLength",
      label: "Length",
      choices: [
        { value: "short", label: "Short" },
        { value: "long", label: "Long" },
      ],
      value: "long",
    },
    {
      kind: "choices",
      name: "answerMode",
      label: "Answer mode",
      choices: [
        { value: "deep-search", label: "Deep search" },
        { value: "reasoning", label: "Reasoning" },
        { value: "link-parsing", label: "Link parsing" },
      ],
      values: ["deep-search"],
    },
    { kind: "roles", name: "whoMayAsk", label: "Who may ask", values: ["R1"] },
  ],
};

const button = (name: string) => bench.page.getByRole("button", { name, exact: true });
const dialog = () => bench.page.getByRole("dialog", { name: "Answers" });
const reply = (markdown: string, buttons: readonly ReplyButton[] = []): Outcome => ({
  kind: "reply",
  markdown,
  buttons,
});
const answerWith = (outcome: Outcome) => bench.answerWith(async () => outcome);
const say = async (text: string) => {
  await bench.box.fill(text);
  await bench.box.press("Enter");
};
const lastCall = () => bench.invocations.at(-1)?.call;

describe("the buttons under a reply", () => {
  beforeEach(async () => {
    answerWith(reply("Excluded evil.com.", [{ label: "Undo", command: "settings undo channel-1" }]));
    await say("/sources exclude evil.com");
    await button("Undo").waitFor();
  });

  it("send their command, and show what came of it with its own buttons", async () => {
    answerWith(reply("**Undone.**", [{ label: "Redo", command: "settings undo channel-2", style: "primary" }]));
    await button("Undo").click();
    await bench.page.locator(".reply-text").getByText("Undone.", { exact: true }).waitFor();
    expect(lastCall()).toEqual({ name: "settings", action: "undo", options: { change: "channel-1" } });
    answerWith(reply("Again."));
    await button("Redo").press("Enter");
    await bench.page.locator(".reply-text").getByText("Again.").waitFor();
    // Another press of the first one is about the first reply anew.
    answerWith(reply("Undone twice."));
    await button("Undo").click();
    await bench.page.locator(".reply-text").getByText("Undone twice.").waitFor();
    expect(await button("Redo").count()).toBe(0);
    expect(await bench.page.locator(".reply-text").count()).toBe(1);
    expect(bench.problems).toEqual([]);
  });

  it("say why nothing was done", async () => {
    bench.answerWith(() => Promise.reject(new StoreError("Redis is away")));
    await button("Undo").click();
    await bench.page.locator(".reply-result .control-error").getByText("was not accepted").waitFor();
    expect(await button("Undo").getAttribute("aria-disabled")).toBe("false");
  });

  it("are there after a reload", async () => {
    await bench.page.reload();
    await button("Undo").waitFor();
  });

  it("open a form, and what comes of it stands under them", async () => {
    answerWith({ kind: "form", form: FORM });
    await button("Undo").click();
    await dialog().waitFor();
    answerWith(reply("Saved."));
    await dialog().getByRole("button", { name: "Save" }).click();
    await bench.page.locator(".reply-text").getByText("Saved.").waitFor();
    expect(await bench.page.evaluate(() => document.activeElement?.textContent?.trim())).toBe("Undo");
  });
});

describe("a form", () => {
  beforeEach(async () => {
    answerWith({ kind: "form", form: FORM });
    await say("/settings edit group:answers");
    await dialog().waitFor();
  });

  const field = (name: string) => dialog().getByLabel(name, { exact: true });
  const save = () => dialog().getByRole("button", { name: "Save" }).click();

  it("has each field labelled and explained, with what stands in it, and the focus in the first", async () => {
    expect(await field("Model").inputValue()).toBe("gpt");
    expect(await field("Model").evaluate((element) => element === document.activeElement)).toBe(true);
    const described = await field("Model").getAttribute("aria-describedby");
    expect(await bench.page.locator(`#${described}`).textContent()).toBe("The model that writes.");
    expect(await field("Instructions").evaluate((element) => element.tagName)).toBe("TEXTAREA");
    expect(await field("Length").inputValue()).toBe("long");
    expect(await dialog().getByRole("group", { name: "Answer mode" }).count()).toBe(1);
    expect(await field("Deep search").isChecked()).toBe(true);
    expect(await field("Who may ask").inputValue()).toBe("R1");
    expect(await bench.page.getByRole("article").count()).toBe(0);
    expect(bench.problems).toEqual([]);
  });

  it("is its command with everything that stands in it, and the channel shows what came of it", async () => {
    answerWith(reply("Saved."));
    await field("Model").fill("");
    await field("Instructions").fill("Be brief.");
    await field("Search results").fill("5");
    await field("Length").selectOption("");
    await field("Reasoning").check();
    await field("Who may ask").press("Enter");
    await expect.poll(() => dialog().count()).toBe(0);
    expect(lastCall()).toEqual({
      name: "settings",
      action: "edit",
      options: {
        group: "answers",
        model: "",
        instructions: "Be brief.",
        searchResults: "5",
        answerLength: "",
        answerMode: "deep-search, reasoning",
        whoMayAsk: "R1",
      },
    });
    const exchange = bench.page.getByRole("article", { name: "/settings edit group:answers" });
    await exchange.getByText("Saved.").waitFor();
  });

  it("shows why it was refused, and keeps what was typed", async () => {
    answerWith({ kind: "reply", markdown: "There is no model _wrong_.", isRefusal: true });
    await field("Model").fill("wrong");
    await field("Reasoning").check();
    await save();
    await dialog().getByRole("alert").getByText("There is no model wrong.").waitFor();
    expect(await field("Model").inputValue()).toBe("wrong");
    expect(await field("Reasoning").isChecked()).toBe(true);
    answerWith(reply("Saved."));
    await field("Model").fill("right");
    await save();
    await expect.poll(() => dialog().count()).toBe(0);
    const ids = bench.invocations.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("is left with Escape or Cancel, nothing is sent, and the focus is where it was", async () => {
    await bench.page.keyboard.press("Escape");
    await expect.poll(() => dialog().count()).toBe(0);
    await say("/settings edit group:answers");
    await dialog().waitFor();
    expect(await field("Model").inputValue()).toBe("gpt");
    await dialog().getByRole("button", { name: "Cancel" }).click();
    await expect.poll(() => dialog().count()).toBe(0);
    expect(bench.invocations).toHaveLength(2);
  });

  it("is about the channel that it was opened in, whichever is shown by now", async () => {
    await bench.transcripts().addChannel("other");
    await bench.page.reload();
    answerWith({ kind: "form", form: FORM });
    await say("/settings edit group:answers");
    await dialog().waitFor();
    await bench.page.evaluate(() => {
      location.hash = "other";
    });
    await expect.poll(() => bench.page.title()).toContain("#other");
    answerWith(reply("Saved."));
    await save();
    await expect.poll(() => dialog().count()).toBe(0);
    expect(bench.invocations.at(-1)?.channel.channelId).toBe("general");
  });

  it("keeps the keyboard inside it", async () => {
    const outside = new Set<string>();
    for (let step = 0; step < 14; step += 1) {
      await bench.page.keyboard.press("Tab");
      const where = await bench.page.evaluate(() => {
        const element = document.activeElement;
        return element === document.body || element?.closest("dialog") !== null ? "" : element?.outerHTML;
      });
      if (where !== "" && where !== undefined) outside.add(where);
    }
    expect([...outside]).toEqual([]);
  });
});

describe("thumbs under an answer", () => {
  const judgeable = async () => {
    const answer = await bench.ask("How?");
    await answer.finishWithThumbs("With attempts.");
    await button("Not useful: this answer").waitFor();
    return answer;
  };

  it("ask what was wrong, and offer what can be done about it", async () => {
    await judgeable();
    const reason = { label: "Wrong source", command: "report answer answer:web-1 reason:source" };
    answerWith(reply("What was wrong?", [reason]));
    await button("Not useful: this answer").click();
    await bench.page.locator(".thumbs-said").getByText("What was wrong?").waitFor();
    answerWith(reply("Which one?", [{ label: "Exclude evil.com", command: "sources exclude evil.com" }]));
    await button("Wrong source").click();
    answerWith(reply("Excluded evil.com."));
    await button("Exclude evil.com").click();
    await bench.page.locator(".reply-text").getByText("Excluded evil.com.").waitFor();
    expect(lastCall()).toEqual({ name: "sources", action: "exclude", options: { sites: "evil.com" } });
    answerWith(reply("Thank you."));
    await button("Good: this answer").click();
    await expect.poll(() => button("Wrong source").count()).toBe(0);
    expect(bench.problems).toEqual([]);
  });

  it("are fresh ones when the answer is written anew", async () => {
    const answer = await judgeable();
    answerWith(reply("Thank you."));
    await button("Good: this answer").click();
    await expect.poll(() => button("Good: this answer").getAttribute("aria-pressed")).toBe("true");
    await answer.write("With");
    await answer.finishWithThumbs("With backoff.");
    await expect.poll(() => button("Good: this answer").getAttribute("aria-pressed")).toBe("false");
  });
});

describe("a question that is not answered here", () => {
  it("stands there without anybody waiting", async () => {
    answerWith({ kind: "ignored" });
    await say("Just talking");
    const exchange = bench.page.getByRole("article", { name: "Just talking" });
    await exchange.waitFor();
    await expect.poll(() => exchange.locator(".stage").count()).toBe(0);
  });
});

describe("a reader of another language", () => {
  it("is told to Footnote as the browser's locale", async () => {
    await bench.close();
    bench = await openBench(browser, { locale: "fr-CA" });
    await bench.ask("Comment ?");
    expect(bench.invocations[0]?.locale).toBe("fr-CA");
  });
});
