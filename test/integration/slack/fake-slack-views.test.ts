import { WebClient } from "@slack/web-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Logger } from "../../../src/core/logger.ts";
import { toSdkLogger } from "../../../src/platforms/slack/sdk-logger.ts";
import { ASKER, type FakeSlack, startFakeSlack } from "../../fakes/slack/fake-slack.ts";

const nothing: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => nothing };
const plain = (text: string) => ({ type: "plain_text", text });
const option = (value: string, text = value) => ({ text: plain(text), value });
const options = (count: number) => Array.from({ length: count }, (_, index) => option(`v${index}`));
const input = (element: object, block_id = "b") => ({
  type: "input",
  block_id,
  optional: true,
  label: plain("L"),
  element: { action_id: "value", ...element },
});
const button = (more: object) => ({ type: "button", action_id: "a", text: plain("Go"), value: "v", ...more });
const actions = (...elements: readonly object[]) => ({ type: "actions", elements });
const modal = (...blocks: readonly object[]) => ({ type: "modal", title: plain("T"), submit: plain("S"), blocks });

describe("the views of the fake Slack", () => {
  let slack: FakeSlack;
  let client: WebClient;
  beforeEach(async () => {
    slack = await startFakeSlack();
    client = new WebClient(slack.botToken, {
      slackApiUrl: slack.apiUrl,
      retryConfig: { retries: 0 },
      logger: toSdkLogger(nothing),
    });
  });
  afterEach(() => slack.close());

  const open = (view: object) => client.apiCall("views.open", { trigger_id: slack.newTrigger(), view });
  const publish = (view: object) => client.apiCall("views.publish", { user_id: ASKER, view });
  const refused = { data: { ok: false, error: "invalid_arguments" } };

  it.each([
    ["eleven checkboxes", input({ type: "checkboxes", options: options(11) })],
    ["101 options", input({ type: "static_select", options: options(101) })],
    ["101 options to choose several of", input({ type: "multi_static_select", options: options(101) })],
    ["no option", input({ type: "static_select", options: [] })],
    ["an option of 76 characters", input({ type: "static_select", options: [option("v", "x".repeat(76))] })],
    ["a value of 151 characters", input({ type: "static_select", options: [option("x".repeat(151), "x")] })],
    ["the same option twice", input({ type: "static_select", options: [option("v"), option("v")] })],
    ["a chosen one that is none", input({ type: "static_select", options: options(2), initial_option: option("x") })],
    ["nothing chosen", input({ type: "checkboxes", options: options(2), initial_options: [] })],
    ["a text over 3,000", input({ type: "plain_text_input", initial_value: "x".repeat(3_001) })],
    ["a text over its own limit", input({ type: "plain_text_input", initial_value: "xx", max_length: 1 })],
    ["a number that is none", input({ type: "number_input", is_decimal_allowed: false, initial_value: "many" })],
    ["a field name of 256 characters", input({ type: "plain_text_input" }, "x".repeat(256))],
    ["a button label of 76 characters", actions(button({ text: plain("x".repeat(76)) }))],
    ["a button value of 2,001 characters", actions(button({ value: "x".repeat(2_001) }))],
    ["an action id of 256 characters", actions(button({ action_id: "x".repeat(256) }))],
    ["an unknown style", actions(button({ style: "secondary" }))],
    ["26 buttons", actions(...Array.from({ length: 26 }, (_, index) => button({ action_id: `a${index}` })))],
    ["no button in a row of them", actions()],
  ])("refuse %s", async (_what, block) => {
    await expect(open(modal(block))).rejects.toMatchObject(refused);
  });

  it.each([
    ["a title of 25 characters", { title: plain("x".repeat(25)) }],
    ["a button of 25 characters", { submit: plain("x".repeat(25)) }],
    ["fields without a button to send them", { submit: undefined }],
    ["3,001 characters of metadata", { private_metadata: "x".repeat(3_001) }],
    ["a name of 256 characters", { callback_id: "x".repeat(256) }],
    ["101 blocks", { blocks: Array.from({ length: 101 }, () => ({ type: "divider" })) }],
    ["two fields of one name", { blocks: [1, 2].map(() => input({ type: "plain_text_input" })) }],
    ["a Home tab in its place", { type: "home", title: undefined, submit: undefined }],
  ])("refuse a modal with %s", async (_what, change) => {
    await expect(open({ ...modal(input({ type: "plain_text_input" })), ...change })).rejects.toMatchObject(refused);
  });

  it("take a Home tab without a title for somebody they know, and no modal there", async () => {
    await publish({ type: "home", blocks: [actions(button({}))] });
    expect(slack.home()?.blocks).toHaveLength(1);
    await expect(publish(modal())).rejects.toMatchObject(refused);
    await expect(
      client.apiCall("views.publish", { user_id: "U1", view: { type: "home", blocks: [] } }),
    ).rejects.toMatchObject({ data: { error: "user_not_found" } });
  });

  it("can be updated while they are open", async () => {
    const { view } = await client.views.open({
      trigger_id: slack.newTrigger(),
      view: { type: "modal", title: { type: "plain_text", text: "One" }, blocks: [] },
    });
    const update = (view_id: string) =>
      client.apiCall("views.update", { view_id, view: { ...modal(), title: plain("Two") } });
    await update(view?.id ?? "");
    expect(slack.modal()).toMatchObject({ title: { text: "Two" } });
    await expect(update("V1")).rejects.toMatchObject({ data: { error: "not_found" } });
  });
});
