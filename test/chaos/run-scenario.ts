import { setTimeout as delay } from "node:timers/promises";
import { type Asked, ask, openPlace } from "./ask-and-look.ts";
import { createKillGate } from "./kill-gate.ts";
import type { WireCall, WireFate } from "./platform-wire.ts";
import { answerTo, type ChaosPlatform, type ChaosQuestion, idIn, judge, type Verdict } from "./question.ts";
import { type ChaosEvent, endpointFaultOf, platformFaultOf, type Scenario } from "./scenario.ts";
import type { Stack } from "./stack.ts";

/** One question, followed from its asking to its end. */
export interface Followed extends ChaosQuestion {
  readonly asked: Asked;
  outcomeAfterMs?: number;
  /** From the worker's return, where one was away. */
  outcomeAfterReturnMs?: number;
}

export interface ChaosOptions {
  readonly platforms: readonly ChaosPlatform[];
  /** Per fault and platform. */
  readonly questions: number;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly signal: AbortSignal;
}

const SLOW_QUESTIONS = 3;
const HUGE_QUESTIONS = 1;
const LONG_SHARE = 0.2;
const ASK_EVERY_MS = 15;
const LOOK_EVERY_MS = 250;
const SETTLE_WITHIN_MS = 120_000;
/** The endpoint's own deadlines are up to 90 s. */
const SETTLE_SLOW_WITHIN_MS = 240_000;
const AFTER_THE_LAST_MS = 1_500;

