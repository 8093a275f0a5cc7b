import { createAnswerFeedback } from "../../../src/store/answer-feedback.ts";
import { createConversations } from "../../../src/store/conversations.ts";
import { createDigestFeedback } from "../../../src/store/digest-feedback.ts";
import { createDigestStore } from "../../../src/store/digest-store.ts";
import { createLedger } from "../../../src/store/ledger.ts";
import { createOutbox } from "../../../src/store/outbox.ts";
import { createSettingsStore } from "../../../src/store/settings-store.ts";
import { createSlotLog } from "../../../src/store/slot-log.ts";
import { createStopRequests } from "../../../src/store/stop-requests.ts";
import { createTranscriptStore } from "../../../src/store/transcript-store.ts";
import { answerFeedbackContract } from "../../contracts/answer-feedback.ts";
import { conversationsContract } from "../../contracts/conversations.ts";
import { digestFeedbackContract } from "../../contracts/digest-feedback.ts";
import { digestStoreContract } from "../../contracts/digest-store.ts";
import { ledgerContract } from "../../contracts/ledger.ts";
import { outboxContract } from "../../contracts/outbox.ts";
import { settingsStoreContract } from "../../contracts/settings-store.ts";
import { slotLogContract } from "../../contracts/slot-log.ts";
import { stopRequestsContract } from "../../contracts/stop-requests.ts";
import { transcriptStoreContract } from "../../contracts/transcript-store.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";
import { connections, redisPlaces } from "./redis-places.ts";

for (const { place, open } of redisPlaces) {
  const start = async () => {
    const server = await open();
    const connected = connections(server.url);
    const close = async () => {
      await connected.close();
      await server.close();
    };
    return { connected, close, log: createMemoryLog() };
  };

  settingsStoreContract(place, async () => {
    const { connected, close, log } = await start();
    return { open: () => createSettingsStore({ connection: connected.open(), log }), close };
  });

  outboxContract(place, async () => {
    const { connected, close, log } = await start();
    return { open: () => createOutbox({ connection: connected.open(), log }), close };
  });

  stopRequestsContract(place, async () => {
    const { connected, close, log } = await start();
    const openRequests = () =>
      createStopRequests({ connection: connected.open(), subscriber: connected.open("subscriber"), log });
    return { open: openRequests, close };
  });

  transcriptStoreContract(place, async () => {
    const { connected, close, log } = await start();
    const openStore = () =>
      createTranscriptStore({ connection: connected.open(), subscriber: connected.open("subscriber"), log });
    return { open: openStore, close };
  });

  conversationsContract(place, async () => {
    const { connected, close, log } = await start();
    return { open: () => createConversations({ connection: connected.open(), log }), close };
  });

  digestFeedbackContract(place, async () => {
    const { connected, close, log } = await start();
    return { open: () => createDigestFeedback({ connection: connected.open(), log }), close };
  });

  answerFeedbackContract(place, async () => {
    const { connected, close, log } = await start();
    let time = 1_700_000_000_000;
    const now = () => time;
    const pass = (ms: number) => {
      time += ms;
    };
    return {
      open: () => createAnswerFeedback({ connection: connected.open(), clock: { now }, log }),
      now,
      pass,
      close,
    };
  });

  digestStoreContract(place, async () => {
    const { connected, close, log } = await start();
    return { open: () => createDigestStore({ connection: connected.open(), log }), close };
  });

  slotLogContract(place, async () => {
    const { connected, close, log } = await start();
    return { open: () => createSlotLog({ connection: connected.open(), log }), close };
  });

  ledgerContract(place, async () => {
    const { connected, close } = await start();
    let time = 1_700_000_000_000;
    const now = () => time;
    const pass = (ms: number) => {
      time += ms;
    };
    return { open: () => createLedger({ connection: connected.open(), now }), pass, now, close };
  });
}
