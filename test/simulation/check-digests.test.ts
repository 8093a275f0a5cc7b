import { beforeAll, expect, it } from "vitest";
import { checkDigests } from "./check-digests.ts";
import { type Simulated, simulateDigests } from "./simulate-digests.ts";
import { STORY } from "./simulated-endpoint.ts";
import type { SeenMessage } from "./simulated-platform.ts";

let simulated: Simulated;
beforeAll(async () => {
  simulated = await simulateDigests({ seed: 1, days: 20, digests: 16 });
});

/** The same time, with one more message that people see. */
function withMessage(message: SeenMessage): Simulated {
  const seen = new Map([...simulated.platform.seen, ["one more", message] as const]);
  return { ...simulated, platform: { ...simulated.platform, seen } };
}

function firstWithStories(): { readonly message: SeenMessage; readonly stories: number } {
  for (const message of simulated.platform.seen.values()) {
    const stories = new Set(message.markdown.match(STORY) ?? []).size;
    if (stories > 0) return { message, stories };
  }
  throw new Error("Nothing was told.");
}

it("finds nothing wrong where nothing is", async () => {
  expect(await checkDigests(simulated)).toMatchObject({ faults: [], doubledSlots: 0, doubledStories: 0 });
});

it("counts a part of a post that stands twice", async () => {
  const verdict = await checkDigests(withMessage(firstWithStories().message));
  expect(verdict).toMatchObject({ doubledSlots: 1, doubledStories: 0 });
  expect(verdict.faults.length).toBeGreaterThan(0);
});

it("counts the stories that another post of the channel tells again", async () => {
  const { message, stories } = firstWithStories();
  const verdict = await checkDigests(withMessage({ ...message, replyId: "another", at: message.at + 1 }));
  expect(verdict).toMatchObject({ doubledSlots: 0, doubledStories: stories });
  expect(verdict.faults.length).toBe(stories);
});
