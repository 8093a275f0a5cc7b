import { expect, it } from "vitest";
import { type DigestYear, liveDigestYears, printDigestYears } from "./digest-years.ts";

it("lives through one time for each seed and prints how its slots ended", async () => {
  const years: DigestYear[] = [];
  const { signal } = new AbortController();
  for await (const year of liveDigestYears({ seeds: [1, 2], days: 20, digests: 16, signal })) years.push(year);
  expect(years.map(({ seed, faults }) => ({ seed, faults }))).toEqual([
    { seed: 1, faults: [] },
    { seed: 2, faults: [] },
  ]);
  const [head = "", , ...rows] = printDigestYears(years).split("\n");
  expect(rows).toHaveLength(2);
  for (const [index, row] of rows.entries()) {
    const cells = row.split("|").map((cell) => cell.trim());
    const at = (title: string) => Number(cells[head.split("|").findIndex((cell) => cell.trim() === title)]);
    const ended = ["posted", "late", "skipped", "failed", "nothing new"].map(at);
    expect(at("slots")).toBe(years[index]?.slots);
    expect(at("posted")).toBeGreaterThan(0);
    expect(ended.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0.9 * at("slots"));
  }
});

it("ends early when it is told to", async () => {
  const signal = AbortSignal.abort(new Error("Interrupted."));
  await expect(liveDigestYears({ seeds: [1], days: 20, digests: 16, signal }).next()).rejects.toThrow("Interrupted.");
});
