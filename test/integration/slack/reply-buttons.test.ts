import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StoreError } from "../../../src/core/errors.ts";
import type { Form } from "../../../src/core/form.ts";
import type { Outcome, ReplyButton } from "../../../src/core/invocation.ts";
import { buttonsOf } from "../../fakes/slack/blocks.ts";
import { ASKER, DM, GENERAL } from "../../fakes/slack/fake-slack.ts";
import { textOfView } from "../../fakes/slack/views.ts";
import { type ConversingApp, startConversing } from "./conversing-app.ts";

const EDIT = { label: "Edit sources", command: "settings edit group:sources", style: "primary" } as const;
const UNDO = { label: "Undo", command: "settings undo channel-C1-3", style: "danger" } as const;
const reply = (markdown: string, buttons: readonly ReplyButton[] = []): Outcome => ({
  kind: "reply",
  markdown,
  buttons,
});
const form: Form = {
  title: "Sources",
  command: "settings edit group:sources",
  fields: [{ kind: "text", name: "includeSites", label: "Only these sites", value: "arxiv.org" }],
};

describe.each(["http", "socket"] as const)("buttons under a reply over %s", (mode) => {
  let app: ConversingApp;
  beforeEach(async () => {
    app = await startConversing({ mode });
    app.answerWith(({ canShowForm }) =>
      canShowForm === true ? { kind: "form", form } : reply("**Sources**: any", [EDIT, UNDO]),
    );
  });
  afterEach(() => app.close());

  const card = () => app.slack.ephemerals[0] ?? { ts: "" };
  const show = () => app.slack.slash("/settings", "show");

  it("stand under the answer to a command, and carry what they run", async () => {
    await show();
    expect(app.whispers()).toEqual(["*Sources*: any"]);
    expect(buttonsOf(app.slack.ephemerals[0]?.blocks)).toMatchObject([
      { action_id: "footnote_run_0", value: EDIT.command, style: "primary", text: { text: "Edit sources" } },
      { action_id: "footnote_run_1", value: UNDO.command, style: "danger" },
    ]);
  });

  it("are a command of whoever presses them, in that channel", async () => {
    await show();
    await app.slack.press("run_1", card());
    const [, pressed] = app.seen;
    expect(pressed).toMatchObject({
      trigger: "command",
      asker: { id: ASKER, name: "asker" },
      channel: { channelId: GENERAL, workspaceId: app.slack.teamId },
      call: { name: "settings", action: "undo", options: { change: "channel-C1-3" } },
      replyTo: { kind: "interaction", visibility: "asker", expiresAt: (pressed?.receivedAt ?? 0) + 1_800_000 },
    });
    expect(pressed?.canShowForm).toBeUndefined();
    expect(pressed?.id).toMatch(/^slack-press-[A-Za-z0-9-]+$/u);
  });

  it("give way to what follows, which may have buttons of its own", async () => {
    await show();
    app.answerWith(() => reply("Undone.", [EDIT]));
    await app.slack.press("run_1", card());
    expect(app.whispers()).toEqual(["Undone."]);
    expect(buttonsOf(app.slack.ephemerals[0]?.blocks).map(({ text }) => text.text)).toEqual(["Edit sources"]);
  });

  it("stay when the answer is that it cannot be done", async () => {
    await show();
    app.answerWith(() => ({ kind: "reply", markdown: "Only managers may.", isRefusal: true }));
    await app.slack.press("run_1", card());
    app.answerWith(() => Promise.reject(new StoreError("Redis is away")));
    await app.slack.press("run_1", card());
    expect(app.whispers()).toEqual([
      "*Sources*: any",
      "Only managers may.",
      expect.stringContaining("was not accepted"),
    ]);
    expect(buttonsOf(app.slack.ephemerals[0]?.blocks)).toHaveLength(2);
  });

  it.each(["accepted", "ignored"] as const)("say nothing of what is %s", async (kind) => {
    await show();
    app.answerWith(() => ({ kind }));
    const delivery = await app.slack.press("run_1", card());
    expect(delivery.isAcknowledged()).toBe(true);
    expect(app.whispers()).toEqual(["*Sources*: any"]);
  });

  it("open a form with their own trigger", async () => {
    await show();
    await app.slack.press("run_0", card());
    expect(app.seen[1]).toMatchObject({ canShowForm: true, call: { action: "edit", options: { group: "sources" } } });
    expect(app.slack.modal()).toMatchObject({ title: { text: "Sources" } });
    await app.slack.submit({ includeSites: "zod.dev" });
    expect(app.seen[2]).toMatchObject({
      call: { name: "settings", action: "edit", options: { group: "sources", includeSites: "zod.dev" } },
      replyTo: { kind: "interaction", token: expect.stringMatching(/^http/u) },
    });
    expect(app.whispers()).toEqual(["*Sources*: any"]);
  });

  it("whose command is none of today's say so, and run nothing", async () => {
    app.answerWith(() => reply("Old", [{ label: "Old", command: "frobnicate all" }]));
    await show();
    await app.slack.press("run_0", card());
    expect(app.seen).toHaveLength(1);
    expect(app.whispers().at(-1)).toContain("no command /frobnicate");
  });

  it("stand under what only the author of a message is told", async () => {
    await app.slack.mention("hm");
    expect(app.slack.ephemerals).toMatchObject([{ user: ASKER, text: "*Sources*: any" }]);
    expect(buttonsOf(app.slack.ephemerals[0]?.blocks)).toHaveLength(2);
    await app.slack.dm("hm");
    expect(buttonsOf(app.slack.world.messages.at(-1)?.blocks)).toHaveLength(2);
    expect(app.slack.world.messages.at(-1)).toMatchObject({ channel: DM });
    await app.slack.press("run_0", card());
    expect(app.slack.modal()).toBeDefined();
  });

  it("follow a text that leaves no room for them beside it", async () => {
    const text = "A long line of words. ".repeat(450);
    app.answerWith(() => reply(text, [EDIT]));
    await show();
    await expect.poll(() => app.slack.ephemerals).toHaveLength(2);
    expect(app.whispers()[0]).toHaveLength(text.trim().length);
    expect(buttonsOf(app.slack.ephemerals[0]?.blocks)).toEqual([]);
    expect(buttonsOf(app.slack.ephemerals[1]?.blocks)).toHaveLength(1);
  });

  it("stand in the modal that says what became of a form, and act there", async () => {
    await show();
    await app.slack.press("run_0", card());
    app.answerWith(() => reply("Saved.", [UNDO, EDIT]));
    await app.slack.submit({});
    expect(textOfModal()).toBe("Saved.\nUndo Edit sources");
    app.answerWith(() => reply("Undone."));
    await app.slack.pressInModal("Undo");
    expect(textOfModal()).toBe("Undone.");
    expect(app.seen.at(-1)).toMatchObject({ trigger: "command", channel: { channelId: GENERAL } });
  });

  it("open a form in the place of the modal in which they stand", async () => {
    await show();
    await app.slack.press("run_0", card());
    app.answerWith(() => reply("Saved.", [EDIT]));
    await app.slack.submit({});
    app.answerWith(() => ({ kind: "form", form }));
    await app.slack.pressInModal("Edit sources");
    expect(textOfModal()).toBe("Only these sites");
    expect(app.slack.world.views).toHaveLength(1);
  });

  it("say in the modal, too, that something could not be done", async () => {
    await show();
    await app.slack.press("run_0", card());
    app.answerWith(() => reply("Saved.", [UNDO]));
    await app.slack.submit({});
    app.answerWith(() => Promise.reject(new StoreError("Redis is away")));
    await app.slack.pressInModal("Undo");
    expect(textOfModal()).toContain("was not accepted");
  });

  function textOfModal(): string {
    const modal = app.slack.modal();
    return modal === undefined ? "" : textOfView(modal);
  }
});
