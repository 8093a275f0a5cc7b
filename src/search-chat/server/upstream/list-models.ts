import { z } from "zod";
import { untilAborted } from "../../../core/linked-abort.ts";
import type { Logger } from "../../../core/logger.ts";
import type { Deadlines } from "../../deadlines.ts";
import { endpointHeaders, endpointUrl } from "../../endpoint-address.ts";
import { ServerFailure } from "../failure.ts";
import type { ListedModel } from "../server-parts.ts";
import { toServerFailure } from "./to-server-failure.ts";
import { type UpstreamCallDeps, upstreamCall } from "./upstream-call.ts";

export interface ListModelsOptions {
  /** Up to and with `/v1`. */
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
  /** The whole call; 10 s. */
  readonly withinMs?: number | undefined;
}

/** The models of the upstream server. Throws ServerFailure, or the signal's reason. */
export type ListModels = (context: { readonly signal: AbortSignal }) => Promise<readonly ListedModel[]>;

const WITHIN_MS = 10_000;
const FRESH_MS = 60_000;
/** A server that is down is not asked for every caller. */
const ASKED_AGAIN_AFTER_MS = 5_000;

const listSchema = z.object({
  data: z.array(
    z
      .object({
        id: z.string().min(1),
        owned_by: z.string().min(1).optional().catch(undefined),
        created: z.number().int().positive().optional().catch(undefined),
      })
      .transform(({ id, owned_by, created }): ListedModel => ({ id, ownedBy: owned_by ?? "upstream", created })),
  ),
});

/**
 * Lists the upstream's models: asked at most once a minute, by one call for all who wait. While the upstream is down the
 * last good list stands; where there never was one, its failure is thrown, and for 5 s to everybody.
 */
export function createListModels(
  deps: UpstreamCallDeps & { readonly log: Logger },
  options: ListModelsOptions,
): ListModels {
  const url = endpointUrl(options.baseUrl, "/models", "The upstream's base URL");
  const headers = endpointHeaders(options.apiKey, "The upstream's API key");
  const ms = options.withinMs ?? WITHIN_MS;
  const deadlines: Deadlines = { headersMs: ms, firstByteMs: ms, idleMs: ms, totalMs: ms };
  let known: readonly ListedModel[] | undefined;
  let failure: unknown;
  let nextAtMs = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;

  const ask = async (): Promise<void> => {
    try {
      const { signal } = new AbortController();
      known = await readList(await upstreamCall(deps, { url, headers, body: undefined, deadlines, signal }));
      nextAtMs = deps.clock.now() + FRESH_MS;
    } catch (error) {
      failure = toServerFailure(error, options.apiKey);
      nextAtMs = deps.clock.now() + ASKED_AGAIN_AFTER_MS;
      deps.log.warn({ err: failure }, "the upstream's models could not be listed");
    } finally {
      asking = undefined;
    }
  };

  return async ({ signal }) => {
    if (deps.clock.now() >= nextAtMs) asking ??= ask();
    if (asking !== undefined) await untilAborted(asking, signal);
    if (known === undefined) throw failure;
    return known;
  };
}

async function readList(bytes: AsyncIterable<Uint8Array>): Promise<readonly ListedModel[]> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of bytes) text += decoder.decode(chunk, { stream: true });
  const parsed = listSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data.data;
  throw new ServerFailure("modelFailed", { cause: new Error("The upstream's list of models has another shape.") });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
