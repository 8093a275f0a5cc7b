import { setTimeout as delay } from "node:timers/promises";
import type { Stack } from "./stack.ts";

/** What happens once, to a part that all digests share. */
export type DigestEvent =
  | "workers killed as it strikes"
  | "workers away as it strikes"
  | "a worker killed while it searches"
  | "redis killed as it strikes"
  | "redis killed while it posts"
  | "redis and a worker killed while it posts"
  | "a worker stopped while it posts"
  | "endpoint refused";

export const DIGEST_EVENTS: readonly DigestEvent[] = [
  "workers killed as it strikes",
  "workers away as it strikes",
  "a worker killed while it searches",
  "redis killed as it strikes",
  "redis killed while it posts",
  "redis and a worker killed while it posts",
  "a worker stopped while it posts",
  "endpoint refused",
];

const BOTH = [0, 1] as const;
const SOON_MS = 300;
const AWAY_MS = 3_000;

export interface DigestEventContext {
  isSearching(): boolean;
  isPosting(): boolean;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly signal: AbortSignal;
}

/** What is done before the minute strikes. */
export async function beforeStrike(event: DigestEvent, stack: Stack): Promise<void> {
  if (event === "workers away as it strikes") await killWorkers(BOTH, stack);
  if (event === "endpoint refused") await stack.door.shut();
}

/** What is done when it has struck. Resolves with the workers that were away and are back. */
export async function atStrike(
  event: DigestEvent,
  stack: Stack,
  { isSearching, isPosting, random, signal }: DigestEventContext,
): Promise<readonly number[]> {
  if (event.endsWith("as it strikes")) await delay(SOON_MS * random());
  if (event.endsWith("while it searches")) await until(isSearching, signal);
  if (event.endsWith("while it posts")) await until(isPosting, signal);
  switch (event) {
    case "workers killed as it strikes":
      await killWorkers(BOTH, stack);
      return revive(BOTH, stack);
    case "workers away as it strikes":
      await delay(AWAY_MS);
      return revive(BOTH, stack);
    case "a worker killed while it searches":
      await killWorkers([0], stack);
      return revive([0], stack);
    case "redis killed as it strikes":
    case "redis killed while it posts":
      await stack.killRedis();
      return [];
    case "redis and a worker killed while it posts":
      await Promise.all([stack.killRedis(), killWorkers([0], stack)]);
      return revive([0], stack);
    case "a worker stopped while it posts":
      await stack.stopWorker(0);
      return revive([0], stack);
    case "endpoint refused":
      await delay(AWAY_MS);
      await stack.door.open();
      return [];
  }
}

export async function killWorkers(workers: readonly number[], stack: Stack): Promise<void> {
  await Promise.all(workers.map((worker) => stack.killWorker(worker)));
}

export async function revive(workers: readonly number[], stack: Stack): Promise<readonly number[]> {
  await Promise.all(workers.map((worker) => stack.reviveWorker(worker)));
  return workers;
}

async function until(isSo: () => boolean, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!isSo() && Date.now() < deadline) await delay(20, undefined, { signal });
}
