import { setTimeout as delay } from "node:timers/promises";
import { type Digest, MAX_DIGESTS_PER_WORKSPACE } from "../../src/core/digest.ts";
import { openPlace } from "./ask-and-look.ts";
import { channelOf, closeChannel, postsIn } from "./digest-channel.ts";
import { atStrike, beforeStrike, killWorkers, revive } from "./digest-events.ts";
import { digestIdIn, newsOn, topicOf } from "./digest-news.ts";
import type { DigestScenario } from "./digest-scenarios.ts";
import { type DueSlot, judgeChannel, type SlotVerdict } from "./digest-verdict.ts";
import { createKillGate } from "./kill-gate.ts";
import type { WireCall, WireFate } from "./platform-wire.ts";
import type { ChaosPlatform } from "./question.ts";
import { endpointFaultOf, platformFaultOf } from "./scenario.ts";
import type { Stack } from "./stack.ts";
import { makeDigest, nextStrike, openDigestDesk } from "./store-digests.ts";

export interface DigestChaosOptions {
  readonly platforms: readonly ChaosPlatform[];
  /** Per fault and platform; fewer where many faults share a minute. */
  readonly digests: number;
  /** What the workers were started with. */
  readonly graceMs: number;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly signal: AbortSignal;
}

/** A slot that was due, judged. */
export type FollowedSlot = DueSlot &
  SlotVerdict & {
    /** When the worker that was away came back, Unix ms. */
    readonly returnedAt: number | undefined;
    /** Due while everything was watched; the others were owed when it began. */
    readonly isAtStrike: boolean;
  };

interface Followed {
  readonly digest: Digest;
  readonly slots: readonly number[];
  readonly fault: string;
  returnedAt?: number;
}

const PER_CHANNEL = 3;
const SHARE = 4;
/** More would give it a rest that all the others have to wait for. */
const OF_EACH_OF_THE_ENDPOINT = 2;
/** One digest of each channel owes slots of the last minutes: one that is too old, one that is late, and one that is not. */
const OWED_MINUTES = [15, 7, 2] as const;
const STORED_WITHIN_MS = 4_000;
const STORED_WITHIN_EACH_MS = 25;
const LOOK_EVERY_MS = 400;
const SETTLE_WITHIN_MS = 150_000;
/** A slot whose search fails is tried again after 15 s, 60 s and 4 minutes. */
const SETTLE_ENDPOINT_WITHIN_MS = 420_000;
/** A second post of the same would have come by then. */
const AFTER_THE_LAST_MS = 3_000;

