import type { Reply, ReplyTarget } from "../../../src/core/chat.ts";
import { StoreError } from "../../../src/core/errors.ts";
import { createWebMessenger } from "../../../src/platforms/web/web-messenger.ts";
import { chatListenerContract } from "../../contracts/chat-listener.ts";
import { messengerContract } from "../../contracts/messenger.ts";
import { createMemoryTranscripts } from "../../fakes/memory-transcripts.ts";
import { startWebSite } from "./web-site.ts";

const general = { platform: "web", workspaceId: "web", channelId: "general" } as const;
const targets = {
  asked: (id: string) => ({ kind: "message", channel: general, messageId: id }),
  unasked: () => ({ kind: "channel", channel: general, layout: "together", title: "News", isCrossposted: false }),
} as const satisfies Record<string, (id: string) => ReplyTarget>;

for (const [kind, target] of Object.entries(targets))
  messengerContract(`web (${kind})`, async () => {
    const transcripts = createMemoryTranscripts();
    const messenger = () => createWebMessenger({ transcripts, clock: { now: () => 1_000 } });
    let asked = 0;
    return {
      messenger: messenger(),
      another: messenger,
      async reply(): Promise<Reply> {
        asked += 1;
        const id = `web-${asked}`;
        return { id, target: target(id), asker: { id: "you" }, question: "Why?" };
      },
      async texts(reply) {
        const entries = await transcripts.read("general");
        return entries
          .filter(({ answerId, markdown }) => answerId === reply.id && markdown !== "")
          .map(({ markdown }) => markdown);
      },
      // A page of one's own notifies nobody and loads nothing from elsewhere; what it renders is tested on its own.
      pings: async () => 0,
      previews: async () => 0,
      async controls(reply) {
        const entries = await transcripts.read("general");
        return entries.flatMap(({ answerId, controls }) => (answerId === reply.id ? (controls ?? []) : []));
      },
      canControlGrowing: true,
      canFind: true,
      async failNextWrite() {
        transcripts.failNextPut(new StoreError("Redis is away"));
      },
      async loseNextPost() {
        transcripts.loseNextPut(new StoreError("Redis broke off"));
      },
      async close() {},
    };
  });

chatListenerContract("web", async () => {
  const site = await startWebSite();
  let sent = 0;
  let last = { text: "", id: "" };
  let response: Response | undefined;
  const refusals: string[] = [];
  const send = async (text: string, id: string) => {
    last = { text, id };
    response = await site.send(text, id);
    if (!response.ok) refusals.push(await response.text());
  };
  const sendNew = (text: string) => {
    sent += 1;
    return send(text, `message-${sent}`);
  };
  return {
    listener: site.listener,
    mention: sendNew,
    redeliver: () => send(last.text, last.id),
    showSources: () => sendNew("/sources show"),
    // Nobody but the person at the page can write there; what Footnote itself writes must not come back as a question.
    mentionByBot: (text) =>
      site.transcripts.put("general", { id: "bot", author: "footnote", markdown: text, state: "final", at: 1 }),
    async directReplies() {
      const entries = await site.transcripts.read("general");
      return [...refusals, ...entries.filter(({ author }) => author === "footnote").map(({ markdown }) => markdown)];
    },
    acknowledged: async () => response?.status === 202,
    redelivers: false,
    close: site.close,
  };
});
