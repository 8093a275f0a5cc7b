import type { RequestListener } from "node:http";
import { sendJson } from "./send-json.ts";

/** One part that has to work before this process can. */
export interface ReadinessCheck {
  readonly name: string;
  /** Ready if true. False, a rejection, or no answer within 2 s: not ready. */
  check(): boolean | Promise<boolean>;
}

const CHECK_WITHIN_MS = 2_000;

/** `/livez`: the process is up. It asks nobody, so that an outage elsewhere restarts nothing. */
export const liveness: RequestListener = (_request, response) => sendJson(response, 200, { status: "ok" });

/** `/readyz`: 200 when every part is ready, else 503; the body names each part, and the details, which decide nothing. */
export function createReadiness(
  checks: readonly ReadinessCheck[],
  details: () => Readonly<Record<string, unknown>> = () => ({}),
): RequestListener {
  return (_request, response) => {
    // It never rejects: a check that fails is a part that is not ready.
    void runChecks(checks).then((parts) => {
      const isReady = Object.values(parts).every((state) => state === "ready");
      sendJson(response, isReady ? 200 : 503, { status: isReady ? "ready" : "not ready", parts, ...details() });
    });
  };
}

type PartState = "ready" | "not ready";

async function runChecks(checks: readonly ReadinessCheck[]): Promise<Readonly<Record<string, PartState>>> {
  const states = await Promise.all(checks.map(async (check) => [check.name, await stateOf(check)] as const));
  return Object.fromEntries(states);
}

async function stateOf({ check }: ReadinessCheck): Promise<PartState> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), CHECK_WITHIN_MS);
  });
  const [answer] = await Promise.allSettled([Promise.race([(async () => check())(), late])]);
  clearTimeout(timer);
  return answer.status === "fulfilled" && answer.value ? "ready" : "not ready";
}