/** Runs scenarios on one stack, and follows every slot of every digest that was ever due. */
export function createDigestChaos(
  stack: Stack,
  { platforms, digests: perFault, graceMs, random, signal }: DigestChaosOptions,
) {
  const desk = openDigestDesk(stack.redisUrl);
  const followed = new Map<string, Followed>();
  const counts = new Map<string, number>();
  let lastNumber = 0;
  let searches = 0;

  return {
    close: () => desk.close(),

    async run(scenario: DigestScenario): Promise<void> {
      const names = scenario.how === "faults" ? scenario.faults : [scenario.name];
      const plan = names.flatMap((fault) => channelsOf(fault, shareOf(names)));
      const count = plan.reduce((sum, channel) => sum + channel.digests, 0);
      if (count > MAX_DIGESTS_PER_WORKSPACE) throw new Error(`${count} digests are more than a workspace may have.`);
      const strikesAt = nextStrike(Date.now() + STORED_WITHIN_MS + count * STORED_WITHIN_EACH_MS);
      const mine = plan.flatMap((channel) => followChannel(channel, strikesAt));
      const gate =
        scenario.how === "kill" ? createKillGate(scenario, (call) => followedIn(call)?.digest.id) : undefined;
      stack.setRule(gate === undefined ? { before: fateOf } : gate.rule);
      stack.app.endpoint.answer(({ question }) => replyTo(question));
      await desk.add(mine.map(({ digest }) => digest));
      if (Date.now() >= strikesAt) throw new Error("The digests were not stored before they were due.");
      if (scenario.how === "event") await beforeStrike(scenario.event, stack);
      await delay(Math.max(0, strikesAt - Date.now()), undefined, { signal });
      const searchesBefore = searches;
      const back =
        gate !== undefined
          ? await killAt(gate, mine.length)
          : scenario.how === "event"
            ? await atStrike(scenario.event, stack, {
                isSearching: () => searches > searchesBefore,
                isPosting: () => mine.some(({ digest }) => postsIn(stack, digest.channel).length > 0),
                random,
                signal,
              })
            : [];
      const returnedAt = Date.now();
      if (back.length > 0) for (const one of mine) one.returnedAt = returnedAt;
      await settle(mine);
      stack.setRule(undefined);
      await desk.remove(mine.map(({ digest }) => digest));
    },

    /** Everything that was ever due, as it stands now. */
    async judge(): Promise<readonly FollowedSlot[]> {
      const byChannel = new Map<string, Followed[]>();
      for (const one of followed.values()) {
        const { channelId } = one.digest.channel;
        byChannel.set(channelId, [...(byChannel.get(channelId) ?? []), one]);
      }
      const judged: FollowedSlot[] = [];
      for (const inChannel of byChannel.values()) {
        const due = (await Promise.all(inChannel.map(toDueSlots))).flat();
        const [first] = inChannel;
        const posts = first === undefined ? [] : postsIn(stack, first.digest.channel);
        for (const [slot, verdict] of judgeChannel(due, posts, { graceMs })) {
          const { returnedAt, slots = [] } = followed.get(slot.digest.id) ?? {};
          judged.push({ ...slot, ...verdict, returnedAt, isAtStrike: slot.slot === slots.at(-1) });
        }
      }
      return judged;
    },
  };

  /** Many faults at once share the time. */
  function shareOf(faults: readonly string[]): number {
    if (faults.length === 1) return perFault;
    return Math.min(perFault, faults.some(isOfEndpoint) ? OF_EACH_OF_THE_ENDPOINT : Math.ceil(perFault / SHARE));
  }

  function channelsOf(fault: string, most: number) {
    const { only } = platformFaultOf(fault) ?? {};
    const wanted = platforms.filter((platform) => only === undefined || only === platform);
    return wanted.flatMap((platform) =>
      Array.from({ length: Math.ceil(most / PER_CHANNEL) }, (_, index) => ({
        fault,
        platform,
        digests: Math.min(PER_CHANNEL, most - index * PER_CHANNEL),
      })),
    );
  }

  function followChannel(
    { fault, platform, digests }: ReturnType<typeof channelsOf>[number],
    strikesAt: number,
  ): readonly Followed[] {
    lastNumber += 1;
    const placeId = `p${String(lastNumber).padStart(5, "0")}`;
    const channel = channelOf(stack, platform, openPlace(stack, platform, `digests-${placeId}`));
    const happens = platformFaultOf(fault)?.happens;
    if (happens !== undefined) closeChannel(stack, channel, happens);
    return Array.from({ length: digests }, (_, index) => {
      lastNumber += 1;
      const id = `d${String(lastNumber).padStart(5, "0")}`;
      const fields = {
        id,
        channel,
        topic: topicOf(id, placeId),
        layout: index % 2 === 0 ? "thread" : "together",
      } as const;
      const one = { ...makeDigest(fields, { strikesAt, minutesBefore: index === 1 ? OWED_MINUTES : [] }), fault };
      followed.set(id, one);
      return one;
    });
  }

  function followedIn({ step, text }: WireCall): Followed | undefined {
    return step === "other" ? undefined : followed.get(digestIdIn(text) ?? "");
  }

  function fateOf(call: WireCall): WireFate {
    const one = followedIn(call);
    const fault = one && platformFaultOf(one.fault);
    if (one === undefined || fault?.fate === undefined) return PASS;
    const { id } = one.digest;
    return fault.fate(call, countOf(`${id} ${call.step}`), countOf(id)) ?? PASS;
  }

  /** The endpoint fails the first search of each digest whose fault it is. */
  function replyTo(topic: string) {
    searches += 1;
    const one = followed.get(digestIdIn(topic) ?? "");
    const nth = countOf(`${topic} searched`);
    const fault = endpointFaultOf(one?.fault ?? "");
    if (fault === undefined || nth > 1) return newsOn(topic, nth);
    return fault.reply({ id: "q000000", platform: "discord", fault: fault.name, isLong: false, askedAt: 0 });
  }

  async function killAt(gate: ReturnType<typeof createKillGate>, expected: number): Promise<readonly number[]> {
    const held = [...(await gate.full(expected))].sort(([, a], [, b]) => b - a).map(([worker]) => worker);
    // Either one worker is left to take over at once, or none.
    const victims = random() < 0.5 ? held.slice(0, 1) : held;
    await killWorkers(victims, stack);
    gate.release(victims);
    return revive(victims, stack);
  }

  async function settle(mine: readonly Followed[]): Promise<void> {
    const deadline =
      Date.now() + (mine.some(({ fault }) => isOfEndpoint(fault)) ? SETTLE_ENDPOINT_WITHIN_MS : SETTLE_WITHIN_MS);
    let open = mine;
    while (open.length > 0 && Date.now() < deadline) {
      await delay(LOOK_EVERY_MS, undefined, { signal });
      // Redis may be away at the moment.
      const due = await Promise.all(open.map((one) => toDueSlots(one).catch(() => undefined)));
      open = open.filter(
        (_one, index) => due[index]?.every(({ record }) => (record?.state ?? "open") !== "open") !== true,
      );
    }
    await delay(AFTER_THE_LAST_MS, undefined, { signal });
  }

  function toDueSlots({ digest, slots, fault }: Followed): Promise<readonly DueSlot[]> {
    const mayFail = platformFaultOf(fault)?.mayBeUnsayable === true || endpointFaultOf(fault) !== undefined;
    return Promise.all(
      slots.map(async (slot) => ({ digest, slot, fault, mayFail, record: await desk.read(digest, slot) })),
    );
  }

  function countOf(key: string): number {
    const next = (counts.get(key) ?? 0) + 1;
    counts.set(key, next);
    return next;
  }
}

export type DigestChaos = ReturnType<typeof createDigestChaos>;

const PASS: WireFate = { acts: true, hears: "its answer" };

function isOfEndpoint(fault: string): boolean {
  return fault.includes("endpoint");
}
