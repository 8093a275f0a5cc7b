import { expect, it } from "vitest";
import { digestSchema } from "../../src/core/digest.ts";
import { judgeDigests } from "./digest-report.ts";
import type { StandingMessage } from "./limited-slack.ts";

const digests = ["d0001", "d0002", "d0003"].map((id) =>
  digestSchema.parse({
    version: 1,
    id,
    channel: { platform: "slack", workspaceId: "T1", channelId: `C-${id}` },
    topic: `News of ${id}`,
    cron: "0 9 * * *",
    when: "daily 9:00",
    timeZone: "UTC",
    createdBy: "U1",
    createdAt: 0,
    settledUntil: 0,
  }),
);

function message(digestId: string, text: string, at = 0): StandingMessage {
  return { channel: `C-${digestId}`, ts: `${at}`, threadTs: undefined, text, metadata: null, at };
}

it("a digest is told once when each of its stories stands in one message of its channel, and whole with the last", () => {
  const messages = [message("d0001", "news.example.org/d0001/1", 5), message("d0001", "news.example.org/d0001/2", 9)];
  const { once, doubled, missing } = judgeDigests(messages, { digests: digests.slice(0, 1), items: 2 });
  expect({ told: once.map(({ digest, toldAt }) => [digest.id, toldAt]), doubled, missing }).toEqual({
    told: [["d0001", 9]],
    doubled: 0,
    missing: 0,
  });
});

it("one that repeats a story, one that lacks a story and one in another's channel are not told once", () => {
  const messages = [
    message("d0001", "news.example.org/d0001/1 news.example.org/d0001/2"),
    message("d0001", "news.example.org/d0001/2"),
    message("d0002", "news.example.org/d0002/1"),
    message("d0002", "news.example.org/d0003/1 news.example.org/d0003/2"),
  ];
  expect(judgeDigests(messages, { digests, items: 2 })).toEqual({ once: [], doubled: 1, missing: 2 });
});
