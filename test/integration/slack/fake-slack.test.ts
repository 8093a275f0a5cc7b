import { WebClient } from "@slack/web-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Logger } from "../../../src/core/logger.ts";
import { toSdkLogger } from "../../../src/platforms/slack/sdk-logger.ts";
import { ASKER, DM, type FakeSlack, GENERAL, startFakeSlack } from "../../fakes/slack/fake-slack.ts";

let now: number;
let slack: FakeSlack;
let client: WebClient;
let threadTs: string;

beforeEach(async () => {
  now = Date.now();
  slack = await startFakeSlack({ clock: { now: () => now } });
  client = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, logger: silent });
  threadTs = slack.write("a question").ts;
});
afterEach(() => slack.close());

const nothing: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => nothing };
const silent = toSdkLogger(nothing);

const recipient = { recipient_user_id: ASKER, recipient_team_id: "T1" };
const stream = (markdown_text = "One ") =>
  client.chat.startStream({ channel: GENERAL, thread_ts: threadTs, markdown_text, ...recipient });
const refused = (error: string) => ({ data: { ok: false, error } });

const section = (text: string) => ({ type: "section" as const, text: { type: "mrkdwn" as const, text } });
const actions = (ids: readonly string[]) => ({
  type: "actions" as const,
  elements: ids.map((id) => ({
    type: "button" as const,
    action_id: id,
    text: { type: "plain_text" as const, text: id },
  })),
});

