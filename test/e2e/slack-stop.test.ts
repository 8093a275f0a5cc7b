import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Stack, startStack } from "../chaos/stack.ts";
import { buttonsOf } from "../fakes/slack/blocks.ts";
import type { Delivery } from "../fakes/slack/deliveries.ts";
import { ADMIN, type FakeSlack, GENERAL } from "../fakes/slack/fake-slack.ts";
import { type RunningApp, startApp } from "./start-app.ts";

const WITHIN = { timeout: 15_000, interval: 20 };
const STOPPED = /_?Stopped\._?/u;

function tsOf({ payload: { event } }: Delivery): string {
  return event !== undefined && "ts" in event ? String(event.ts) : "";
}

/** What people see under one question, and the buttons there. */
function below(slack: FakeSlack, asked: Delivery) {
  return slack.thread(GENERAL, tsOf(asked)).map(({ ts, text, blocks, streamingSince }) => ({
    ts,
    text,
    buttons: buttonsOf(blocks).map(({ action_id }) => action_id),
    isStreaming: streamingSince !== undefined,
  }));
}

describe.each(["socket", "http"] as const)("an answer that streams in a Slack channel, over %s", (mode) => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp({ slack: mode, isLimited: true });
    app.slack.addUser("U0OTHER");
  });
  afterAll(() => app.close());

  it("gets a Stop after a while, which ends the endpoint's call within a second and leaves what was written", async () => {
    const { slack, endpoint } = app;
    const live = endpoint.nextLive();
    const asked = await slack.mention("Too long?");
    const request = await live.requested;
    await live.write("So far so good. ");
    await vi.waitFor(() => expect(below(slack, asked)).toMatchObject([{ isStreaming: true, buttons: [] }]), WITHIN);
    await vi.waitFor(() => expect(below(slack, asked)).toMatchObject([{ buttons: ["footnote_stop"] }]), WITHIN);

    const [answer] = below(slack, asked);
    const pressing = { ts: answer?.ts ?? "" };
    await slack.press("stop", pressing, { user: "U0OTHER" });
    await vi.waitFor(() =>
      expect(slack.ephemerals).toMatchObject([{ user: "U0OTHER", text: expect.stringContaining("Only the person") }]),
    );
    expect(request.isOver).toBe(false);

    const pressed = performance.now();
    void slack.press("stop", pressing);
    await request.closed;
    expect(performance.now() - pressed).toBeLessThan(1_000);
    expect(request.isAbandoned).toBe(true);
    await vi.waitFor(() => expect(below(slack, asked)[0]?.text).toMatch(STOPPED), WITHIN);
    expect(below(slack, asked)).toMatchObject([
      { text: expect.stringMatching(/^So far so good\./u), buttons: ["footnote_retry"], isStreaming: false },
    ]);
    expect(slack.refusedCalls()).toEqual([]);
  }, 30_000);

  it("costs no further call when it is whole before that", async () => {
    const { slack, endpoint } = app;
    const before = slack.allCalls().length;
    const live = endpoint.nextLive();
    const asked = await slack.mention("Short?");
    await live.requested;
    await live.write("Yes. ");
    await vi.waitFor(() => expect(below(slack, asked)).toMatchObject([{ isStreaming: true }]), WITHIN);
    await live.end();
    const buttons = ["footnote_up", "footnote_down", "footnote_regenerate"];
    await vi.waitFor(() => expect(below(slack, asked)).toMatchObject([{ buttons }]), WITHIN);
    const written = slack
      .allCalls()
      .slice(before)
      .filter(({ method }) => method.startsWith("chat."));
    expect(written.map(({ method }) => method)).toEqual(["chat.startStream", "chat.stopStream"]);
  }, 30_000);

  it("can be stopped by a channel manager's word at once, and by nobody else's", async () => {
    const { slack, endpoint } = app;
    const live = endpoint.nextLive();
    const asked = await slack.mention("Off the point?");
    const request = await live.requested;
    await live.write("So far so good. ");
    await vi.waitFor(() => expect(below(slack, asked)).toMatchObject([{ isStreaming: true }]), WITHIN);
    const inThread = { threadTs: tsOf(asked) };
    await slack.mention("stop", { ...inThread, user: "U0OTHER" });
    await vi.waitFor(() => expect(slack.ephemerals.at(-1)).toMatchObject({ user: "U0OTHER", ...inThread }), WITHIN);
    expect(request.isOver).toBe(false);
    const said = performance.now();
    void slack.mention("stop", { ...inThread, user: ADMIN });
    await request.closed;
    expect(performance.now() - said).toBeLessThan(1_000);
    const ours = () => below(slack, asked).filter(({ text }) => !text.includes("stop"));
    await vi.waitFor(() => expect(ours()).toMatchObject([{ text: expect.stringMatching(STOPPED) }]), WITHIN);
    await slack.mention("stop", { ...inThread, user: ADMIN });
    expect(endpoint.requests.map(({ question }) => question)).not.toContain("stop");
  }, 30_000);

  it("can be stopped by a channel manager before its first word", async () => {
    const { slack, endpoint } = app;
    const live = endpoint.nextLive();
    const asked = await slack.mention("Who knows?");
    const request = await live.requested;
    await vi.waitFor(() => expect(below(slack, asked)).toMatchObject([{ text: "_Searching…_" }]), WITHIN);
    await slack.press("stop", { ts: below(slack, asked)[0]?.ts ?? "" }, { user: ADMIN });
    await request.closed;
    await vi.waitFor(
      () => expect(below(slack, asked)).toMatchObject([{ text: expect.stringMatching(STOPPED) }]),
      WITHIN,
    );
  }, 30_000);
});

describe("an answer whose worker dies after it got its Stop", () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack();
  }, 60_000);
  afterAll(() => stack.close(), 30_000);

  it("can still be stopped, whoever writes it then, and stands there once", async () => {
    const { slack, endpoint } = stack.app;
    const [first, second] = [endpoint.nextLive(), endpoint.nextLive()];
    const asked = await slack.mention("Too long?");
    await first.requested;
    await first.write("So far so good. ");
    await vi.waitFor(() => expect(below(slack, asked)).toMatchObject([{ buttons: ["footnote_stop"] }]), WITHIN);
    // Whichever of them writes it: the other may take jobs again.
    await stack.killWorker(0);
    await stack.killWorker(1);
    expect(below(slack, asked)).toMatchObject([{ buttons: ["footnote_stop"] }]);
    await stack.reviveWorker(1);
    const request = await second.requested;
    await second.write("Said anew. ");
    await vi.waitFor(() => expect(below(slack, asked)[0]?.text).toBe("Said anew."), { timeout: 40_000 });
    const pressed = performance.now();
    void slack.press("stop", { ts: below(slack, asked)[0]?.ts ?? "" });
    await request.closed;
    expect(performance.now() - pressed).toBeLessThan(1_000);
    await vi.waitFor(
      () => expect(below(slack, asked)).toMatchObject([{ text: expect.stringMatching(/^Said anew\.[\s\S]*Stopped/u) }]),
      WITHIN,
    );
    expect(below(slack, asked)).toMatchObject([{ buttons: ["footnote_retry"] }]);
  }, 120_000);
});
