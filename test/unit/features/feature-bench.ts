import type { ChannelRef } from "../../../src/core/chat.ts";
import type { Invocation, ManagedScope, Outcome } from "../../../src/core/invocation.ts";
import { messageLink } from "../../../src/core/message-link.ts";
import { parseCommandText } from "../../../src/core/parse-command-text.ts";
import type { SearchServiceName } from "../../../src/core/search-service.ts";
import { emptyLayer, type SettingsLayer, type StoredScope } from "../../../src/core/settings.ts";
import { createDispatch } from "../../../src/features/dispatch.ts";
import { createFakeClock } from "../../fakes/fake-clock.ts";
import { createMemoryAnswerFeedback } from "../../fakes/memory-answer-feedback.ts";
import { createMemoryConversations } from "../../fakes/memory-conversations.ts";
import { createMemoryDigestFeedback } from "../../fakes/memory-digest-feedback.ts";
import { createMemoryDigestStore } from "../../fakes/memory-digest-store.ts";
import { createMemoryJobs } from "../../fakes/memory-jobs.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";
import { createMemoryOutbox } from "../../fakes/memory-outbox.ts";
import { createMemorySettings } from "../../fakes/memory-settings.ts";
import { createMemorySlotLog } from "../../fakes/memory-slot-log.ts";
import { createMemoryStopRequests } from "../../fakes/memory-stop-requests.ts";

export const channel: ChannelRef = { platform: "web", workspaceId: "web", channelId: "general" };
const elsewhere: ChannelRef = { ...channel, channelId: "random" };

/** A bot without a platform: people type commands, and read what comes back. */
export function openChannel({
  offered = ["tavily", "exa", "bocha"],
  manages = ["channel", "workspace"],
  channels = ["general", "random"],
  install: installed = {},
}: {
  readonly offered?: readonly [SearchServiceName, ...SearchServiceName[]];
  readonly manages?: readonly ManagedScope[];
  /** Those that the platform knows in this workspace. */
  readonly channels?: readonly string[];
  /** What the environment says of settings. */
  readonly install?: Partial<Omit<SettingsLayer, "searchService">>;
} = {}) {
  const settings = createMemorySettings();
  const jobs = createMemoryJobs();
  const install = { ...emptyLayer, searchService: offered[0], ...installed };
  const outbox = createMemoryOutbox();
  const stopRequests = createMemoryStopRequests();
  const clock = createFakeClock();
  const digests = createMemoryDigestStore();
  const slots = createMemorySlotLog();
  const feedback = createMemoryDigestFeedback();
  const conversations = createMemoryConversations({ now: clock.now });
  const answerFeedback = createMemoryAnswerFeedback(clock);
  const dispatch = createDispatch({
    settings,
    jobs,
    install,
    searchServices: offered,
    outbox,
    stopRequests,
    clock,
    digests,
    slots,
    feedback,
    conversations,
    answerFeedback,
    isInWorkspace: async ({ channelId }) => channels.includes(channelId),
    linkTo: async (workspace, message) => messageLink(workspace, message),
    random: createSeededRandom(),
    log: createMemoryLog(),
  });
  let count = 0;

  function invoke(text: string, more: Partial<Invocation> = {}): Promise<Outcome> {
    const [, name = "", rest = ""] = /^\/(\w+)\s*([\s\S]*)$/u.exec(text) ?? [];
    count += 1;
    return dispatch({
      id: `event-${count}`,
      channel,
      asker: { id: "u" },
      replyTo: { kind: "message", channel, messageId: `q${count}` },
      receivedAt: 1_000,
      call: parseCommandText(name, rest),
      mayManage: async (scope) => manages.includes(scope),
      ...more,
    });
  }

  return {
    settings,
    jobs,
    outbox,
    stopRequests,
    digests,
    slots,
    feedback,
    conversations,
    answerFeedback,
    clock,
    install,
    dispatch,
    invoke,
    /** The text that a command is answered with. */
    async type(text: string, more: Partial<Invocation> = {}): Promise<string> {
      const outcome = await invoke(text, more);
      return outcome.kind === "reply" ? outcome.markdown : `(${outcome.kind})`;
    },
    typeElsewhere: (text: string) => invoke(text, { channel: elsewhere }),
    layer: async (scope: StoredScope = "channel"): Promise<SettingsLayer> => (await settings.read(channel))[scope],
  };
}

/** Different numbers, the same in every run. */
function createSeededRandom(): () => number {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
