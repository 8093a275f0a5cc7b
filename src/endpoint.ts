import { randomUUID } from "node:crypto";
import type { RequestListener } from "node:http";
import { type Config, isLoopback } from "./config.ts";
import type { AnswerProvider } from "./core/answer.ts";
import type { ApiKeys } from "./core/api-key.ts";
import type { Clock } from "./core/clock.ts";
import type { Logger } from "./core/logger.ts";
import type { MemoryProfiles } from "./core/memory-profile.ts";
import { openSearchServer } from "./open-search-server.ts";
import type { BreakerState } from "./search-chat/circuit-breaker.ts";
import { createFallbackProvider } from "./search-chat/fallback-provider.ts";
import { createSearchChatProvider } from "./search-chat/provider.ts";

/** What answers questions: the configured search-chat endpoint, or the built-in server. */
export interface Endpoint {
  readonly provider: AnswerProvider;
  /** How each search service and model stands, for health and metrics. */
  breakers(): readonly BreakerState[];
  /** The built-in server's `/v1/*` and `/302/*`, where it is the one that answers. */
  readonly listener: RequestListener | undefined;
  /** Sentences for the lines that the start prints. */
  readonly describe: readonly string[];
  /** Ends what the built-in server does in the background. May be called twice. */
  close(): Promise<void>;
}

export interface EndpointDeps {
  readonly clock: Clock;
  readonly log: Logger;
  /** The API keys that the built-in server knows beside the configured one. */
  readonly keys?: ApiKeys | undefined;
  /** What the built-in server remembers of its callers' people. */
  readonly profiles?: MemoryProfiles | undefined;
}

/** Opens the endpoint of this install. The built-in server answers our own client without a socket in between. */
export async function openEndpoint({ clock, log, keys, profiles }: EndpointDeps, config: Config): Promise<Endpoint> {
  const { searchChat, model } = config;
  const withFallbacks = (provider: AnswerProvider) =>
    createFallbackProvider(
      { provider, clock, log },
      { fallbacks: config.searchFallbacks, defaults: { service: config.searchServices[0], model } },
    );
  if (searchChat !== undefined) {
    const provider = withFallbacks(createSearchChatProvider({ clock, log }, { ...searchChat, defaultModel: model }));
    return {
      provider,
      breakers: provider.breakers,
      listener: undefined,
      describe: [`Answers come from ${new URL(searchChat.baseUrl).host}.`],
      close: async () => {},
    };
  }
  // Our own client's; nobody else learns it. Beyond this machine the server is open to nobody without a key.
  const ownKey = { id: "built-in", secret: randomUUID() };
  const server = await openSearchServer({ keys, profiles, clock, log }, config.searchServer, {
    fixedKeys: [ownKey],
    isLoopback: isLoopback(config.http.host),
  });
  const provider = withFallbacks(
    createSearchChatProvider(
      { clock, log, fetch: async (input, init) => server.fetch(new Request(input, init)) },
      { baseUrl: "http://built-in.localhost/v1", apiKey: ownKey.secret, defaultModel: model },
    ),
  );
  return {
    provider,
    breakers: provider.breakers,
    listener: server.listener,
    describe: ["Answers come from the built-in server.", ...server.describe()],
    close: () => server.close(),
  };
}
