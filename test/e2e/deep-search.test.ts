import { afterEach, beforeEach, expect, it } from "vitest";
import { type FakeUpstream, startFakeUpstream } from "../fakes/fake-upstream.ts";
import { type Install, openInstall } from "./search-server-process.ts";

let upstream: FakeUpstream;
let install: Install;
beforeEach(async () => {
  upstream = await startFakeUpstream();
  install = await openInstall({ UPSTREAM_BASE_URL: upstream.url, UPSTREAM_MODEL: "tiny" });
});
afterEach(async () => {
  await install.close();
  await upstream.close();
}, 30_000);

it("npm run search-server searches deeply in the documents it has", { timeout: 60_000 }, async () => {
  upstream.answer(({ messages: [system] }) => {
    const task = String(system?.content);
    if (task.startsWith("You plan")) return { text: '{"queries": ["BullMQ add a job to a queue"]}' };
    return { text: task.startsWith("You judge") ? '{"answered": true}' : "With queue.add [1]." };
  });
  const server = await install.start();
  const response = await server.chat({
    model: "tiny-deep-search",
    messages: [{ role: "user", content: "How do I add a job to a BullMQ queue?" }],
  });
  expect([response.status, await response.json()]).toMatchObject([
    200,
    {
      choices: [
        {
          message: {
            content: "With queue.add [1].",
            reasoning_content: expect.stringMatching(
              /^Searching: BullMQ add a job to a queue\nFound \d+ new results\n$/u,
            ),
          },
        },
      ],
      citations: expect.arrayContaining([expect.stringContaining("bullmq")]),
    },
  ]);
  expect(upstream.requests).toHaveLength(3);
});
