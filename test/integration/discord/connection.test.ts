import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ConfigError } from "../../../src/core/errors.ts";
import type { Outcome } from "../../../src/core/invocation.ts";
import { createDiscordListener } from "../../../src/platforms/discord/listener.ts";
import { eventually, startListenerBench } from "../../fakes/discord/discord-listener-bench.ts";
import { createRecordingLog } from "../../fakes/discord/recording-log.ts";

const clock = { now: () => Date.now() };
const accept = async (): Promise<Outcome> => ({ kind: "accepted" });

describe("the connection to Discord", () => {
  let bench: Awaited<ReturnType<typeof startListenerBench>>;
  beforeEach(async () => {
    bench = await startListenerBench();
  });
  afterEach(() => bench.close());

  async function failureOf(starting: Promise<void>): Promise<unknown> {
    return starting.then(
      () => undefined,
      (error: unknown) => error,
    );
  }

  it("names the token when it is refused", async () => {
    const token = ["not", "the", "token"].join(".");
    const { log } = createRecordingLog();
    const listener = createDiscordListener({ log, clock }, { ...bench.discord, token });
    const failure = await failureOf(listener.start(accept));
    expect(failure).toBeInstanceOf(ConfigError);
    expect(String(failure)).toContain("DISCORD_TOKEN was refused (401)");
    expect(String(failure)).not.toContain(token);
    expect(listener.isReady()).toBe(false);
  });

  it.each([
    [4004, "DISCORD_TOKEN was refused (4004)"],
    [4014, "refused the intents (4014)"],
    [4013, "does not know the intents"],
  ])("says what to do about close code %i", async (code, sentence) => {
    bench.discord.refuseIdentify(code);
    const failure = await failureOf(bench.start());
    expect(failure).toBeInstanceOf(ConfigError);
    expect(String(failure)).toContain(sentence);
    expect(bench.listener.isReady()).toBe(false);
  });

  it("notices an application id that belongs to another token", async () => {
    const { log } = createRecordingLog();
    const listener = createDiscordListener({ log, clock }, { ...bench.discord, applicationId: "900000000000000002" });
    const failure = await failureOf(listener.start(accept));
    expect(failure).toBeInstanceOf(ConfigError);
    expect(String(failure)).toContain("DISCORD_APPLICATION_ID");
    await eventually(() => expect(bench.discord.connections()).toBe(0));
  });

  it("fails as retryable when Discord cannot be reached", async () => {
    await bench.discord.close();
    expect(await failureOf(bench.start())).toMatchObject({ code: "PLATFORM_UNAVAILABLE", retryable: true });
  });

  it("does not wait for ever for Discord to let it in", async () => {
    const { log } = createRecordingLog();
    const listener = createDiscordListener({ log, clock }, { ...bench.discord, startWithinMs: 300 });
    // 4000 makes the SDK try again and again.
    bench.discord.refuseIdentify(4000);
    expect(await failureOf(listener.start(accept))).toMatchObject({ code: "PLATFORM_UNAVAILABLE" });
  });

  it("comes back by itself and hears what was said meanwhile", async () => {
    await bench.start();
    bench.discord.disconnect(4000);
    await eventually(() => expect(bench.listener.isReady()).toBe(false));
    bench.discord.mention("did you hear?");
    await eventually(() => expect(bench.questions()).toEqual(["did you hear?"]));
    await eventually(() => expect(bench.listener.isReady()).toBe(true));
  });

  it("is not ready and says what to do when it is closed for good", async () => {
    await bench.start();
    bench.discord.disconnect(4004);
    await eventually(() => expect(bench.listener.isReady()).toBe(false));
    await eventually(() => expect(bench.logged.join("\n")).toMatch(/error DISCORD_TOKEN was refused \(4004\)/u));
  });

  it("stops after the events under way are done", async () => {
    await bench.start();
    const release = bench.holdBack();
    const use = bench.discord.slash({ command: "help" });
    await eventually(() => expect(bench.seen).toHaveLength(1));
    const stopping = bench.listener.stop();
    expect(bench.listener.isReady()).toBe(false);
    bench.discord.mention("too late");
    const closed = vi.waitFor(() => expect(bench.discord.connections()).toBe(0), { timeout: 300 });
    await expect(closed).rejects.toThrow();
    release({ kind: "reply", markdown: "Just in time." });
    await stopping;
    expect(bench.discord.interactionReply(use).content).toBe("Just in time.");
    expect(bench.questions()).toEqual(["help"]);
    expect(bench.discord.connections()).toBe(0);
    expect(bench.logged).toEqual([]);
  });

  it("tells a person whose command it could not take in before it stopped", async () => {
    const hurried = await startListenerBench({ stopWithinMs: 200 });
    await hurried.start();
    const release = hurried.discord.holdAnswers("/interactions/");
    const use = hurried.discord.slash({ command: "ask", options: { question: "now?" } });
    await eventually(() => expect(hurried.discord.interactionReply(use).state).toBe("loading"));
    await hurried.listener.stop();
    release();
    await eventually(() => expect(hurried.discord.interactionReply(use).content).toContain("restarting"));
    expect(hurried.seen).toEqual([]);
    await hurried.close();
  });

  it("stops within its deadline when an event never ends", async () => {
    const hurried = await startListenerBench({ stopWithinMs: 200 });
    await hurried.start();
    hurried.answerWith(() => new Promise(() => undefined));
    hurried.discord.mention("for ever?");
    await eventually(() => expect(hurried.seen).toHaveLength(1));
    await hurried.close();
  });

  it("stops without harm when it never started", async () => {
    await bench.listener.stop();
    await bench.listener.stop();
    expect(bench.listener.isReady()).toBe(false);
  });
});
