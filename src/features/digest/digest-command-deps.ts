import type { ChannelRef, MessageRef } from "../../core/chat.ts";
import type { Clock } from "../../core/clock.ts";
import type { DigestStore } from "../../core/digest.ts";
import type { SlotLog } from "../../core/digest-slot.ts";
import type { JobQueue } from "../../core/jobs.ts";
import type { MessageLink } from "../../core/message-link.ts";
import type { SearchServiceName } from "../../core/search-service.ts";
import type { SettingsStore } from "../../core/settings.ts";
import type { InstallLayer } from "../read-effective-settings.ts";

/** What the commands about digests need. */
export interface DigestCommandDeps {
  readonly digests: DigestStore;
  readonly slots: SlotLog;
  readonly jobs: JobQueue;
  readonly settings: SettingsStore;
  readonly install: InstallLayer;
  /** The services this install offers, the default first. */
  readonly searchServices: readonly SearchServiceName[];
  readonly clock: Pick<Clock, "now">;
  /** Whether the platform knows the channel as one of its workspace; asks it, so only call it when it matters. */
  isInWorkspace(channel: ChannelRef): Promise<boolean>;
  /** The best link to a message of a workspace that can be had while a person waits. Never rejects. */
  linkTo(workspace: Pick<ChannelRef, "workspaceId">, message: MessageRef): Promise<MessageLink | undefined>;
  /** From 0 to 1, for ids. */
  readonly random: () => number;
}
