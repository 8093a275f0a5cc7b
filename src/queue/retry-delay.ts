import { AppError, ProviderError } from "../core/errors.ts";
import type { JobName } from "../core/jobs.ts";

/** With the pauses below: 23 s to 29 s from the first run of a job to its last, where every run fails at once. */
export const ATTEMPTS = 8;
/** Nobody sits and waits for these: an outage of half an hour makes them late, and does not end them. */
const PATIENT_RETRIES_MS: Partial<Record<JobName, readonly number[]>> = {
  "digest-slot": [15_000, 60_000, 4 * 60_000, 10 * 60_000, 25 * 60_000],
};

/** How often a job may be run in all. */
export function attemptsOf(name: JobName): number {
  const patient = PATIENT_RETRIES_MS[name];
  return patient === undefined ? ATTEMPTS : patient.length + 1;
}

const FIRST_RETRY_MS = 1_000;
/** Short, so that what comes back after 15 s is noticed while whoever asked still waits. */
const LONGEST_RETRY_MS = 4_000;
/** What may be charged for again is repeated sparingly: soon in case it was an accident, then when an outage may be over. */
const COSTLY_RETRIES_MS = [3_000, 15_000] as const;
/** How much longer a pause may be by chance, so that jobs that failed together do not come back together. */
const SPREAD = 0.25;

/** How long a job of this name waits after its `failures`-th failure; never shorter than the other side asked for. */
export function retryDelayOf(
  name: string,
  { error, failures }: { readonly error: unknown; readonly failures: number },
  random: () => number,
): number {
  const patient: readonly number[] | undefined = Object.entries(PATIENT_RETRIES_MS).find(([key]) => key === name)?.[1];
  const ours = patient?.[failures - 1] ?? patient?.at(-1);
  return ours === undefined
    ? retryDelayMs(error, failures, random)
    : Math.ceil(Math.max(askedOf(error), ours) + ours * SPREAD * random());
}

/**
 * How long a job waits after its `failures`-th failure: never shorter than the other side asked for, else 1 s, 2 s and
 * from then on 4 s; after a call that the endpoint may charge for 3 s, then 15 s. Up to a quarter is added by chance.
 */
export function retryDelayMs(error: unknown, failures: number, random: () => number): number {
  const ours =
    error instanceof ProviderError && error.mayHaveRun
      ? COSTLY_RETRIES_MS[failures === 1 ? 0 : 1]
      : Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS);
  return Math.ceil(Math.max(askedOf(error), ours) + ours * SPREAD * random());
}

function askedOf(error: unknown): number {
  return error instanceof AppError ? (error.retryAfterMs ?? 0) : 0;
}
