import { describe, expect, it } from "vitest";
import { digestSchema } from "../../../src/core/digest.ts";
import { StoreError } from "../../../src/core/errors.ts";
import { channel, openChannel } from "./feature-bench.ts";

type Bot = ReturnType<typeof openChannel>;

async function zones(bot: Bot) {
  const digests = await bot.digests.list(channel);
  return Object.fromEntries(digests.map(({ topic, timeZone }) => [topic, timeZone]));
}

async function idOf(bot: Bot, topic: string): Promise<string> {
  return (await bot.digests.list(channel)).find((digest) => digest.topic === topic)?.id ?? "";
}

/** One digest that was given its zone, and one that took the workspace's. */
async function openBoth(): Promise<Bot> {
  const bot = openChannel();
  await bot.type('/digest create Own when:"daily 8:00" zone:Europe/Berlin');
  await bot.type('/digest create Following when:"daily 9:00"');
  return bot;
}

describe("/digest zone", () => {
  it("changes the workspace's zone and the digests that follow it, and says which keep their own", async () => {
    const bot = await openBoth();
    const [own, following] = [await idOf(bot, "Own"), await idOf(bot, "Following")];
    const answer = await bot.type("/digest zone asia/tokyo");
    expect(answer.split("\n")).toEqual([
      "The time zone of this workspace is Asia/Tokyo now; it was Europe/Berlin. New digests take it, unless they name another.",
      "",
      "Moved with it:",
      expect.stringMatching(new RegExp(`^- \`${following}\` “Following”: \`daily 9:00\` \\(Asia/Tokyo\\); next `, "u")),
      "",
      "These were given a zone and keep it:",
      expect.stringMatching(new RegExp(`^- \`${own}\` “Own”: \`daily 8:00\` \\(Europe/Berlin\\); next `, "u")),
    ]);
    expect(await zones(bot)).toEqual({ Own: "Europe/Berlin", Following: "Asia/Tokyo" });
    expect((await bot.layer("workspace")).timeZone).toBe("Asia/Tokyo");
    expect(bot.jobs.schedules.get(`digest-web-web-${following}`)).toMatchObject({ timeZone: "Asia/Tokyo" });
    expect(bot.jobs.schedules.get(`digest-web-web-${own}`)).toMatchObject({ timeZone: "Europe/Berlin" });
    await bot.type('/digest create Later when:"daily 10:00"');
    expect((await zones(bot))["Later"]).toBe("Asia/Tokyo");
  });

  it("owes nothing of times that the new zone has just left behind", async () => {
    const bot = await openBoth();
    await bot.clock.advance(60_000);
    await bot.type("/digest zone Asia/Tokyo");
    const settled = (await bot.digests.list(channel)).map(({ topic, settledUntil }) => [topic, settledUntil]);
    expect(Object.fromEntries(settled)).toEqual({ Own: bot.clock.now() - 60_000, Following: bot.clock.now() });
  });

  it("shows the zone without one, and leaves everything as it is", async () => {
    const bot = await openBoth();
    expect(await bot.type("/digest zone")).toBe(
      "The time zone of this workspace is Europe/Berlin. `/digest zone Europe/Paris` changes it.",
    );
    expect(await openChannel().type("/digest zone")).toContain("is UTC");
  });

  it("is for those who manage the whole workspace", async () => {
    const bot = openChannel({ manages: ["channel"] });
    expect(await bot.type("/digest zone Asia/Tokyo")).toContain("Only the people who manage this workspace");
    expect((await bot.layer("workspace")).timeZone).toBeUndefined();
  });

  it("refuses what is no zone with a sentence, and nothing changes", async () => {
    const bot = await openBoth();
    expect(await bot.type("/digest zone Mars/Base")).toContain("“Mars/Base” is not a time zone.");
    expect((await bot.layer("workspace")).timeZone).toBe("Europe/Berlin");
    expect(await zones(bot)).toEqual({ Own: "Europe/Berlin", Following: "Europe/Berlin" });
  });

  it("is brought to its end by asking again, when it was interrupted", async () => {
    const bot = await openBoth();
    bot.jobs.failNext(new StoreError("away"));
    await expect(bot.type("/digest zone Asia/Tokyo")).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    const following = await idOf(bot, "Following");
    expect(await bot.type("/digest zone Asia/Tokyo")).toContain("The time zone of this workspace is Asia/Tokyo.");
    expect((await zones(bot))["Following"]).toBe("Asia/Tokyo");
    expect(bot.jobs.schedules.get(`digest-web-web-${following}`)).toMatchObject({ timeZone: "Asia/Tokyo" });
  });

  it("is followed again by a digest whose zone is taken back, and no more by one that is given a zone", async () => {
    const bot = await openBoth();
    expect(await bot.type("/digest edit Own zone:workspace")).toContain("(Europe/Berlin)");
    expect(await bot.type("/digest edit Following zone:Europe/Paris")).toContain("(Europe/Paris)");
    await bot.type("/digest zone Asia/Tokyo");
    expect(await zones(bot)).toEqual({ Own: "Asia/Tokyo", Following: "Europe/Paris" });
  });

  it("leaves a digest alone that is older than this command, since nobody knows where its zone came from", async () => {
    const bot = await openBoth();
    const [digest] = await bot.digests.list(channel);
    if (digest === undefined) throw new Error("there is no digest");
    const { zoneFrom: _zoneFrom, ...old } = digest;
    expect(digestSchema.parse(old).zoneFrom).toBe("digest");
  });
});
