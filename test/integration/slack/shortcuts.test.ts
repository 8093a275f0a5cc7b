import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MAX_QUESTION_LENGTH } from "../../../src/core/question-length.ts";
import { buttonsOf } from "../../fakes/slack/blocks.ts";
import { ADMIN, ASKER, DM, GENERAL } from "../../fakes/slack/fake-slack.ts";
import { initialValuesOf, textOfView } from "../../fakes/slack/views.ts";
import { type ConversingApp, startConversing } from "./conversing-app.ts";

describe.each(["http", "socket"] as const)("what one can do with a message over %s", (mode) => {
  let app: ConversingApp;
  beforeEach(async () => {
    app = await startConversing({ mode });
  });
  afterEach(() => app.close());

  describe("why this answer?", () => {
    const why = (message: Parameters<typeof app.slack.shortcut>[1]) => app.slack.shortcut("footnote_why", message);
    const pointedAt = () => app.seen.at(-1)?.pointedAt;

    it("asks for the rules, of the message, and tells only who asked", async () => {
      app.answerWith(() => ({
        kind: "reply",
        markdown: "Because of **mentions**.",
        buttons: [{ label: "Edit", command: "settings edit group:conversation" }],
      }));
      const message = app.slack.write("what is new?", { user: ADMIN });
      const delivery = await why(message);
      expect(delivery.isAcknowledged()).toBe(true);
      expect(app.seen).toMatchObject([
        {
          call: { name: "settings", action: "why" },
          trigger: "command",
          asker: { id: ASKER, name: "asker" },
          channel: { channelId: GENERAL, workspaceId: app.slack.teamId },
          pointedAt: {
            trigger: "message",
            authorId: ADMIN,
            isAutomatic: false,
            text: "what is new?",
            link: `https://footnote.slack.com/archives/${GENERAL}/p${message.ts.replace(".", "")}`,
          },
        },
      ]);
      expect(app.slack.ephemerals).toMatchObject([{ user: ASKER, text: "Because of *mentions*." }]);
      expect(buttonsOf(app.slack.ephemerals[0]?.blocks)).toHaveLength(1);
    });

    it("sees how the message reached us as the listener would have", async () => {
      const root = app.slack.world.add({
        channel: GENERAL,
        user: app.slack.botUserId,
        text: "news",
        isMarkdown: false,
      });
      const inThread = { threadTs: root.ts };
      await why(app.slack.write(`<@${app.slack.botUserId}> hm`));
      expect(pointedAt()).toMatchObject({ trigger: "mention" });
      await why(app.slack.write("and?", inThread));
      expect(pointedAt()).toMatchObject({ trigger: "reply", threadId: root.ts });
      expect(pointedAt()?.link).toContain(`?thread_ts=${root.ts}&cid=${GENERAL}`);
      expect(app.seen.at(-1)?.replyTo.threadId).toBe(root.ts);
      await why(app.slack.write("hm", { channel: DM }));
      expect(pointedAt()).toMatchObject({ trigger: "direct" });
    });

    it.each([
      ["us", { user: "U0FOOTNOTE" }],
      ["another bot", { user: "U0BOT", botId: "B0OTHER" }],
    ])("sees that it was written by %s", async (_who, author) => {
      await why(app.slack.write("beep", author));
      expect(pointedAt()).toMatchObject({ isAutomatic: true, authorId: author.user });
    });
  });

  describe("ask about this", () => {
    const open = (message: Parameters<typeof app.slack.shortcut>[1]) =>
      app.slack.shortcut("footnote_ask_about", message);
    const question = () => {
      const call = app.seen.at(-1)?.call;
      return call?.name === "ask" ? (call.options.question ?? "") : "";
    };

    it("opens a modal with the message beside the question, and asks nothing yet", async () => {
      await open(app.slack.write("Node 30 &amp; <https://a.example|this> are out", { user: ADMIN }));
      const modal = app.slack.modal();
      expect(modal).toMatchObject({ title: { text: "Ask about this" }, submit: { text: "Ask" } });
      expect(modal && initialValuesOf(modal)).toEqual({
        question: "",
        message: "Node 30 & https://a.example are out",
      });
      expect(app.seen).toEqual([]);
    });

    it("is a question of the person's words and the message, answered in its thread", async () => {
      const message = app.slack.write("Node 30 is out.\nSo is Deno 4.", { user: ADMIN });
      await open(message);
      await app.slack.submit({ question: "Is that true?" });
      expect(question()).toBe("Is that true?\n\n> Node 30 is out.\n> So is Deno 4.");
      expect(app.slack.modal()).toBeUndefined();
      const thread = app.slack.thread(GENERAL, message.ts);
      expect(thread).toMatchObject([{ text: "*asker* asked: Is that true?" }]);
      expect(app.seen).toMatchObject([
        {
          id: expect.stringMatching(/^slack-form-[A-Za-z0-9]+$/u),
          asker: { id: ASKER },
          trigger: "mention",
          replyTo: { kind: "message", messageId: thread[0]?.ts, threadId: message.ts },
        },
      ]);
      expect(app.slack.pings).toEqual([]);
    });

    it("is answered beside its question, also where answers stand in the channel", async () => {
      const message = app.slack.write("Node 30 is out.");
      await open(message);
      await app.slack.submit({ question: "Really?" });
      const [asked] = app.seen;
      if (asked?.replyTo.kind !== "message") throw new Error("nothing was asked about the message");
      const target = { ...asked.replyTo, placement: "channel" } as const;
      const signal = AbortSignal.timeout(10_000);
      await app.messenger.post(
        { id: asked.id, target, asker: asked.asker, question: "Really?" },
        { markdown: "Really.", state: "final" },
        { part: 0, signal },
      );
      expect(app.slack.thread(GENERAL, message.ts).map(({ text }) => text)).toEqual([
        "*asker* asked: Really?",
        "Really.",
      ]);
    });

    it("is answered in the thread that the message stands in, and can be stopped there", async () => {
      const root = app.slack.write("a discussion");
      await app.slack.mention("an earlier question", { threadTs: root.ts });
      await open(app.slack.write("Node 30 is out.", { threadTs: root.ts }));
      await app.slack.submit({ question: "Really?" });
      const [, asked] = app.seen;
      expect(asked?.replyTo).toMatchObject({ threadId: root.ts });
      await app.slack.mention("stop", { threadTs: root.ts });
      expect(app.seen.at(-1)?.call).toEqual({ name: "control", control: "stop", answerId: asked?.id });
    });

    it("has room for no more than a question may have", async () => {
      await open(app.slack.write("word ".repeat(2_000)));
      const modal = app.slack.modal();
      expect(modal?.blocks[1]).toMatchObject({ hint: { text: expect.stringMatching(/^Only its first 2,\d+/u) } });
      await app.slack.submit({ question: "why ".repeat(250).trim(), message: "a\n".repeat(1_450) });
      expect(question().length).toBeLessThanOrEqual(MAX_QUESTION_LENGTH);
      expect(question()).toMatch(/^why [\s\S]*> a…$/u);
    });

    it("needs no message beside it", async () => {
      await open(app.slack.write(""));
      expect(app.slack.modal()?.blocks).toHaveLength(1);
      await app.slack.submit({ question: "What is on the picture?" });
      expect(question()).toBe("What is on the picture?");
    });

    it("says so where Footnote cannot answer, and asks nothing", async () => {
      app.slack.addChannel("C0ELSEWHERE", { isMember: false });
      await open(app.slack.write("Node 30 is out.", { channel: "C0ELSEWHERE" }));
      await app.slack.submit({ question: "Really?" });
      const modal = app.slack.modal();
      expect(modal && textOfView(modal)).toContain("`/invite @footnote`");
      expect(app.seen).toEqual([]);
      app.slack.closeModal();
      expect(app.slack.modal()?.blocks).toHaveLength(2);
    });

    it("takes the question back when it is refused, and says why", async () => {
      app.answerWith(() => ({ kind: "reply", markdown: "Only some may ask.", isRefusal: true }));
      const message = app.slack.write("Node 30 is out.");
      await open(message);
      await app.slack.submit({ question: "Really?" });
      const modal = app.slack.modal();
      expect(modal && textOfView(modal)).toBe("Only some may ask.");
      expect(app.slack.thread(GENERAL, message.ts)).toEqual([]);
    });

    it("says so when Slack does not open the modal", async () => {
      app.slack.failNext("views.open", { error: "expired_trigger_id" });
      await open(app.slack.write("Node 30 is out."));
      expect(app.whispers()).toEqual([expect.stringContaining("within three seconds only")]);
    });
  });
});
