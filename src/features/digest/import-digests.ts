import { jsonrepair } from "jsonrepair";
import { type ChannelRef, channelKey } from "../../core/chat.ts";
import { type Digest, digestSchema, MAX_DIGESTS_PER_WORKSPACE } from "../../core/digest.ts";
import { UserInputError, userMessageOf } from "../../core/errors.ts";
import type { Invocation } from "../../core/invocation.ts";
import { say } from "../../core/messages/message.ts";
import { speakerOf } from "../../core/messages/translate.ts";
import { checkNarrowing } from "../check-narrowing.ts";
import { readEffectiveSettings } from "../read-effective-settings.ts";
import { demandTopicAndTimes, isSame } from "./create-digest.ts";
import type { DigestCommandDeps } from "./digest-command-deps.ts";
import { digestFileSchema, digestRowSchema, toOptions } from "./digest-row.ts";
import { newDigestId } from "./new-digest-id.ts";
import { readDigestOptions } from "./read-digest-options.ts";
import { scheduleDigest } from "./schedule-digest.ts";

const FAULTS_SHOWN = 10;

/** Adds the digests of an export that are not there yet, or none of them when a single row is wrong. */
export async function importDigests(invocation: Invocation, text: string, deps: DigestCommandDeps): Promise<string> {
  const { language = "en" } = invocation;
  const speak = speakerOf(language);
  const rows = parseFile(text);
  const existing = await deps.digests.list(invocation.channel);
  const added: Digest[] = [];
  const faults: string[] = [];
  for (const [index, row] of rows.entries()) {
    try {
      const digest = await toDigest(row, invocation, { deps, known: [...existing, ...added] });
      if (digest !== undefined) added.push(digest);
    } catch (error) {
      if (!(error instanceof UserInputError)) throw error;
      faults.push(speak("digest.rowFault", { number: index + 1, fault: userMessageOf(error, language) }));
    }
  }
  if (existing.length + added.length > MAX_DIGESTS_PER_WORKSPACE)
    faults.push(speak("digest.tooMany", { max: MAX_DIGESTS_PER_WORKSPACE, count: existing.length + added.length }));
  if (faults.length > 0) {
    const left = faults.length - FAULTS_SHOWN;
    const more = left > 0 ? [speak("digest.andMore", { count: left })] : [];
    throw new UserInputError([speak("digest.nothingAdded"), "", ...faults.slice(0, FAULTS_SHOWN), ...more].join("\n"));
  }
  for (const digest of added) {
    await deps.digests.add(digest);
    await scheduleDigest(digest, deps);
  }
  const known = rows.length - added.length;
  const counts = { added: added.length, all: rows.length, known };
  return speak(known === 0 ? "digest.added" : "digest.addedKnown", counts);
}

/** Chat clients turn quotes into typographic ones and wrap code in fences; what was meant is still clear. */
function parseFile(text: string): readonly unknown[] {
  if (text.trim() === "") throw new UserInputError(say("digest.noImport"));
  const file = digestFileSchema.safeParse(toValue(text));
  if (file.success) return file.data.digests;
  throw new UserInputError(say("digest.noExport", { max: MAX_DIGESTS_PER_WORKSPACE }));
}

function toValue(text: string): unknown {
  try {
    return JSON.parse(jsonrepair(text));
  } catch {
    return undefined;
  }
}

/** A row as a digest; undefined for one that is there already. Throws UserInputError. */
async function toDigest(
  value: unknown,
  invocation: Invocation,
  { deps, known }: { readonly deps: DigestCommandDeps; readonly known: readonly Digest[] },
): Promise<Digest | undefined> {
  const row = digestRowSchema.safeParse(value);
  if (!row.success) {
    const [issue] = row.error.issues;
    const fault = issue?.message ?? "—";
    const field = issue?.path.join(".") ?? "";
    throw new UserInputError(field === "" ? fault : say("digest.badField", { field, fault }));
  }
  const { id, channelId = invocation.channel.channelId, paused } = row.data;
  if (id !== undefined && known.some((digest) => digest.id === id)) return undefined;
  const channel = { ...invocation.channel, channelId };
  await refuseForeignChannel(channel, invocation, deps);
  const choices = demandTopicAndTimes(readDigestOptions(toOptions(row.data), channel.platform));
  const { timeZone } = await readEffectiveSettings(channel, deps);
  const now = deps.clock.now();
  const digest = digestSchema.parse({
    version: 1,
    id: id ?? newDigestId(new Set(known.map((other) => other.id)), deps.random),
    channel,
    timeZone: timeZone.value,
    zoneFrom: "workspace",
    ...choices,
    ...(paused === true ? { paused: { reason: "manager", at: now } } : {}),
    createdBy: invocation.asker.id,
    createdAt: now,
    settledUntil: now,
  });
  await checkNarrowing(channel, digest.sites, deps);
  return known.some((other) => isSame(other, digest)) ? undefined : digest;
}

/** A manager of one workspace must not have another's channels written to. */
async function refuseForeignChannel(
  channel: ChannelRef,
  invocation: Invocation,
  deps: DigestCommandDeps,
): Promise<void> {
  if (channelKey(channel) === channelKey(invocation.channel) || (await deps.isInWorkspace(channel))) return;
  throw new UserInputError(say("digest.foreignChannel", { channel: channel.channelId }));
}
