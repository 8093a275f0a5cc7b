import { expect, it } from "vitest";
import { checkDigests } from "./check-digests.ts";
import { simulateDigests } from "./simulate-digests.ts";

/** `SIMULATION_SEED=7 npx vitest run test/simulation` runs another year; a failure names its seed. */
const SEED = Number(process.env["SIMULATION_SEED"] ?? 1);

it("200 digests in 12 zones tell every story once and end every slot, for a year of crashes and outages", async () => {
  const simulated = await simulateDigests({ seed: SEED, days: 365, digests: 200 });
  const { faults, ends } = await checkDigests(simulated);
  expect({ seed: SEED, faults: faults.slice(0, 20) }).toEqual({ seed: SEED, faults: [] });
  // What has not gone wrong has proved nothing.
  const { counts } = simulated;
  expect(counts.slots).toBeGreaterThan(8_000);
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(10);
  for (const end of ["posted", "late", "skipped", "failed", "nothing new"]) expect(ends[end]).toBeGreaterThan(50);
}, 240_000);
