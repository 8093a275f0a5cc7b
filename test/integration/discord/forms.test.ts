import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Form, FormField } from "../../../src/core/form.ts";
import type { Outcome } from "../../../src/core/invocation.ts";
import { eventually, startListenerBench } from "../../fakes/discord/discord-listener-bench.ts";
import { prefilledIn } from "../../fakes/discord/fake-discord-modal.ts";
import type { FakeInteraction } from "../../fakes/discord/fake-discord-state.ts";

const ROLE = "900000000000000010";
const GONE = "900000000000000011";

const rules: Form = {
  title: "Settings: rules",
  command: "settings edit group:rules scope:workspace revision:7",
  fields: [
    { name: "instructions", label: "Instructions", kind: "text", value: "Be brief.", isLong: true, maxLength: 1_000 },
    { name: "retentionDays", label: "Retention", kind: "integer", value: "30", min: 1, max: 365 },
    {
      name: "answerLength",
      label: "Length",
      help: "How long answers should be.",
      kind: "choice",
      choices: ["short", "normal", "long"].map((value) => ({ value, label: value.toUpperCase() })),
      value: "normal",
    },
    {
      name: "answerMode",
      label: "Mode",
      kind: "choices",
      choices: ["deep-search", "reasoning"].map((value) => ({ value, label: value })),
      values: ["reasoning"],
    },
    { name: "whoMayAsk", label: "Who may ask", kind: "roles", values: [ROLE, GONE] },
  ],
};