describe("the fake Slack", () => {
  it.each([
    ["an unknown channel", { channel: "C1", text: "x" }, "channel_not_found"],
    ["no text", { channel: GENERAL, text: "" }, "no_text"],
    ["Markdown beside text", { channel: GENERAL, text: "x", markdown_text: "x" }, "markdown_text_conflict"],
    ["too much Markdown", { channel: GENERAL, markdown_text: "x".repeat(12_001) }, "msg_too_long"],
    ["a thread that is none", { channel: GENERAL, text: "x", thread_ts: "1.1" }, "invalid_thread_ts"],
    [
      "nested metadata",
      { channel: GENERAL, text: "x", metadata: { event_type: "e", event_payload: { a: { b: 1 } } } },
      "invalid_metadata_format",
    ],
  ])("refuses a post with %s", async (_what, args, error) => {
    await expect(client.apiCall("chat.postMessage", args)).rejects.toMatchObject(refused(error));
  });

  it("refuses a bad token", async () => {
    await expect(client.auth.test({ token: "other" })).rejects.toMatchObject(refused("invalid_auth"));
  });

  it("cuts a post at 40,000 characters in silence and refuses an update over 4,000", async () => {
    const { ts = "" } = await client.chat.postMessage({ channel: GENERAL, text: "x".repeat(40_001) });
    expect(slack.messages().at(-1)?.text).toHaveLength(40_000);
    const update = client.chat.update({ channel: GENERAL, ts, text: "x".repeat(4_001) });
    await expect(update).rejects.toMatchObject(refused("msg_too_long"));
  });

  it("streams only in a thread and to somebody", async () => {
    const args = { channel: GENERAL, markdown_text: "x" };
    const start = (more: object) => client.apiCall("chat.startStream", { ...args, ...more });
    await expect(start(recipient)).rejects.toMatchObject(refused("invalid_thread_ts"));
    await expect(start({ thread_ts: threadTs })).rejects.toMatchObject(refused("missing_recipient_user_id"));
    await expect(start({ thread_ts: threadTs, recipient_user_id: ASKER })).rejects.toMatchObject(
      refused("missing_recipient_team_id"),
    );
    const { ts: dmTs } = slack.write("hi", { channel: DM });
    expect(await client.chat.startStream({ channel: DM, thread_ts: dmTs })).toMatchObject({ ok: true });
  });

  it("lets a stream be appended to and not updated, for five minutes, until it is stopped", async () => {
    const { ts = "" } = await stream();
    const append = () => client.chat.appendStream({ channel: GENERAL, ts, markdown_text: "two" });
    await append();
    await expect(client.chat.update({ channel: GENERAL, ts, text: "x" })).rejects.toMatchObject(
      refused("streaming_state_conflict"),
    );
    now += 300_000;
    await expect(append()).rejects.toMatchObject(refused("message_not_in_streaming_state"));
    await client.chat.update({ channel: GENERAL, ts, text: "x" });

    const { ts: second = "" } = await stream();
    await client.chat.stopStream({ channel: GENERAL, ts: second });
    await expect(client.chat.stopStream({ channel: GENERAL, ts: second })).rejects.toMatchObject(
      refused("message_not_in_streaming_state"),
    );
  });

  it("sees a ping that two pieces of a stream make together", async () => {
    const { ts = "" } = await stream("hello @chan");
    expect(slack.pings).toEqual([]);
    await client.chat.appendStream({ channel: GENERAL, ts, markdown_text: "nel" });
    expect(slack.pings).toEqual(["@channel"]);
  });

  it("counts control sequences always and names only where Slack reads them", async () => {
    await client.chat.postMessage({ channel: GENERAL, text: "<!here> @here" });
    expect(slack.pings).toEqual(["<!here>"]);
    await client.chat.postMessage({ channel: GENERAL, text: "@here", link_names: true });
    expect(slack.pings).toEqual(["<!here>", "@here"]);
  });

  it("previews links unless it is told not to", async () => {
    const text = "<https://a.example>";
    await client.chat.postMessage({ channel: GENERAL, text, unfurl_links: false, unfurl_media: false });
    expect(slack.unfurls).toEqual([]);
    await client.chat.postMessage({ channel: GENERAL, text, unfurl_links: false });
    expect(slack.unfurls).toEqual([text]);
  });

  it("takes five posts on a response_url, within 30 minutes", async () => {
    await slack.slash("/ask", "x");
    const url = slack.deliveries[0]?.payload.response_url ?? "";
    const post = async () => (await fetch(url, { method: "POST", body: JSON.stringify({ text: "x" }) })).status;
    expect([await post(), await post(), await post(), await post(), await post(), await post()]).toEqual([
      200, 200, 200, 200, 200, 404,
    ]);
    await slack.slash("/ask", "x");
    now += 30 * 60_000 + 1;
    const late = slack.deliveries[1]?.payload.response_url ?? "";
    expect((await fetch(late, { method: "POST", body: "{}" })).status).toBe(404);
  });

  it.each([
    ["a section over 3,000 characters", [section("x".repeat(3_001))], "invalid_blocks"],
    ["an empty section", [section("")], "invalid_blocks"],
    ["more than 50 blocks", Array.from({ length: 51 }, () => section("x")), "invalid_blocks"],
    ["the same action twice", [actions(["a", "a"])], "invalid_blocks"],
    ["more than 25 buttons", [actions(Array.from({ length: 26 }, (_, index) => `a${index}`))], "invalid_blocks"],
    ["too much in all", Array.from({ length: 4 }, () => section("x".repeat(2_900))), "msg_blocks_too_long"],
  ])("refuses blocks with %s", async (_what, blocks, error) => {
    const post = client.apiCall("chat.postMessage", { channel: GENERAL, text: "x", blocks });
    await expect(post).rejects.toMatchObject(refused(error));
  });

  it("shows blocks instead of the text, until an update takes them away", async () => {
    const blocks = [section("In a <!here> block @channel")];
    const { ts = "" } = await client.chat.postMessage({ channel: GENERAL, text: "fallback", blocks });
    const shown = () => slack.messages().at(-1)?.text;
    expect(shown()).toBe("In a <!here> block @channel");
    expect(slack.pings).toContain("@channel");
    await client.chat.update({ channel: GENERAL, ts, text: "new" });
    expect(shown()).toBe("In a <!here> block @channel");
    await client.chat.update({ channel: GENERAL, ts, text: "new", blocks: [] });
    expect(shown()).toBe("new");
  });

  it("tells a channel's history newest first, a thread's oldest first, by pages, and marks only to who asks", async () => {
    const metadata = { event_type: "e", event_payload: { key: "k" } };
    const post = (text: string) =>
      client.chat.postMessage({ channel: GENERAL, thread_ts: threadTs, text, metadata, unfurl_links: false });
    await post("one");
    await post("two");
    slack.write("another question");
    const history = await client.conversations.history({ channel: GENERAL, limit: 1 });
    expect(history).toMatchObject({ has_more: true, messages: [{ text: "another question" }] });
    const thread = { channel: GENERAL, ts: threadTs, limit: 2 };
    const first = await client.conversations.replies(thread);
    expect(first.messages?.map(({ text }) => text)).toEqual(["a question", "one"]);
    const cursor = first.response_metadata?.next_cursor ?? "";
    const second = await client.conversations.replies({ ...thread, cursor, include_all_metadata: true });
    expect(second.messages).toMatchObject([{ text: "two", user: slack.botUserId, metadata }]);
    expect(first.messages?.[1]).not.toHaveProperty("metadata");
    const late = { ...thread, oldest: `${now / 1_000 + 60}` };
    expect((await client.conversations.replies(late)).messages).toHaveLength(1);
  });

  it("takes a trigger id once, within 3 s", async () => {
    await slack.slash("/ask", "x");
    const trigger_id = slack.deliveries[0]?.payload.trigger_id ?? "";
    const view = { type: "modal", title: { type: "plain_text", text: "Form" }, blocks: [] };
    const open = (id: string, shown: object = view) => client.apiCall("views.open", { trigger_id: id, view: shown });
    await open(trigger_id);
    await expect(open(trigger_id)).rejects.toMatchObject(refused("exchanged_trigger_id"));
    await slack.slash("/ask", "x");
    now += 3_001;
    await expect(open(slack.deliveries[1]?.payload.trigger_id ?? "")).rejects.toMatchObject(
      refused("expired_trigger_id"),
    );
    await slack.slash("/ask", "x");
    const tooLong = { ...view, title: { type: "plain_text", text: "x".repeat(25) } };
    await expect(open(slack.deliveries[2]?.payload.trigger_id ?? "", tooLong)).rejects.toMatchObject(
      refused("invalid_arguments"),
    );
  });

  it("reports that nobody listens, and tries three times more", async () => {
    await slack.close();
    slack = await startFakeSlack({ retryDelaysMs: [0, 0, 0] });
    const delivery = await slack.mention("hello?");
    await expect.poll(() => delivery.attempts.map(({ retryNum }) => retryNum)).toEqual([0, 1, 2, 3]);
    expect(delivery.isAcknowledged()).toBe(false);
  });
});
