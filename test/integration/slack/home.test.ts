import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Form } from "../../../src/core/form.ts";
import type { Invocation, Outcome } from "../../../src/core/invocation.ts";
import { ADMIN, ASKER, DM, GENERAL } from "../../fakes/slack/fake-slack.ts";
import { buttonsOfView, textOfView } from "../../fakes/slack/views.ts";
import { type ConversingApp, startConversing } from "./conversing-app.ts";

const PRIVATE = "G0SECRET";
const form: Form = {
  title: "Sources",
  command: "settings edit group:sources",
  fields: [{ kind: "text", name: "includeSites", label: "Only these sites" }],
};

describe.each(["http", "socket"] as const)("the Home tab over %s", (mode) => {
  let app: ConversingApp;
  let sites: Map<string, string>;
  beforeEach(async () => {
    app = await startConversing({ mode });
    sites = new Map();
    app.answerWith(answer);
  });
  afterEach(() => app.close());

  /** A small settings feature: one list per channel. */
  function answer({ call, canShowForm, channel }: Invocation): Outcome {
    if (call.name !== "settings") return { kind: "accepted" };
    if (canShowForm === true) return { kind: "form", form };
    if (call.action === "edit") {
      sites.set(channel.channelId, call.options["includeSites"] ?? "");
      return { kind: "reply", markdown: "Saved.", buttons: [{ label: "Undo", command: "settings undo" }] };
    }
    if (call.action === "undo") {
      sites.delete(channel.channelId);
      return { kind: "reply", markdown: "Undone." };
    }
    if (call.action === "history") return { kind: "reply", markdown: "Nobody has changed anything." };
    return {
      kind: "reply",
      markdown: `**${channel.channelId}**: ${sites.get(channel.channelId) ?? "any site"}`,
      buttons: [
        { label: `Edit ${channel.channelId}`, command: "settings edit group:sources" },
        { label: `History ${channel.channelId}`, command: "settings history" },
      ],
    };
  }
  const text = (user = ASKER) => {
    const home = app.slack.home(user);
    return home === undefined ? "" : textOfView(home);
  };

  it("greets, and shows the settings of one's own conversation, which hold the workspace's", async () => {
    const delivery = await app.slack.openTab("home");
    expect(delivery.isAcknowledged()).toBe(true);
    expect(text()).toContain("Ask with `@footnote`");
    expect(text()).toContain(`*${DM}*: any site`);
    expect(app.seen).toMatchObject([
      {
        call: { name: "settings", action: "show" },
        trigger: "command",
        asker: { id: ASKER },
        channel: { channelId: DM, workspaceId: app.slack.teamId },
      },
    ]);
    expect(app.slack.home()?.blocks.length).toBeLessThanOrEqual(100);
  });

  it("is left alone when the Messages tab is opened", async () => {
    await app.slack.openTab("messages");
    expect(app.slack.home()).toBeUndefined();
    expect(app.seen).toEqual([]);
  });

  it("shows the settings of a channel that is chosen, and keeps the choice", async () => {
    await app.slack.openTab("home");
    await app.slack.chooseInHome(GENERAL);
    expect(text()).toContain(`*${GENERAL}*: any site`);
    expect(text()).toContain(`*${DM}*: any site`);
    await app.slack.openTab("home");
    expect(text()).toContain(`*${GENERAL}*: any site`);
  });

  it("shows nothing of a channel to those who are not in it", async () => {
    app.slack.addChannel("C0OTHERS", { members: [ADMIN] });
    app.slack.addChannel(PRIVATE, { members: [ADMIN, ASKER], isMember: false });
    await app.slack.openTab("home");
    for (const channel of ["C0OTHERS", PRIVATE]) {
      await app.slack.chooseInHome(channel);
      expect(text()).toContain("shown to its members");
      expect(text()).not.toContain(`*${channel}*`);
    }
    expect(app.seen.every(({ channel }) => channel.channelId === DM)).toBe(true);
    await app.slack.openTab("home", { user: ADMIN });
    await app.slack.chooseInHome("C0OTHERS", { user: ADMIN });
    expect(text(ADMIN)).toContain("*C0OTHERS*: any site");
  });

  it("shows nothing of a channel while Slack does not say who is in it", async () => {
    await app.slack.openTab("home");
    app.slack.failNext("users.conversations", { error: "missing_scope" });
    await app.slack.chooseInHome(GENERAL);
    expect(text()).toContain("Slack does not say right now");
    await app.slack.chooseInHome(GENERAL);
    expect(text()).toContain(`*${GENERAL}*: any site`);
  });

  it("edits either of the two in a form, and shows what has changed", async () => {
    await app.slack.openTab("home");
    await app.slack.chooseInHome(GENERAL);
    await app.slack.pressInHome(`Edit ${GENERAL}`);
    expect(app.seen.at(-1)).toMatchObject({ canShowForm: true, channel: { channelId: GENERAL } });
    await app.slack.submit({ includeSites: "zod.dev" });
    await expect.poll(text).toContain(`*${GENERAL}*: zod.dev`);
    expect(text()).toContain(`*${DM}*: any site`);
    await app.slack.pressInModal("Undo");
    await expect.poll(text).toContain(`*${GENERAL}*: any site`);
    await app.slack.pressInHome(`Edit ${DM}`);
    await app.slack.submit({ includeSites: "arxiv.org" });
    await expect.poll(text).toContain(`*${DM}*: arxiv.org`);
  });

  it("shows nothing more to somebody who has left the channel since the tab was drawn", async () => {
    app.slack.addChannel("C0TEAM", { members: [ASKER] });
    await app.slack.openTab("home");
    await app.slack.chooseInHome("C0TEAM");
    app.slack.addChannel("C0TEAM", { members: [ADMIN] });
    await app.listener.stop();
    const later: string[] = [];
    await app.anotherListener().start(async (invocation) => {
      later.push(invocation.channel.channelId);
      return answer(invocation);
    });
    await app.slack.pressInHome("History C0TEAM");
    expect(later).not.toContain("C0TEAM");
    const modal = app.slack.modal();
    expect(modal && textOfView(modal)).toContain("shown to its members");
    expect(text()).toContain("shown to its members");
  });

  it("says why a form was refused that Slack could not wait for", async () => {
    await app.slack.openTab("home");
    await app.slack.pressInHome(`Edit ${DM}`);
    let settle: (outcome: Outcome) => void = () => undefined;
    app.answerWith((invocation) =>
      invocation.call.name === "settings" && invocation.call.action === "edit"
        ? new Promise((resolve) => {
            settle = resolve;
          })
        : answer(invocation),
    );
    await app.slack.submit({ includeSites: "nowhere" });
    expect(app.slack.modal()).toBeUndefined();
    settle({ kind: "reply", markdown: "“nowhere” is no site.", isRefusal: true });
    await expect.poll(text).toMatch(/^“nowhere” is no site\./u);
  });

  it("says in a modal what a button came to", async () => {
    await app.slack.openTab("home");
    await app.slack.pressInHome(`History ${DM}`);
    const modal = app.slack.modal();
    expect(modal && textOfView(modal)).toBe("Nobody has changed anything.");
  });

  it("says it in the tab where Slack opens no modal any more", async () => {
    await app.slack.openTab("home");
    app.slack.failNext("views.open", { error: "expired_trigger_id" });
    await app.slack.pressInHome(`History ${DM}`);
    expect(text()).toMatch(/^Nobody has changed anything\./u);
  });

  it("has a number of its own for each button", async () => {
    await app.slack.openTab("home");
    await app.slack.chooseInHome(GENERAL);
    const home = app.slack.home();
    const ids = home === undefined ? [] : buttonsOfView(home).map(({ action_id }) => action_id);
    expect(ids).toEqual(["footnote_run_0", "footnote_run_1", "footnote_run_100", "footnote_run_101"]);
  });

  it("says what went wrong where settings cannot be read, and is drawn again later", async () => {
    app.answerWith(() => Promise.reject(new Error("broken")));
    await app.slack.openTab("home");
    expect(text()).toContain("Something went wrong on our side");
    app.slack.failNext("views.publish", { status: 503 });
    const delivery = await app.slack.openTab("home");
    expect(delivery.isAcknowledged()).toBe(true);
    app.answerWith(answer);
    await app.slack.openTab("home");
    expect(text()).toContain(`*${DM}*: any site`);
  });

  it("keeps below a hundred blocks, however much there is to show", async () => {
    const buttons = Array.from({ length: 20 }, (_, index) => ({ label: `${index}`, command: "settings show" }));
    app.answerWith(() => ({ kind: "reply", markdown: `${"Word ".repeat(580).trim()}\n\n`.repeat(12), buttons }));
    await app.slack.openTab("home");
    await expect.poll(() => app.slack.home()?.blocks).toHaveLength(17);
    await app.slack.chooseInHome(GENERAL);
    await expect.poll(() => app.slack.home()?.blocks).toHaveLength(28);
    const home = app.slack.home();
    expect(home === undefined ? 0 : buttonsOfView(home).length).toBe(40);
  });
});
