import { endpointFaults } from "./endpoint-faults.ts";
import type { Moment, SendStep } from "./kill-gate.ts";
import { type PlatformFault, platformFaults } from "./platform-faults.ts";

/** What goes wrong for many questions at a time. Faults of single questions share a scenario. */
export type Scenario =
  | { readonly kind: "questions"; readonly names: readonly string[] }
  | { readonly kind: "kill"; readonly name: string; readonly step: SendStep; readonly moment: Moment }
  | { readonly kind: "event"; readonly name: string; readonly event: ChaosEvent };

/** What happens once, to a part that all questions share. */
export type ChaosEvent =
  | "redis killed once"
  | "redis killed twice"
  | "redis killed before asking"
  | "redis and a worker killed"
  | "a worker stopped"
  | "both workers killed while idle"
  | "endpoint refused";

const STEPS: readonly SendStep[] = ["first", "edit", "finish", "further part"];
const MOMENTS: readonly Moment[] = ["before", "during", "after"];
const EVENTS: readonly ChaosEvent[] = [
  "redis killed once",
  "redis killed twice",
  "redis killed before asking",
  "redis and a worker killed",
  "a worker stopped",
  "both workers killed while idle",
  "endpoint refused",
];

/** Nothing goes wrong: what the others are compared with. */
export const CONTROL = "nothing";

export function allScenarios(): readonly Scenario[] {
  return [
    { kind: "questions", names: [CONTROL] },
    { kind: "questions", names: platformFaults.map(({ name }) => name) },
    ...STEPS.flatMap((step) =>
      MOMENTS.map((moment): Scenario => ({ kind: "kill", name: `kill -9 ${moment} ${step}`, step, moment })),
    ),
    ...EVENTS.map((event): Scenario => ({ kind: "event", name: event, event })),
    { kind: "questions", names: endpointFaults.map(({ name }) => name) },
  ];
}

/** The scenarios with the faults whose names begin like this. */
export function chooseScenarios(wanted: readonly string[]): readonly Scenario[] {
  if (wanted.length === 0) return allScenarios();
  const isWanted = (name: string) => wanted.some((start) => name.startsWith(start));
  return allScenarios().flatMap((scenario): Scenario[] => {
    if (scenario.kind !== "questions") return isWanted(scenario.name) ? [scenario] : [];
    const names = scenario.names.filter(isWanted);
    return names.length === 0 ? [] : [{ ...scenario, names }];
  });
}

export const platformFaultOf = (name: string): PlatformFault | undefined =>
  platformFaults.find((fault) => fault.name === name);
export const endpointFaultOf = (name: string) => endpointFaults.find((fault) => fault.name === name);
