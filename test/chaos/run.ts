import { parseArgs } from "node:util";
import { printDigestSlots } from "./digest-report.ts";
import { chooseDigestScenarios } from "./digest-scenarios.ts";
import { type DigestYear, liveDigestYears, printDigestYears } from "./digest-years.ts";
import type { ChaosPlatform } from "./question.ts";
import { isBroken, printTable, toRows } from "./report.ts";
import { createDigestChaos } from "./run-digests.ts";
import { createChaos } from "./run-scenario.ts";
import { chooseScenarios } from "./scenario.ts";
import { seededRandom } from "./seeded-random.ts";
import { startStack } from "./stack.ts";

const { values } = parseArgs({
  options: {
    /** The faults whose names begin like this; those of digests begin with `digests`. */
    fault: { type: "string", multiple: true, default: [] },
    platform: { type: "string" },
    /** For each fault and platform; as many digests, or fewer where many faults share a minute. */
    questions: { type: "string", default: "24" },
    seed: { type: "string" },
    /** How many years of digests are simulated after the faults; none when only some faults are wanted. */
    digests: { type: "string" },
    /** Nothing but the simulated years. */
    "digests-only": { type: "boolean", default: false },
  },
});
const DIGEST_YEARS = 10;
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const years = Number(values.digests ?? (values.fault.length > 0 ? 0 : DIGEST_YEARS));
const platforms: readonly ChaosPlatform[] = ["discord", "slack"].flatMap((name) =>
  (name === "discord" || name === "slack") && (values.platform ?? name) === name ? [name] : [],
);
const scenarios = chooseScenarios(values.fault);
const digestScenarios = chooseDigestScenarios(values.fault);
if (scenarios.length + digestScenarios.length === 0 || platforms.length === 0) {
  console.error("There is no such fault or platform. All faults:");
  for (const scenario of chooseScenarios([]))
    console.error(`  ${"names" in scenario ? scenario.names.join("\n  ") : scenario.name}`);
  for (const { name } of chooseDigestScenarios([])) console.error(`  ${name}`);
  process.exit(2);
}

/** Ends faults that have got stuck, so that no child is left. */
const RUN_WITHIN_MS = 40 * 60_000;
/** Short, so that a slot is too old while somebody watches. */
const DIGEST_GRACE_MINUTES = 10;
const interrupted = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) {
  process.on(name, () => {
    // The second time nobody wants to wait; what was started dies with this process.
    if (interrupted.signal.aborted) process.exit(130);
    interrupted.abort(new Error("Interrupted."));
  });
}

console.log(`Seed ${seed}: \`npm run chaos -- --seed ${seed}\` makes the same choices again.`);
const withFaults = !values["digests-only"];
const isAskedWell = !withFaults || scenarios.length === 0 || (await askThroughFaults());
const isPostedWell = !withFaults || digestScenarios.length === 0 || (await postThroughFaults());
const isLivedWell = years === 0 || (await liveThroughYears());
process.exit(isAskedWell && isPostedWell && isLivedWell ? 0 : 1);

/** Says whether every question was asked, and every promise about it kept. */
async function askThroughFaults(): Promise<boolean> {
  const signal = AbortSignal.any([interrupted.signal, AbortSignal.timeout(RUN_WITHIN_MS)]);
  const stack = await startStack();
  const chaos = createChaos(stack, {
    platforms,
    questions: Number(values.questions),
    random: seededRandom(seed),
    signal,
  });
  const startedAt = performance.now();
  let isWell = false;
  try {
    for (const scenario of scenarios) {
      const name = "name" in scenario ? scenario.name : `${scenario.names.length} fault(s) at once`;
      await chaos.run(scenario);
      console.log(
        `${((performance.now() - startedAt) / 1_000).toFixed(0).padStart(5)} s  ${chaos.followed().length} questions so far, after: ${name}`,
      );
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    console.error("Ended early; this is how far it came.");
  } finally {
    const { rows, wrong } = toRows(chaos.followed(), chaos.verdictOf);
    console.log(`\n${printTable(rows)}`);
    for (const line of wrong.slice(0, 60)) console.log(line);
    const total = rows.reduce((sum, row) => sum + row.questions, 0);
    console.log(
      `\n${total} questions; ${wrong.length} with a broken promise; ${rows.filter(isBroken).length} of ${rows.length} rows broken.`,
    );
    isWell = !signal.aborted && !rows.some(isBroken);
    await stack.close();
  }
  return isWell;
}

/** Says whether every digest was due as planned, and every promise about its slots kept. */
async function postThroughFaults(): Promise<boolean> {
  const signal = AbortSignal.any([interrupted.signal, AbortSignal.timeout(RUN_WITHIN_MS)]);
  const stack = await startStack({ env: { DIGEST_GRACE_MINUTES: String(DIGEST_GRACE_MINUTES) } });
  const chaos = createDigestChaos(stack, {
    platforms,
    digests: Number(values.questions),
    graceMs: DIGEST_GRACE_MINUTES * 60_000,
    random: seededRandom(seed),
    signal,
  });
  const startedAt = performance.now();
  let isWell = false;
  try {
    for (const scenario of digestScenarios) {
      await chaos.run(scenario);
      console.log(`${((performance.now() - startedAt) / 1_000).toFixed(0).padStart(5)} s  ${scenario.name}`);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    console.error("Ended early; this is how far it came.");
  } finally {
    const slots = await chaos.judge();
    console.log(`\n${printDigestSlots(slots)}`);
    const faults = slots.flatMap((slot) => slot.faults);
    for (const fault of faults.slice(0, 60)) console.log(fault);
    const digests = new Set(slots.map(({ digest }) => digest.id)).size;
    console.log(`\n${slots.length} due slots of ${digests} digests; ${faults.length} broken promises.`);
    isWell = !signal.aborted && faults.length === 0;
    await chaos.close();
    await stack.close();
  }
  return isWell;
}

/** Says whether every year was lived, and every promise about its digests kept. */
async function liveThroughYears(): Promise<boolean> {
  const lived: DigestYear[] = [];
  const seeds = Array.from({ length: years }, (_, index) => seed + index);
  try {
    for await (const year of liveDigestYears({ seeds, signal: interrupted.signal })) {
      lived.push(year);
      console.log(`${year.seconds.toFixed(0).padStart(5)} s  a year of digests, seed ${year.seed}`);
      for (const fault of year.faults.slice(0, 20)) console.log(`       ${fault}`);
    }
  } catch (error) {
    if (!interrupted.signal.aborted) throw error;
    console.error("Ended early; this is how far it came.");
  }
  console.log(`\n${printDigestYears(lived)}`);
  const slots = lived.reduce((sum, year) => sum + year.slots, 0);
  const broken = lived.reduce((sum, { faults }) => sum + faults.length, 0);
  console.log(`\n${slots} slots in ${lived.length} of ${years} years; ${broken} broken promises.`);
  console.log(`One year again: \`npm run chaos -- --digests-only --digests 1 --seed <its seed>\`.`);
  return broken === 0 && lived.length === years;
}
