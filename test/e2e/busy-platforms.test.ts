import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, openPlace } from "../chaos/ask-and-look.ts";
import type { WireCall } from "../chaos/platform-wire.ts";
import { answerTo, type ChaosPlatform, idIn, judge } from "../chaos/question.ts";
import { type Stack, startStack } from "../chaos/stack.ts";

const SLACK_QUESTIONS = 24;
const DISCORD_QUESTIONS = 10;

describe("two workers on platforms that refuse what is too much", () => {
  let stack: Stack;
  const writers = new Set<number>();
  beforeAll(async () => {
    stack = await startStack({ isLimited: true });
    stack.app.endpoint.answer(({ question }) => ({
      ...answerTo({ id: idIn(question) ?? "", isLong: false }),
      everyMs: 800,
    }));
    const note = ({ worker, step }: WireCall) => {
      if (step === "post") writers.add(worker);
      return { acts: true, hears: "its answer" } as const;
    };
    stack.setRule({ before: note });
  }, 120_000);
  afterAll(() => stack.close(), 30_000);

  it("answer many questions of one Slack workspace and one Discord channel, each whole and once", {
    timeout: 180_000,
  }, async () => {
    const slackPlaces = [1, 2, 3, 4].map((number) => openPlace(stack, "slack", `busy-${number}`));
    const discordPlace = openPlace(stack, "discord", "busy");
    const questions = [
      ...Array.from({ length: SLACK_QUESTIONS }, (_, index) => ["slack", slackPlaces[index % 4] ?? ""] as const),
      ...Array.from({ length: DISCORD_QUESTIONS }, () => ["discord", discordPlace] as const),
    ].map(([platform, place], index) => ({ platform, place, id: `q${String(index).padStart(6, "0")}` }));
    const asked = await Promise.all(questions.map(begin));
    const outcomes = () => asked.map(({ id, look }) => judge({ id, isLong: false }, look()).outcome);
    await expect.poll(outcomes, { timeout: 150_000, interval: 250 }).toEqual(asked.map(() => "answered"));
    expect(asked.filter(({ id, look }) => judge({ id, isLong: false }, look()).isDoubled)).toEqual([]);
    expect(writers.size).toBe(2);
    const { slack, discord } = stack.app;
    const refused = discord.requests.filter(({ status }) => status === 429).length;
    expect(slack.refusedCalls().length).toBeLessThan(slack.allCalls().length / 10);
    expect(refused).toBeLessThan(discord.requests.length / 5);
  });

  async function begin({
    platform,
    place,
    id,
  }: {
    readonly platform: ChaosPlatform;
    readonly place: string;
    readonly id: string;
  }) {
    return { id, ...(await ask(stack, { platform, id, place, variant: 0 })) };
  }
});
