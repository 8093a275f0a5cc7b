import { type ChannelRef, channelKey } from "../../core/chat.ts";
import { hashText } from "../../core/hash-text.ts";

/** Long enough to spread a thousand digests over the platforms' limits, short enough for nobody to call it late. */
const MAX_JITTER_MS = 90_000;
/** Most people choose the hour or a quarter of it. */
const POPULAR_EVERY_MINUTES = 15;
const MINUTE_MS = 60_000;

/** How long a channel's slot waits at a popular minute: always the same for one channel, and another for the next. */
export function slotJitterMs(channel: ChannelRef, slot: number): number {
  // Zones are whole quarters of an hour apart, so a popular minute is one in all of them.
  const isPopular = Math.floor(slot / MINUTE_MS) % POPULAR_EVERY_MINUTES === 0;
  return isPopular ? hashText(channelKey(channel)) % (MAX_JITTER_MS + 1) : 0;
}
