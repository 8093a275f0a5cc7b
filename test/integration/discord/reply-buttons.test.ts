import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ReplyButton } from "../../../src/core/invocation.ts";
import { eventually, startListenerBench } from "../../fakes/discord/discord-listener-bench.ts";
import { prefilledIn } from "../../fakes/discord/fake-discord-modal.ts";
import type { FakeInteraction } from "../../fakes/discord/fake-discord-state.ts";

describe("buttons under replies on Discord", () => {
  let bench: Awaited<ReturnType<typeof startListenerBench>>;
  beforeEach(async () => {
    bench = await startListenerBench();
    await bench.start();
  });
  afterEach(() => bench.close());

  /** A card with these buttons, as the person who asked for it sees it. */
  async function card(buttons: readonly ReplyButton[], markdown = "Settings."): Promise<FakeInteraction> {
    bench.answerWith(async () => ({ kind: "reply", markdown, buttons }));
    const use = bench.discord.slash({ command: "settings", subcommand: "show" });
    await eventually(() => expect(bench.discord.buttonRows(use)).not.toEqual([]));
    return use;
  }
  const press = (command: string, { originalId }: FakeInteraction) =>
    bench.discord.press(`footnote:run:${command}`, { messageId: originalId });
  const numbered = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ label: `${index}`, command: `settings undo change-${index}` }));

  it("stand in rows of five, for the one who sees the reply", async () => {
    const use = await card([
      { label: "Edit", command: "settings edit group:rules", style: "primary" },
      ...numbered(19),
    ]);
    expect(bench.discord.interactionReply(use).ephemeral).toBe(true);
    expect(bench.discord.buttonRows(use).map((row) => row.length)).toEqual([5, 5, 5, 5]);
    expect(bench.discord.buttonRows(use)[0]).toEqual(["Edit", "0", "1", "2", "3"]);
  });

  it("stand under the last part of a long reply", async () => {
    const lines = Array.from({ length: 100 }, (_, line) => `- line ${line} of many that are shown`);
    const use = await card(numbered(1), lines.join("\n"));
    const { content = "", followUps } = bench.discord.interactionReply(use);
    expect(`${content}${followUps.map((part) => part.content).join("")}`).toContain("line 99");
    expect(() => press("settings undo change-0", use)).toThrow("nobody can see a button");
    expect(bench.discord.buttonRows(use)).toEqual([["0"]]);
  });

  it("are left out rather than the reply where Discord would refuse them", async () => {
    const twice = { label: "Undo", command: "settings undo" };
    const use = await card([
      twice,
      twice,
      { label: "Long", command: `settings undo ${"x".repeat(90)}` },
      ...numbered(30),
    ]);
    expect(bench.discord.buttonRows(use).map((row) => row.length)).toEqual([5, 5, 5, 5, 5]);
    expect(bench.discord.buttonRows(use)[0]).toEqual(["Undo", "0", "1", "2", "3"]);
  });

  it("carry out their command when they are pressed, and show its reply with its own buttons", async () => {
    const use = await card(numbered(1));
    bench.answerWith(async () => ({ kind: "reply", markdown: "Undone.", buttons: numbered(2) }));
    const pressed = press("settings undo change-0", use);
    await eventually(() => expect(bench.discord.interactionReply(pressed).content).toBe("Undone."));
    expect(bench.discord.interactionReply(pressed).ephemeral).toBe(true);
    expect(bench.discord.buttonRows(pressed)).toEqual([["0", "1"]]);
    expect(bench.discord.interactionReply(use).content).toBe("Settings.");
    expect(bench.seen.at(-1)).toMatchObject({
      id: `discord-int-${pressed.id}`,
      trigger: "command",
      call: { name: "settings", action: "undo", options: { change: "change-0" } },
      replyTo: { kind: "interaction", token: pressed.token, visibility: "asker" },
    });
  });

  it("open a form where their command has one", async () => {
    const use = await card([{ label: "Edit", command: "settings edit group:rules" }]);
    const fields = [{ name: "model", label: "Model", kind: "text", value: "gpt-4o" }] as const;
    bench.answerWith(async ({ canShowForm }) =>
      canShowForm === true
        ? { kind: "form", form: { title: "Rules", command: "settings edit group:rules", fields } }
        : { kind: "reply", markdown: "Saved." },
    );
    const pressed = press("settings edit group:rules", use);
    await eventually(() => expect(pressed.modal).toBeDefined());
    expect(pressed.modal && prefilledIn(pressed.modal)).toEqual({ model: "gpt-4o" });
    const filled = bench.discord.fillIn(pressed, { model: "" });
    await eventually(() => expect(bench.discord.interactionReply(filled).content).toBe("Saved."));
    expect(bench.seen.at(-1)?.call).toMatchObject({ options: { group: "rules", model: "" } });
  });

  it("wait privately for what a worker will say", async () => {
    const use = await card([{ label: "Preview", command: "digest preview abc" }]);
    bench.answerWith(async () => ({ kind: "accepted" }));
    const pressed = press("digest preview abc", use);
    await eventually(() =>
      expect(bench.discord.interactionReply(pressed)).toMatchObject({ state: "loading", ephemeral: true }),
    );
  });

  it("leave nothing behind when their command is ignored", async () => {
    const use = await card(numbered(1));
    bench.answerWith(async () => ({ kind: "ignored" }));
    const pressed = press("settings undo change-0", use);
    await eventually(() => expect(bench.discord.interactionReply(pressed)).toMatchObject({ state: "answered" }));
    expect(bench.discord.interactionReply(pressed).content).toBeUndefined();
  });

  it("say that they are out of date when this version has no such command", async () => {
    const use = await card([{ label: "Applaud", command: "applaud loudly" }]);
    const seen = bench.seen.length;
    const pressed = press("applaud loudly", use);
    await eventually(() => expect(bench.discord.interactionReply(pressed).content).toContain("out of date"));
    expect(bench.seen).toHaveLength(seen);
  });
});
