import { WebClient } from "@slack/web-api";
import { expect, it } from "vitest";
import { wireArguments } from "../../../../src/platforms/slack/wire-arguments.ts";

it("is sent byte for byte as Slack's client sends the same arguments given as objects", async () => {
  const values = {
    channel: "C1",
    thread_ts: "1.2",
    text: "*5* < 6 & “ä”",
    blocks: [{ type: "section", expand: true, text: { type: "mrkdwn", text: "a\n“b” \\ c", verbatim: true } }],
    metadata: { event_type: "footnote_answer", event_payload: { key: "k-0" } },
    unfurl_links: false,
    parse: "none",
    left_out: undefined,
    none: null,
    empty: [],
  };

  const bodies: unknown[] = [];
  const client = new WebClient("xoxb-test", {
    retryConfig: { retries: 0 },
    fetch: async (_url, { body } = {}) => {
      bodies.push(body);
      return Response.json({ ok: true });
    },
  });
  await client.apiCall("chat.postMessage", values);
  await client.apiCall("chat.postMessage", wireArguments(values));

  const [asObjects, asText] = bodies;
  expect(asText).toContain("section");
  expect(asText).toBe(asObjects);
});
