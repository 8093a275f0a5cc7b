import { PlatformError } from "../../src/core/errors.ts";
import { answerFeedbackContract } from "../contracts/answer-feedback.ts";
import { conversationsContract } from "../contracts/conversations.ts";
import { digestStoreContract } from "../contracts/digest-store.ts";
import { ledgerContract } from "../contracts/ledger.ts";
import { memoryProfilesContract } from "../contracts/memory-profiles.ts";
import { messengerContract } from "../contracts/messenger.ts";
import { outboxContract } from "../contracts/outbox.ts";
import { settingsStoreContract } from "../contracts/settings-store.ts";
import { slotLogContract } from "../contracts/slot-log.ts";
import { stopRequestsContract } from "../contracts/stop-requests.ts";
import { createMemoryAnswerFeedback } from "../fakes/memory-answer-feedback.ts";
import { createMemoryConversations } from "../fakes/memory-conversations.ts";
import { createMemoryDigestStore } from "../fakes/memory-digest-store.ts";
import { createMemoryLedger } from "../fakes/memory-ledger.ts";
import { createMemoryMessenger } from "../fakes/memory-messenger.ts";
import { createMemoryOutbox } from "../fakes/memory-outbox.ts";
import { createProfilesInMemory } from "../fakes/memory-profiles.ts";
import { createMemorySettings } from "../fakes/memory-settings.ts";
import { createMemorySlotLog } from "../fakes/memory-slot-log.ts";
import { createMemoryStopRequests } from "../fakes/memory-stop-requests.ts";

messengerContract("the memory", async () => {
  const messenger = createMemoryMessenger();
  let count = 0;
  return {
    messenger,
    another: () => messenger,
    async reply() {
      count += 1;
      const channel = { platform: "web", workspaceId: "web", channelId: "general" } as const;
      return {
        id: `answer-${count}`,
        target: { kind: "message", channel, messageId: `q${count}` },
        asker: { id: "u" },
        question: "Why?",
      };
    },
    texts: async (reply) => messenger.texts(reply),
    controls: async (reply) => messenger.controls(reply),
    canControlGrowing: true,
    canFind: true,
    // It has nobody to notify and nothing to preview.
    pings: async () => 0,
    previews: async () => 0,
    failNextWrite: async () => messenger.failNext("post", new PlatformError("down", { code: "PLATFORM_UNAVAILABLE" })),
    loseNextPost: async () =>
      messenger.failNext("post", new PlatformError("lost", { code: "PLATFORM_UNAVAILABLE" }), "after"),
    close: async () => undefined,
  };
});

conversationsContract("the memory", async () => {
  const conversations = createMemoryConversations();
  return { open: () => conversations, close: async () => undefined };
});

outboxContract("the memory", async () => {
  const outbox = createMemoryOutbox();
  return { open: () => outbox, close: async () => undefined };
});

answerFeedbackContract("the memory", async () => {
  let time = 1_700_000_000_000;
  const now = () => time;
  const feedback = createMemoryAnswerFeedback({ now });
  const pass = (ms: number) => {
    time += ms;
  };
  return { open: () => feedback, now, pass, close: async () => undefined };
});

settingsStoreContract("the memory", async () => {
  const settings = createMemorySettings();
  return { open: () => settings, close: async () => undefined };
});

stopRequestsContract("the memory", async () => {
  const stopRequests = createMemoryStopRequests();
  return { open: () => stopRequests, close: async () => undefined };
});

digestStoreContract("the memory", async () => {
  const digests = createMemoryDigestStore();
  return { open: () => digests, close: async () => undefined };
});

slotLogContract("the memory", async () => {
  const slots = createMemorySlotLog();
  return { open: () => slots, close: async () => undefined };
});

ledgerContract("the memory", async () => {
  let time = 1_700_000_000_000;
  const now = () => time;
  const ledger = createMemoryLedger({ now });
  const pass = (ms: number) => {
    time += ms;
  };
  return { open: () => ledger, pass, now, close: async () => undefined };
});

memoryProfilesContract("the memory", async () => {
  const rows = new Map<string, string>();
  return { open: () => createProfilesInMemory(rows), close: async () => {} };
});
