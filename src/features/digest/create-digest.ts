import { channelKey } from "../../core/chat.ts";
import { type Digest, digestSchema } from "../../core/digest.ts";
import { UserInputError } from "../../core/errors.ts";
import type { Invocation } from "../../core/invocation.ts";
import { say } from "../../core/messages/message.ts";
import { speakerOf } from "../../core/messages/translate.ts";
import { checkNarrowing } from "../check-narrowing.ts";
import { readEffectiveSettings } from "../read-effective-settings.ts";
import type { DigestCommandDeps } from "./digest-command-deps.ts";
import { newDigestId } from "./new-digest-id.ts";
import { type DigestChoices, type DigestOptionValues, readDigestOptions } from "./read-digest-options.ts";
import { renderDigestCard } from "./render-digest-card.ts";
import { scheduleDigest } from "./schedule-digest.ts";

/**
 * Adds a digest to the channel and says when it is next due. The same one again is not added twice, but scheduled again:
 * an event that comes twice, or a person who was told to try again, gets what they asked for once.
 */
export async function createDigest(
  invocation: Invocation,
  options: DigestOptionValues,
  deps: DigestCommandDeps,
): Promise<string> {
  const { channel, asker, language = "en" } = invocation;
  const speak = speakerOf(language);
  const choices = demandTopicAndTimes(readDigestOptions(options, channel.platform));
  const { timeZone } = await readEffectiveSettings(channel, deps);
  const existing = await deps.digests.list(channel);
  const now = deps.clock.now();
  const digest = digestSchema.parse({
    version: 1,
    id: newDigestId(new Set(existing.map(({ id }) => id)), deps.random),
    channel,
    timeZone: timeZone.value,
    zoneFrom: "workspace",
    ...choices,
    createdBy: asker.id,
    createdAt: now,
    settledUntil: now,
  });
  await checkNarrowing(channel, digest.sites, deps);
  const twin = existing.find((other) => isSame(other, digest));
  if (twin !== undefined) {
    await scheduleDigest(twin, deps);
    return `${speak("digest.already")}\n\n${renderDigestCard(twin, { now, language })}`;
  }
  await deps.digests.add(digest);
  await scheduleDigest(digest, deps);
  const isRemembered = choices.timeZone !== undefined && (await rememberZone(invocation, digest.timeZone, deps));
  return [
    speak("digest.saved"),
    ...(isRemembered ? [speak("digest.zoneRemembered", { zone: digest.timeZone })] : []),
    "",
    renderDigestCard(digest, { now, language }),
    "",
    speak("digest.hints", { id: digest.id }),
  ].join("\n");
}

/** Whether two digests would post the same to the same people at the same times. */
export function isSame(one: Digest, other: Digest): boolean {
  return (
    channelKey(one.channel) === channelKey(other.channel) &&
    one.topic.toLowerCase() === other.topic.toLowerCase() &&
    one.cron === other.cron &&
    one.timeZone === other.timeZone
  );
}

type Demanded = Partial<DigestChoices> & Pick<DigestChoices, "topic" | "cron" | "when">;

export function demandTopicAndTimes(choices: Partial<DigestChoices>): Demanded {
  const { topic, cron, when } = choices;
  if (topic === undefined) throw new UserInputError(say("digest.noTopic"));
  if (cron === undefined || when === undefined) throw new UserInputError(say("digest.noTimes"));
  return { ...choices, topic, cron, when };
}

/** The first zone that somebody names who may say so becomes the workspace's. */
async function rememberZone(invocation: Invocation, timeZone: string, deps: DigestCommandDeps): Promise<boolean> {
  const { workspace } = await deps.settings.read(invocation.channel);
  if (deps.install.locked.includes("timeZone")) return false;
  if (workspace.timeZone !== undefined || !(await invocation.mayManage("workspace"))) return false;
  const { layer } = await deps.settings.update(
    { channel: invocation.channel, scope: "workspace" },
    {
      by: invocation.asker,
      at: deps.clock.now(),
      change: (before) => ({ ...before, timeZone: before.timeZone ?? timeZone }),
    },
  );
  return layer.timeZone === timeZone;
}
