import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Form, FormField } from "../../../src/core/form.ts";
import type { Outcome } from "../../../src/core/invocation.ts";
import { ASKER } from "../../fakes/slack/fake-slack.ts";
import { initialValuesOf, type SlackView, textOfView } from "../../fakes/slack/views.ts";
import { type ConversingApp, startConversing } from "./conversing-app.ts";

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ value: `v${index}`, label: `Choice ${index}` }));
const formOf = (...fields: readonly FormField[]): Form => ({
  title: "Settings",
  command: "settings edit group:rules scope:workspace revision:7",
  fields,
});

const EVERYTHING = formOf(
  { kind: "text", name: "model", label: "Model", value: "gpt", maxLength: 200, help: "As the endpoint names it" },
  { kind: "text", name: "instructions", label: "Instructions", value: "Be\nkind", isLong: true, maxLength: 1_000 },
  { kind: "integer", name: "retentionDays", label: "Retention", value: "30", min: 1, max: 365, isRequired: true },
  { kind: "choice", name: "language", label: "Language", choices: numbered(3), value: "v1" },
  { kind: "choices", name: "answerMode", label: "Mode", choices: numbered(4), values: ["v0", "v3"] },
);

describe("a form on Slack", () => {
  let app: ConversingApp;
  let outcome: Outcome;
  beforeEach(async () => {
    app = await startConversing();
    outcome = { kind: "reply", markdown: "Saved." };
  });
  afterEach(() => app.close());

  async function open(form: Form): Promise<SlackView> {
    app.answerWith(({ canShowForm }) => (canShowForm === true ? { kind: "form", form } : outcome));
    await app.slack.slash("/settings", "edit group:rules");
    const modal = app.slack.modal();
    if (modal === undefined) throw new Error(`No modal was opened: ${app.whispers().join()}`);
    return modal;
  }
  const elements = (view: SlackView) => view.blocks.flatMap((block) => (block.type === "input" ? [block.element] : []));
  const submitted = () => {
    const call = app.seen.at(-1)?.call;
    return call !== undefined && "options" in call ? call.options : undefined;
  };

  it("is asked for before the command is acknowledged, and shows nothing else", async () => {
    await open(EVERYTHING);
    expect(app.seen).toMatchObject([{ canShowForm: true, call: { action: "edit", options: { group: "rules" } } }]);
    expect(app.whispers()).toEqual([]);
  });

  it("shows what holds now, each in its own kind of field", async () => {
    const view = await open(EVERYTHING);
    expect(initialValuesOf(view)).toEqual({
      model: "gpt",
      instructions: "Be\nkind",
      retentionDays: "30",
      language: "v1",
      answerMode: ["v0", "v3"],
    });
    expect(elements(view)).toMatchObject([
      { type: "plain_text_input", multiline: false, max_length: 200 },
      { type: "plain_text_input", multiline: true, max_length: 1_000 },
      { type: "number_input", min_value: "1", max_value: "365", is_decimal_allowed: false },
      { type: "static_select" },
      { type: "checkboxes" },
    ]);
    expect(view).toMatchObject({ submit: { text: "Save" }, close: { text: "Cancel" } });
  });

  it("is its command with every field as an option, the emptied ones empty", async () => {
    await open(EVERYTHING);
    await app.slack.submit({ model: "", language: "v2", answerMode: [] });
    expect(app.seen.at(-1)?.call).toMatchObject({ name: "settings", action: "edit" });
    expect(submitted()).toEqual({
      group: "rules",
      scope: "workspace",
      revision: "7",
      model: "",
      instructions: "Be\nkind",
      retentionDays: "30",
      language: "v2",
      answerMode: "",
    });
    expect(app.seen.at(-1)).toMatchObject({ trigger: "command", asker: { id: ASKER } });
  });

  it("joins several values as they would be typed", async () => {
    await open(EVERYTHING);
    await app.slack.submit({ answerMode: ["v1", "v2"] });
    expect(submitted()).toMatchObject({ answerMode: "v1, v2" });
  });

  it.each([
    [10, "checkboxes"],
    [11, "multi_static_select"],
    [100, "multi_static_select"],
  ])("of %i choices takes the field that Slack has for so many", async (count, type) => {
    const view = await open(
      formOf({ kind: "choices", name: "answerMode", label: "Mode", choices: numbered(count), values: ["v9"] }),
    );
    expect(elements(view)).toMatchObject([{ type }]);
    await app.slack.submit({});
    expect(submitted()).toMatchObject({ answerMode: "v9" });
  });

  it("starts without a value that is no choice any more", async () => {
    const view = await open(
      formOf({ kind: "choice", name: "language", label: "Language", choices: numbered(2), value: "gone" }),
    );
    expect(initialValuesOf(view)).toEqual({ language: "" });
  });

  it("leaves out a text that is too long for it, rather than cutting it", async () => {
    const view = await open(
      formOf(
        { kind: "text", name: "includeSites", label: "Only these", value: "a.example ".repeat(301), isLong: true },
        { kind: "text", name: "model", label: "Model" },
      ),
    );
    expect(textOfView(view)).toContain("*Only these* is longer than a form");
    await app.slack.submit({ model: "gpt" });
    expect(submitted()).not.toHaveProperty("includeSites");
  });

  it("takes labels and titles that are longer than they should be", async () => {
    const choices = [{ value: "v", label: "x".repeat(80) }];
    const view = await open({
      ...formOf({ kind: "choice", name: "language", label: "L", choices }),
      title: "A title of more than 24 characters",
    });
    expect(view.type === "modal" && view.title.text.length).toBe(24);
  });

  describe("with user groups", () => {
    const roles = (...values: readonly string[]) => formOf({ kind: "roles", name: "whoMayAsk", label: "Who", values });
    beforeEach(() => {
      app.slack.world.userGroups.push(
        { id: "S1", handle: "devs", name: "Developers", users: [ASKER] },
        { id: "S2", handle: "ops", name: "Operations", users: [] },
      );
    });

    it("offers them by name and keeps those that are gone", async () => {
      const view = await open(roles("S2", "S9"));
      expect(elements(view)).toMatchObject([
        {
          type: "multi_static_select",
          options: [
            { value: "S9", text: { text: "S9" } },
            { value: "S1", text: { text: "@devs (Developers)" } },
            { value: "S2" },
          ],
        },
      ]);
      await app.slack.submit({ whoMayAsk: ["S1", "S9"] });
      expect(submitted()).toMatchObject({ whoMayAsk: "S1, S9" });
    });

    it.each([
      ["without the scope", () => void app.slack.world.scopes.delete("usergroups:read")],
      ["without any", () => void app.slack.world.userGroups.splice(0)],
    ])("has them typed %s", async (_why, change) => {
      change();
      const view = await open(roles("S2"));
      expect(initialValuesOf(view)).toEqual({ whoMayAsk: "S2" });
      expect(view.blocks).toMatchObject([{ hint: { text: "Ids of user groups, separated by commas" } }]);
    });

    it("asks for them once a minute", async () => {
      await open(roles());
      await open(roles());
      expect(app.slack.calls("usergroups.list")).toHaveLength(1);
    });
  });

  it("keeps what was typed when it is refused, under the sentence", async () => {
    await open(EVERYTHING);
    outcome = { kind: "reply", markdown: "That is **no** model.", isRefusal: true };
    await app.slack.submit({ model: "nonsense" });
    expect(app.slack.modal()).toMatchObject({ title: { text: "Settings" }, close: { text: "Close" } });
    expect(app.slack.world.views).toHaveLength(2);
    app.slack.closeModal();
    outcome = { kind: "reply", markdown: "Saved." };
    await app.slack.submit({ model: "sense" });
    expect(app.slack.world.views).toHaveLength(1);
  });

  it("closes when there is nothing to say", async () => {
    await open(EVERYTHING);
    outcome = { kind: "accepted" };
    await app.slack.submit({});
    expect(app.slack.modal()).toBeUndefined();
  });

  it("may be followed by another form", async () => {
    await open(EVERYTHING);
    app.answerWith(() => ({ kind: "form", form: formOf({ kind: "text", name: "model", label: "Next" }) }));
    await app.slack.submit({});
    expect(app.slack.modal()?.blocks).toMatchObject([{ label: { text: "Next" } }]);
    await app.slack.submit({});
    const ids = app.seen.slice(1).map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id).toMatch(/^slack-form-[A-Za-z0-9-]+$/u);
  });

  it("that Slack does not open in time is apologised for", async () => {
    app.answerWith(() => ({ kind: "form", form: EVERYTHING }));
    app.slack.failNext("views.open", { error: "expired_trigger_id" });
    await app.slack.slash("/settings", "edit group:rules");
    expect(app.whispers()).toEqual([expect.stringContaining("within three seconds only")]);
  });

  it("is not shown for a command that only says something", async () => {
    app.answerWith(() => ({ kind: "reply", markdown: "Nothing to edit here." }));
    await app.slack.slash("/settings", "edit");
    expect(app.whispers()).toEqual(["Nothing to edit here."]);
    expect(app.slack.modal()).toBeUndefined();
  });
});

describe("a form over http that takes too long", () => {
  it("closes in time, and what became of it is said later", async () => {
    const app = await startConversing({ mode: "http" });
    let settle: (outcome: Outcome) => void = () => undefined;
    app.answerWith(() => ({ kind: "form", form: EVERYTHING }));
    await app.slack.slash("/settings", "edit");
    app.answerWith(
      () =>
        new Promise((resolve) => {
          settle = resolve;
        }),
    );
    const delivery = await app.slack.submit({});
    expect(delivery.attempts).toMatchObject([{ result: 200 }]);
    expect(app.slack.modal()).toBeUndefined();
    settle({ kind: "reply", markdown: "Saved.", buttons: [{ label: "Undo", command: "settings undo" }] });
    await vi.waitFor(() => expect(app.slack.ephemerals).toMatchObject([{ user: ASKER, text: "Saved." }]));
    await app.close();
  });
});
