import { PlatformError } from "./errors.ts";
import type { SendBucket, SendBudget, SendCall } from "./send-budget.ts";
import { createSendLane, type SendLane, type SendLaneDeps } from "./send-lane.ts";

/** Idle lanes are let go of when there are more. */
const MANY_LANES = 1_000;

/** The budget of one process: a lane for each bucket, which shares its count with other processes only when it is busy. */
export function createPacedSends(deps: SendLaneDeps): SendBudget {
  const lanes = new Map<string, SendLane>();
  let places = 0;
  let lettingGoAt = MANY_LANES;

  return {
    async run(bucket, call, send) {
      const lane = laneOf(bucket);
      places += 1;
      const place = places;
      for (;;) {
        const turn = await lane.turn(call, place);
        // What the wider bucket refuses says nothing about this one.
        if (bucket.within !== undefined) await takeWithin(bucket.within, call, turn);
        try {
          const result = await send();
          turn("accepted");
          return result;
        } catch (error) {
          turn("over");
          const limited = error instanceof PlatformError && error.code === "PLATFORM_RATE_LIMITED";
          if (!limited) throw error;
          lane.close(Math.max(bucket.everyMs, error.retryAfterMs ?? 0));
          if (!mayWait(call)) throw error;
        }
      }
    },
    async take(bucket, call) {
      places += 1;
      (await laneOf(bucket).turn(call, places))("accepted");
    },
  };

  async function takeWithin(bucket: SendBucket, call: SendCall, turn: (end: "over") => void): Promise<void> {
    try {
      places += 1;
      (await laneOf(bucket).turn(call, places))("accepted");
    } catch (error) {
      turn("over");
      throw error;
    }
  }

  function laneOf(bucket: SendBucket): SendLane {
    const key = `${bucket.workspace} ${bucket.name}`;
    const known = lanes.get(key);
    if (known !== undefined) return known;
    if (lanes.size >= lettingGoAt) {
      for (const [name, lane] of lanes) if (lane.isIdle()) lanes.delete(name);
      // Where all are busy, they are not looked through again for each new one.
      lettingGoAt = Math.max(MANY_LANES, 2 * lanes.size);
    }
    const lane = createSendLane(deps, bucket);
    lanes.set(key, lane);
    return lane;
  }
}

function mayWait({ urgency, signal, patience }: SendCall): boolean {
  return urgency !== "growth" && !signal.aborted && patience?.aborted !== true;
}
