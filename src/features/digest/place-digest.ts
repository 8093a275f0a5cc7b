import type { Digest } from "../../core/digest.ts";
import type { DigestDeps } from "./digest-deps.ts";

/**
 * The digest in its channel as it stands now: what the channel's category says holds for it from the next slot on, also
 * after a move. Throws PlatformError while the platform cannot be asked.
 */
export async function placeDigest(
  digest: Digest,
  { messengerOf, signal }: Pick<DigestDeps, "messengerOf"> & { readonly signal: AbortSignal },
): Promise<Digest> {
  const messenger = messengerOf(digest.channel.platform);
  if (messenger === undefined) return digest;
  return { ...digest, channel: await messenger.locate(digest.channel, { signal }) };
}
