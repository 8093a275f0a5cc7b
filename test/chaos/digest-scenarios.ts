import { DIGEST_EVENTS, type DigestEvent } from "./digest-events.ts";
import { endpointFaults } from "./endpoint-faults.ts";
import type { Moment, SendStep } from "./kill-gate.ts";
import { platformFaults } from "./platform-faults.ts";

/** What goes wrong for many digests that are due in the same minute. */
export type DigestScenario = { readonly kind: "digests"; readonly name: string } & (
  | { readonly how: "faults"; readonly faults: readonly string[] }
  | { readonly how: "kill"; readonly step: SendStep; readonly moment: Moment }
  | { readonly how: "event"; readonly event: DigestEvent }
);

/** A digest is posted whole: nothing of it grows. */
const STEPS: readonly SendStep[] = ["first", "further part"];
const MOMENTS: readonly Moment[] = ["before", "during", "after"];
/** Of answers alone: what grows, and what a command has asked for. */
const OF_ANSWERS_ALONE: ReadonlySet<string> = new Set([
  "platform 429 three times",
  "platform 500 after the last edit",
  "platform resets after the last edit",
  "interaction token expired",
  "answer deleted while it grows",
  "endpoint answers 1 MB",
  "endpoint drips slowly",
  "endpoint answers invalid UTF-8",
]);
const isOfDigests = ({ name }: { readonly name: string }) => !OF_ANSWERS_ALONE.has(name);

const digestScenarios: readonly DigestScenario[] = [
  { kind: "digests", name: "digests: nothing", how: "faults", faults: ["nothing"] },
  {
    kind: "digests",
    name: "digests: the platform fails",
    how: "faults",
    faults: platformFaults.filter(isOfDigests).map(({ name }) => name),
  },
  ...STEPS.flatMap((step) =>
    MOMENTS.map(
      (moment): DigestScenario => ({
        kind: "digests",
        name: `digests: kill -9 ${moment} ${step === "first" ? "the first post" : "a further post"}`,
        how: "kill",
        step,
        moment,
      }),
    ),
  ),
  ...DIGEST_EVENTS.map(
    (event): DigestScenario => ({ kind: "digests", name: `digests: ${event}`, how: "event", event }),
  ),
  {
    kind: "digests",
    name: "digests: the endpoint fails",
    how: "faults",
    faults: endpointFaults.filter(isOfDigests).map(({ name }) => name),
  },
];

/** The scenarios of digests whose names begin like this; all of them when none is wanted. */
export function chooseDigestScenarios(wanted: readonly string[]): readonly DigestScenario[] {
  return wanted.length === 0
    ? digestScenarios
    : digestScenarios.filter(({ name }) => wanted.some((start) => name.startsWith(start)));
}