describe("forms on Discord", () => {
  let bench: Awaited<ReturnType<typeof startListenerBench>>;
  beforeEach(async () => {
    bench = await startListenerBench();
    await bench.start();
    bench.discord.addMember("Grace", { roles: [ROLE] });
    answerWith(rules);
  });
  afterEach(() => bench.close());

  const refused: Outcome = { kind: "reply", markdown: "“soon” is no number.", isRefusal: true };
  /** The form where it can be shown, otherwise what became of what was entered. */
  function answerWith(form: Form, entered: Outcome = { kind: "reply", markdown: "Saved." }): void {
    bench.answerWith(async ({ canShowForm }) => (canShowForm === true ? { kind: "form", form } : entered));
  }
  const edit = (options: Record<string, string> = { group: "rules", scope: "workspace" }) =>
    bench.discord.slash({ command: "settings", subcommand: "edit", options });
  const modalOf = async (opener: FakeInteraction) => {
    await eventually(() => expect(opener.modal).toBeDefined());
    if (opener.modal === undefined) throw new Error("no form was opened");
    return opener.modal;
  };
  const contentOf = async (use: FakeInteraction) => {
    await eventually(() => expect(bench.discord.interactionReply(use).content).toBeTruthy());
    return bench.discord.interactionReply(use).content;
  };

  /** What a press answers with takes the place of the message it was made under. */
  const saysForgotten = (press: FakeInteraction) =>
    eventually(() =>
      expect(bench.discord.interactionReply(press)).toMatchObject({
        content: expect.stringContaining("kept for 10 minutes only"),
        ephemeral: true,
      }),
    );

  it("are the first answer to their command, with what holds now", async () => {
    const opener = edit();
    const modal = await modalOf(opener);
    expect(bench.seen).toMatchObject([
      {
        call: { name: "settings", action: "edit", options: { group: "rules", scope: "workspace" } },
        canShowForm: true,
      },
    ]);
    expect(modal.title).toBe("Settings: rules");
    expect(modal.components.map(({ label, description }) => [label, description])).toEqual([
      ["Instructions", undefined],
      ["Retention", undefined],
      ["Length", "How long answers should be."],
      ["Mode", undefined],
      ["Who may ask", undefined],
    ]);
    expect(prefilledIn(modal)).toEqual({
      instructions: "Be brief.",
      retentionDays: "30",
      answerLength: "normal",
      answerMode: ["reasoning"],
      whoMayAsk: [ROLE],
    });
  });

  it("carry out their command with everything that stands in them", async () => {
    const opener = edit();
    await modalOf(opener);
    const entered = { instructions: "", answerMode: ["reasoning", "deep-search"], retentionDays: " 60 " };
    const filled = bench.discord.fillIn(opener, { ...entered, whoMayAsk: [], answerLength: "" });
    expect(await contentOf(filled)).toBe("Saved.");
    expect(bench.discord.interactionReply(filled).ephemeral).toBe(true);
    expect(bench.seen[1]?.trigger).toBe("command");
    expect(bench.seen[1]?.call).toEqual({
      name: "settings",
      action: "edit",
      options: {
        group: "rules",
        scope: "workspace",
        revision: "7",
        instructions: "",
        retentionDays: "60",
        answerLength: "",
        answerMode: "reasoning, deep-search",
        whoMayAsk: "",
      },
    });
  });

  it("open once more with what was typed, for what they were first opened on, when it was refused", async () => {
    answerWith(rules, refused);
    const opener = edit();
    await modalOf(opener);
    const typed = {
      instructions: "Be long.",
      retentionDays: "soon",
      answerMode: ["deep-search"],
      answerLength: "long",
    };
    const filled = bench.discord.fillIn(opener, { ...typed, whoMayAsk: [] });
    expect(await contentOf(filled)).toBe("“soon” is no number.");
    expect(bench.discord.buttonRows(filled)).toEqual([["Change what I typed"]]);
    answerWith({ ...rules, command: rules.command.replace("7", "8") });
    const again = bench.discord.press("again", { messageId: filled.originalId });
    expect(prefilledIn(await modalOf(again))).toEqual(typed);
    expect(bench.seen.at(-1)).toMatchObject({
      canShowForm: true,
      call: { name: "settings", action: "edit", options: { group: "rules", scope: "workspace" } },
    });
    const right = bench.discord.fillIn(again, { retentionDays: "60" });
    expect(await contentOf(right)).toBe("Saved.");
    expect(bench.seen.at(-1)?.call).toMatchObject({
      options: { revision: "7", instructions: "Be long.", retentionDays: "60", whoMayAsk: "" },
    });
    expect(bench.discord.buttonRows(right)).toEqual([]);
    expect(bench.logged.join("\n")).not.toContain("Be long.");
  });

  it("say so when what was typed is kept no more, or was typed by somebody else", async () => {
    answerWith(rules, refused);
    const opener = edit();
    await modalOf(opener);
    const filled = bench.discord.fillIn(opener, { retentionDays: "soon" });
    await contentOf(filled);
    const ofAnother = bench.discord.press("again", { messageId: filled.originalId, user: bench.discord.owner });
    await saysForgotten(ofAnother);
    bench.pass(11 * 60_000);
    const late = bench.discord.press("again", { messageId: filled.originalId });
    await saysForgotten(late);
  });

  it("say so when they are of another version", async () => {
    const opener = edit();
    await modalOf(opener);
    if (opener.modal !== undefined) opener.modal = { ...opener.modal, custom_id: "footnote:form:frobnicate" };
    expect(await contentOf(bench.discord.fillIn(opener, {}))).toContain("out of date");
    expect(bench.seen).toHaveLength(1);
  });

  it("are replaced by words, for the asker alone, where the command is answered with words", async () => {
    const lines = Array.from({ length: 100 }, (_, line) => `- line ${line} of many that are shown`);
    const buttons = [{ label: "Show", command: "settings show" }];
    bench.answerWith(async () => ({ kind: "reply", markdown: `Not you.\n\n${lines.join("\n")}`, buttons }));
    const opener = edit();
    expect(await contentOf(opener)).toContain("Not you.");
    await eventually(() => expect(bench.discord.buttonRows(opener)).toEqual([["Show"]]));
    const { ephemeral, followUps } = bench.discord.interactionReply(opener);
    expect([ephemeral, ...followUps.map((part) => part.ephemeral)]).not.toContain(false);
  });

  it("are too late when they come after Discord has stopped waiting, and words are not", async () => {
    const release = bench.holdBack();
    const opener = edit();
    await eventually(() => expect(bench.discord.interactionReply(opener).state).toBe("loading"));
    expect(bench.discord.interactionReply(opener).ephemeral).toBe(true);
    release({ kind: "form", form: rules });
    expect(await contentOf(opener)).toContain("could not be opened");
    const releaseWords = bench.holdBack();
    const other = edit();
    await eventually(() => expect(bench.discord.interactionReply(other).state).toBe("loading"));
    releaseWords({ kind: "reply", markdown: "Here." });
    expect(await contentOf(other)).toBe("Here.");
  });

  it("keep within Discord's limits whatever they are made of", async () => {
    const long = "x".repeat(200);
    const choices = Array.from({ length: 30 }, (_, value) => ({ value: String(value), label: long }));
    const fields: readonly FormField[] = [
      { name: "text", label: long, help: long, kind: "text", value: long, maxLength: 50 },
      { name: "many", label: "Many", kind: "choices", choices, values: ["1", "2"] },
      { name: "few", label: "Few", kind: "choice", choices: [{ value: "", label: "None" }, ...choices.slice(0, 24)] },
      { name: "number", label: "Number", kind: "integer", min: 1, max: 25, value: "3" },
      { name: "roles", label: "Roles", kind: "roles", values: [] },
      { name: "sixth", label: "Sixth", kind: "text" },
    ];
    answerWith({ title: long, command: "settings edit", fields });
    const modal = await modalOf(edit({}));
    expect(modal.components).toHaveLength(5);
    expect(prefilledIn(modal)).toEqual({ text: long, many: "1, 2", number: "3" });
  });

  it("type what no picker can show, so that saving something else lets nobody in", async () => {
    answerWith({ ...rules, fields: [{ name: "whoMayAsk", label: "Who may ask", kind: "roles", values: [GONE] }] });
    const opener = edit();
    expect(prefilledIn(await modalOf(opener))).toEqual({ whoMayAsk: GONE });
    const filled = bench.discord.fillIn(opener, {});
    await contentOf(filled);
    expect(bench.seen[1]?.call).toMatchObject({ options: { whoMayAsk: GONE } });
  });

  it("hold a text that is longer than it may be now, or leave it out, rather than cut it", async () => {
    const longer = "a.example, ".repeat(100).trim();
    answerWith({
      ...rules,
      fields: [
        { name: "sites", label: "Sites", kind: "text", value: longer, isLong: true, maxLength: 1_000 },
        { name: "other", label: "Other", kind: "text", value: longer.repeat(4), isLong: true, maxLength: 1_000 },
        { name: "model", label: "Model", kind: "text", value: "gpt" },
      ],
    });
    expect(prefilledIn(await modalOf(edit()))).toEqual({ sites: longer, model: "gpt" });
  });

  it("have no picker for roles in a direct message, where there are none", async () => {
    const { channelId } = bench.discord.dm("hello");
    const opener = bench.discord.slash({ command: "settings", subcommand: "edit", channelId });
    expect(prefilledIn(await modalOf(opener))).toMatchObject({ whoMayAsk: `${ROLE}, ${GONE}` });
  });
});
