import { channelKey } from "../../core/chat.ts";
import type { Digest, DigestStore } from "../../core/digest.ts";
import { UserInputError } from "../../core/errors.ts";
import type { Invocation } from "../../core/invocation.ts";
import { say } from "../../core/messages/message.ts";
import { speakerOf } from "../../core/messages/translate.ts";
import { shortTopic } from "./render-digest-card.ts";

const MAX_CANDIDATES = 10;

/**
 * The digest that a person means by an id or the beginning of a topic: one of this channel, which stands where the
 * invocation says, or one of another channel for those who manage the workspace. Throws UserInputError with a sentence
 * when that is none, or more than one.
 */
export async function findDigest(
  text: string | undefined,
  invocation: Invocation,
  { digests }: { readonly digests: DigestStore },
): Promise<Digest> {
  const { channel } = invocation;
  const name = normalised((text ?? "").replace(/^[`“”"\s]+|[`“”"\s]+$/gu, ""));
  const all = await digests.list(channel);
  const here = all
    .filter((digest) => channelKey(digest.channel) === channelKey(channel))
    .map((digest) => ({ ...digest, channel }));
  if (name === "") return onlyOne(here, "digest.which", invocation);
  const found = named(here, name);
  if (found.length > 0) return onlyOne(found, "digest.ambiguous", invocation);
  const elsewhere = named(all, name);
  if (elsewhere.length > 0 && (await invocation.mayManage("workspace")))
    return onlyOne(elsewhere, "digest.ambiguous", invocation);
  throw new UserInputError(say("digest.unknown", { name: name.slice(0, 40) }));
}

/** An id is meant before a topic, and a whole topic before the beginning of one. */
function named(digests: readonly Digest[], name: string): readonly Digest[] {
  const byId = digests.filter(({ id }) => id === name);
  if (byId.length > 0) return byId;
  const whole = digests.filter(({ topic }) => normalised(topic) === name);
  return whole.length > 0 ? whole : digests.filter(({ topic }) => normalised(topic).startsWith(name));
}

function onlyOne(
  candidates: readonly Digest[],
  sentence: "digest.which" | "digest.ambiguous",
  { language }: Pick<Invocation, "language">,
): Digest {
  const [first, ...others] = candidates;
  if (first === undefined) throw new UserInputError(say("digest.noneYet"));
  if (others.length === 0) return first;
  const lines = candidates.slice(0, MAX_CANDIDATES).map((digest) => `- \`${digest.id}\` ${shortTopic(digest)}`);
  throw new UserInputError([speakerOf(language)(sentence), "", ...lines].join("\n"));
}

function normalised(text: string): string {
  return text.trim().replace(/\s+/gu, " ").toLowerCase();
}
