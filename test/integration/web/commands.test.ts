import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UserInputError } from "../../../src/core/errors.ts";
import type { Form } from "../../../src/core/form.ts";
import type { Invocation, Outcome } from "../../../src/core/invocation.ts";
import { startWebSite, type WebSite } from "./web-site.ts";

const FORM: Form = {
  title: "Answers",
  command: "settings edit group:answers",
  fields: [{ kind: "text", name: "model", label: "Model" }],
};

let site: WebSite;
let seen: Invocation[];
let outcome: (invocation: Invocation) => Promise<Outcome>;
beforeEach(async () => {
  seen = [];
  outcome = async () => ({ kind: "accepted" });
  site = await startWebSite();
  await site.start(async (invocation) => {
    seen.push(invocation);
    return outcome(invocation);
  });
});
afterEach(() => site.close());

async function post(path: "commands" | "forms", body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${site.origin}/web/channels/general/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

const entries = () => site.transcripts.read("general");

describe("a typed command", () => {
  it("may be answered with a form, which the page is told, and leaves nothing in the channel", async () => {
    outcome = async () => ({ kind: "form", form: FORM });
    const response = await site.send("/settings edit group:answers", "q1");
    expect(await response.json()).toEqual({
      id: "web-q1",
      form: { ...FORM, words: { save: "Save", cancel: "Cancel", nothing: "—", roles: "Ids, separated by commas." } },
    });
    expect(seen[0]).toMatchObject({ canShowForm: true, trigger: "command" });
    expect((await entries()).filter(({ markdown }) => markdown !== "")).toEqual([]);
  });

  it("keeps the buttons of its reply", async () => {
    const buttons = [{ label: "Undo", command: "settings undo channel-1" }];
    outcome = async () => ({ kind: "reply", markdown: "Done.", buttons });
    await site.send("/sources exclude evil.com");
    expect((await entries()).at(-1)).toMatchObject({ markdown: "Done.", buttons });
  });
});

describe("a question that the channel does not answer", () => {
  it("stands there, and waits for nothing", async () => {
    outcome = async () => ({ kind: "ignored" });
    expect((await site.send("Hello all")).status).toBe(202);
    expect(await entries()).toMatchObject([{ markdown: "Hello all", isIgnored: true }]);
    expect(seen[0]?.trigger).toBe("mention");
  });
});

describe("the language of the browser", () => {
  it.each([
    ["de-AT,de;q=0.9,en;q=0.8", "de-AT"],
    ["*", undefined],
    ["../../etc", undefined],
  ])("%s is told as the locale %s", async (header, locale) => {
    await post("commands", { command: "help" }, { "accept-language": header });
    expect(seen[0]?.locale).toBe(locale);
  });
});

describe("pressing a button under a reply", () => {
  it("carries out its command, under the question it stands under", async () => {
    await site.send("Why?", "q1");
    outcome = async () => ({ kind: "reply", markdown: "**Done.**", buttons: [{ label: "Undo", command: "help" }] });
    const pressed = await post("commands", { command: "sources exclude evil.com", id: "p1", under: "web-q1" });
    expect(pressed).toEqual({
      status: 202,
      body: {
        reply: { html: "<p><strong>Done.</strong></p>", text: "Done.", buttons: [{ label: "Undo", command: "help" }] },
      },
    });
    expect(seen.at(-1)).toMatchObject({
      id: "web-press-p1",
      call: { name: "sources", action: "exclude", options: { sites: "evil.com" } },
      replyTo: { messageId: "web-q1" },
      canShowForm: true,
      trigger: "command",
    });
    expect(await entries()).toHaveLength(1);
  });

  it("opens a form", async () => {
    outcome = async () => ({ kind: "form", form: FORM });
    expect(await post("commands", { command: "settings edit" })).toMatchObject({ status: 202, body: { form: FORM } });
  });

  it("shows nothing when there is nothing to show", async () => {
    expect(await post("commands", { command: "help", under: "web-gone" })).toEqual({ status: 202, body: {} });
    outcome = async () => ({ kind: "ignored" });
    expect(await post("commands", { command: "help" })).toEqual({ status: 202, body: {} });
  });

  it.each([
    [
      "a refusal",
      async (): Promise<Outcome> => ({ kind: "reply", markdown: "_No._", isRefusal: true }),
      "help",
      409,
      "No.",
    ],
    ["an error", () => Promise.reject(new UserInputError("Not so.")), "help", 400, "Not so."],
    ["a command that there is not", undefined, "dance", 400, "There is no command /dance"],
    ["no command", undefined, "", 400, "could not be understood"],
  ])("says so for %s", async (_what, becomes, command, status, sentence) => {
    if (becomes !== undefined) outcome = becomes;
    expect(await post("commands", { command })).toMatchObject({
      status,
      body: { error: expect.stringContaining(sentence) },
    });
  });

  it("is not possible from another website, or with a form of one", async () => {
    const body = { command: "sources exclude evil.com" };
    expect((await post("commands", body, { origin: "http://evil.example" })).status).toBe(403);
    expect((await post("commands", body, { "content-type": "text/plain" })).status).toBe(403);
    expect((await post("forms", { ...body, values: {} }, { origin: "http://evil.example" })).status).toBe(403);
    expect(seen).toEqual([]);
  });
});

describe("a form that was filled in", () => {
  const filled = { command: FORM.command, values: { model: "gpt", instructions: "" } };

  it("is its command with what was filled in, emptied fields too", async () => {
    outcome = async () => ({ kind: "reply", markdown: "Saved." });
    expect(await post("forms", filled)).toMatchObject({ status: 202, body: { reply: { text: "Saved." } } });
    expect(seen[0]?.call).toEqual({
      name: "settings",
      action: "edit",
      options: { group: "answers", model: "gpt", instructions: "" },
    });
    expect(await entries()).toEqual([]);
  });

  it("is said in the channel with what came of it, when the command was typed", async () => {
    outcome = async () => ({ kind: "reply", markdown: "Saved." });
    expect(await post("forms", { ...filled, isTyped: true, id: "f1" })).toEqual({ status: 202, body: {} });
    expect(await entries()).toMatchObject([
      { author: "asker", markdown: "/settings edit group:answers" },
      { author: "footnote", markdown: "Saved.", inReplyTo: "web-press-f1" },
    ]);
  });

  it("can be refused, and then nothing is said in the channel", async () => {
    outcome = async () => ({ kind: "reply", markdown: "Too long.", isRefusal: true });
    expect(await post("forms", { ...filled, isTyped: true })).toEqual({ status: 409, body: { error: "Too long." } });
    expect(await entries()).toEqual([]);
    expect(await post("forms", { command: FORM.command })).toMatchObject({ status: 400 });
  });
});
