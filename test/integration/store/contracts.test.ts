import { createOutbox } from "../../../src/store/outbox.ts";
import { createSettingsStore } from "../../../src/store/settings-store.ts";
import { createStopRequests } from "../../../src/store/stop-requests.ts";
import { createTranscriptStore } from "../../../src/store/transcript-store.ts";
import { outboxContract } from "../../contracts/outbox.ts";
import { settingsStoreContract } from "../../contracts/settings-store.ts";
import { stopRequestsContract } from "../../contracts/stop-requests.ts";
import { transcriptStoreContract } from "../../contracts/transcript-store.ts";
import { recordLog } from "./record-log.ts";
import { connections, redisPlaces } from "./redis-places.ts";

for (const { place, open } of redisPlaces) {
  const start = async () => {
    const server = await open();
    const connected = connections(server.url);
    const close = async () => {
      await connected.close();
      await server.close();
    };
    return { connected, close, log: recordLog().log };
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
}