/** Runs scenarios on one stack and follows every question that was ever asked. */
export function createChaos(stack: Stack, { platforms, questions, random, signal }: ChaosOptions) {
  const followed = new Map<string, Followed>();
  const calls = new Map<string, number>();
  const endpointCalls = new Map<string, number>();
  /** When the worker of a question came back. */
  const returns = new Map<string, number>();
  let lastNumber = 0;
  let placeNumber = 0;

  stack.app.endpoint.answer((request) => {
    const question = followed.get(idIn(request.question) ?? "");
    if (question === undefined) return { text: "Nobody asked that." };
    const nth = count(endpointCalls, question.id);
    const fault = endpointFaultOf(question.fault);
    // Every second question finds the endpoint well when it comes again.
    const isWell = nth > 1 && (fault?.isSlow === true || Number(question.id.slice(1)) % 2 === 0);
    return fault === undefined || isWell ? answerTo(question) : fault.reply(question);
  });

  return {
    followed: () => [...followed.values()],
    verdictOf: (question: Followed): Verdict => judge(question, question.asked.look()),

    async run(scenario: Scenario): Promise<void> {
      const unruly = (call: WireCall) => fateOf(call);
      stack.setRule({ before: unruly });
      const names = scenario.kind === "questions" ? scenario.names : [scenario.name];
      const isKill = scenario.kind === "kill";
      const gate = isKill ? createKillGate(scenario, (call) => questionOf(call)?.id) : undefined;
      if (gate !== undefined) stack.setRule(gate.rule);
      if (scenario.kind === "event") await beforeAsking(scenario.event);
      const isAllLong = isKill && scenario.step === "further part";
      const mine = await askAll(names, { isAllLong });
      if (gate !== undefined) await killAt(gate, mine);
      if (scenario.kind === "event") await whileAnswering(scenario.event, mine);
      await settle(mine);
    },
  };

  async function askAll(names: readonly string[], { isAllLong }: { isAllLong: boolean }): Promise<readonly Followed[]> {
    const mine: Followed[] = [];
    const plan = shuffled(names.flatMap((name) => placesOf(name)));
    const underway: Promise<void>[] = [];
    for (const { name, platform, place } of plan) {
      signal.throwIfAborted();
      lastNumber += 1;
      const id = `q${String(lastNumber).padStart(6, "0")}`;
      const endpointFault = endpointFaultOf(name);
      const question: ChaosQuestion = {
        id,
        platform,
        fault: name,
        isLong: endpointFault?.isHarmless !== true && (isAllLong || random() < LONG_SHARE),
        isHuge: endpointFault?.isHuge === true,
        askedAt: performance.now(),
      };
      underway.push(
        ask(stack, { platform, id, place, variant: lastNumber }).then((asked) => {
          const one = { ...question, asked };
          followed.set(id, one);
          mine.push(one);
          void breakPlace(one);
        }),
      );
      // The endpoint may be asked before Slack has its acknowledgement.
      followed.set(id, { ...question, asked: NOT_YET });
      await delay(ASK_EVERY_MS, undefined, { signal });
    }
    await Promise.all(underway);
    return mine;
  }

  function placesOf(name: string) {
    const fault = platformFaultOf(name);
    return platforms
      .filter((platform) => fault?.only === undefined || fault.only === platform)
      .flatMap((platform) => {
        placeNumber += 1;
        const place = openPlace(stack, platform, `chaos-${placeNumber}`);
        const endpointFault = endpointFaultOf(name);
        const most =
          endpointFault?.isHuge === true ? HUGE_QUESTIONS : endpointFault?.isSlow === true ? SLOW_QUESTIONS : questions;
        return Array.from({ length: Math.min(most, questions) }, () => ({ name, platform, place }));
      });
  }

  function questionOf(call: WireCall): Followed | undefined {
    const known = followed.get(idIn(call.text) ?? "");
    if (known !== undefined) return known;
    for (const question of followed.values()) {
      if (question.outcomeAfterMs === undefined && question.asked.keys.some((key) => call.text.includes(key)))
        return question;
    }
    return undefined;
  }

  function fateOf(call: WireCall): WireFate {
    const pass = { acts: true, hears: "its answer" } as const;
    if (call.step === "other") return pass;
    const question = questionOf(call);
    const fault = question && platformFaultOf(question.fault);
    if (question === undefined || fault?.fate === undefined) return pass;
    return fault.fate(call, count(calls, `${question.id} ${call.step}`), count(calls, question.id)) ?? pass;
  }

  /** As soon as something of the answer is there, or after a moment. */
  async function breakPlace(question: Followed): Promise<void> {
    const { asked, fault, platform } = question;
    const happens = platformFaultOf(fault)?.happens;
    if (happens === undefined) return;
    // The text has grown beyond the first message, or it has not.
    const least = platform === "discord" && question.isLong && random() < 0.5 ? 2 : 1;
    const isDone = () =>
      happens === "answer deleted" ? asked.deleteWhileGrowing(least) : asked.look().texts.join("").trim() !== "";
    for (let tries = 0; tries < 60 && !signal.aborted; tries += 1) {
      await delay(50);
      // One that is whole has had its outcome: whoever deletes that does not want it.
      if (judge(question, asked.look()).outcome === "answered" || isDone()) break;
    }
    const { discord, slack } = stack.app;
    const channel = slack.world.channels.get(asked.place);
    if (happens === "answer deleted") return;
    if (platform === "discord" && happens === "bot removed") discord.hideChannel(asked.place);
    else if (happens === "posting denied") discord.denyPosting(asked.place);
    else if (channel !== undefined) {
      if (happens === "bot removed") channel.isMember = false;
      else channel.isArchived = true;
    }
  }

  async function killAt(gate: ReturnType<typeof createKillGate>, mine: readonly Followed[]): Promise<void> {
    const held = [...(await gate.full(mine.length))].sort(([, a], [, b]) => b - a).map(([worker]) => worker);
    // Either one worker is left to take over at once, or none.
    const victims = random() < 0.5 ? held.slice(0, 1) : held;
    await Promise.all(victims.map((worker) => stack.killWorker(worker)));
    gate.release(victims);
    await Promise.all(victims.map((worker) => stack.reviveWorker(worker)));
    noteReturn(mine);
  }

  async function beforeAsking(event: ChaosEvent): Promise<void> {
    if (event === "redis killed before asking") await stack.killRedis();
    if (event === "endpoint refused") await stack.door.shut();
    if (event === "both workers killed while idle") await Promise.all([stack.killWorker(0), stack.killWorker(1)]);
  }

  async function whileAnswering(event: ChaosEvent, mine: readonly Followed[]): Promise<void> {
    if (event !== "redis killed before asking") await delay(400 + 800 * random());
    switch (event) {
      case "redis killed once":
        return stack.killRedis();
      case "redis killed twice":
        await stack.killRedis();
        await delay(3_000);
        return stack.killRedis();
      case "redis and a worker killed":
        await Promise.all([stack.killRedis(), stack.killWorker(0)]);
        await stack.reviveWorker(0);
        return noteReturn(mine);
      case "a worker stopped":
        await stack.stopWorker(0);
        await stack.reviveWorker(0);
        return noteReturn(mine);
      case "both workers killed while idle":
        await Promise.all([stack.reviveWorker(0), stack.reviveWorker(1)]);
        return noteReturn(mine);
      case "endpoint refused":
        await delay(2_500);
        return stack.door.open();
      case "redis killed before asking":
    }
  }

  function noteReturn(mine: readonly Followed[]): void {
    const returnedAt = performance.now();
    for (const question of mine) if (question.outcomeAfterMs === undefined) returns.set(question.id, returnedAt);
  }

  async function settle(mine: readonly Followed[]): Promise<void> {
    const hasSlow = mine.some(({ fault }) => endpointFaultOf(fault)?.isSlow === true);
    const deadline = performance.now() + (hasSlow ? SETTLE_SLOW_WITHIN_MS : SETTLE_WITHIN_MS);
    let open = mine;
    while (performance.now() < deadline) {
      signal.throwIfAborted();
      open = open.filter((question) => !noteOutcome(question));
      if (open.every(({ fault }) => platformFaultOf(fault)?.mayBeUnsayable === true)) break;
      await delay(LOOK_EVERY_MS, undefined, { signal });
    }
    await delay(AFTER_THE_LAST_MS, undefined, { signal });
  }

  /** Whether this question has its outcome. */
  function noteOutcome(question: Followed): boolean {
    const { outcome } = judge(question, question.asked.look());
    if (outcome !== "answered" && outcome !== "error") return false;
    const now = performance.now();
    question.outcomeAfterMs ??= now - question.askedAt;
    const returnedAt = returns.get(question.id);
    if (returnedAt !== undefined) question.outcomeAfterReturnMs ??= now - returnedAt;
    return true;
  }

  function shuffled<Item>(items: readonly Item[]): readonly Item[] {
    return items
      .map((item) => ({ item, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ item }) => item);
  }
}

export type Chaos = ReturnType<typeof createChaos>;

const NOT_YET: Asked = {
  keys: [],
  place: "",
  isAccepted: () => false,
  look: () => ({ texts: [], isPending: false }),
  deleteWhileGrowing: () => false,
};

function count(counts: Map<string, number>, key: string): number {
  const next = (counts.get(key) ?? 0) + 1;
  counts.set(key, next);
  return next;
}
