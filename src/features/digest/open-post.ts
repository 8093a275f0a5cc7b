import type { Messenger, Reply } from "../../core/chat.ts";
import { type Digest, digestRef, slotKey } from "../../core/digest.ts";
import { AppError } from "../../core/errors.ts";
import type { JobPayload } from "../../core/jobs.ts";
import type { Logger } from "../../core/logger.ts";
import { createReplyParts } from "../../core/reply-parts.ts";
import { editionTitle } from "./compose-digest.ts";
import type { DigestDeps } from "./digest-deps.ts";
import { postLanguage } from "./post-language.ts";

export interface PostOptions {
  /** The slot that posts. */
  readonly slot: number;
  /** The post's own id; the slot's, unless it is another post of the same slot. */
  readonly id?: string;
  readonly layout?: Digest["layout"];
  readonly log: Logger;
}

/** A post of a digest in its channel, as the outbox and the platform know it: nothing of it is ever posted twice. */
export async function openPost(
  digest: Digest,
  { slot, id, layout = digest.layout, log }: PostOptions,
  deps: Pick<DigestDeps, "outbox" | "clock" | "messengerOf" | "settings" | "install">,
) {
  const { outbox, clock, messengerOf } = deps;
  const ref = digestRef(digest);
  const language = await postLanguage(digest, deps);
  const messenger = messengerFor(digest, messengerOf);
  const reply: Reply = {
    id: id ?? slotKey(ref, slot),
    target: {
      kind: "channel",
      channel: digest.channel,
      layout,
      title: editionTitle({ digest, slot, language }),
      forumTag: digest.forumTag,
      isCrossposted: digest.isCrossposted,
    },
    asker: { id: digest.createdBy },
    question: digest.topic,
    language,
  };
  const job: JobPayload<"digest-slot"> = { version: 1, ...ref, slot, isManual: false };
  const parts = await createReplyParts({ messenger, outbox, clock, log }, { reply, record: { digest: job } });
  return { parts, limits: messenger.limits, language };
}

function messengerFor({ channel }: Digest, messengerOf: DigestDeps["messengerOf"]): Messenger {
  const messenger = messengerOf(channel.platform);
  if (messenger !== undefined) return messenger;
  throw new AppError(`A digest is for ${channel.platform}, which is off in this worker`, { code: "CONFIG_INVALID" });
}
