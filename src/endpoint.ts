import { randomUUID } from "node:crypto";
import type { RequestListener } from "node:http";
import { fileURLToPath } from "node:url";
import type { Config } from "./config.ts";
import type { AnswerProvider } from "./core/answer.ts";
import type { Clock } from "./core/clock.ts";
import type { Logger } from "./core/logger.ts";
import type { BreakerState } from "./search-chat/circuit-breaker.ts";
import { createFallbackProvider } from "./search-chat/fallback-provider.ts";
import { createSearchChatProvider } from "./search-chat/provider.ts";
import { createSearchChatServer } from "./search-chat/server/create-search-chat-server.ts";
import { loadCorpus } from "./search-chat/server/docs/load-corpus.ts";

/** What answers questions: the configured search-chat endpoint, or the built-in server. */
export interface Endpoint {
  readonly provider: AnswerProvider;
  /** How each search service and model stands, for health and metrics. */
  breakers(): readonly BreakerState[];
  /** The built-in server's `/v1/*`, where it is the one that answers. */
  readonly listener: RequestListener | undefined;
  /** One sentence for the line that the start prints. */
  readonly describe: string;
}

/** Where the project's own files are: beside `src` and, once built, beside `dist`. */
const projectDir = fileURLToPath(new URL("../", import.meta.url));

/** Opens the endpoint of this install. The built-in server answers our own client without a socket in between. */
export async function openEndpoint(
  { clock, log }: { readonly clock: Clock; readonly log: Logger },
  config: Config,
): Promise<Endpoint> {
  const { searchChat, model, builtIn, webHosts } = config;
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
      describe: `Answers come from ${new URL(searchChat.baseUrl).host}.`,
    };
  }
  const corpus =
    builtIn.docsDir === undefined
      ? ({
          kind: "dependencies",
          nodeModulesDir: `${projectDir}node_modules`,
          packageJsonPath: `${projectDir}package.json`,
        } as const)
      : ({ kind: "folder", docsDir: builtIn.docsDir } as const);
  const index = await loadCorpus(corpus, log);
  // Beyond this machine the server is open to nobody without a key.
  const apiKey = builtIn.apiKey ?? (webHosts === undefined ? randomUUID() : undefined);
  const server = createSearchChatServer({ index, clock, log, newId: randomUUID }, { apiKey });
  const provider = withFallbacks(
    createSearchChatProvider(
      { clock, log, fetch: async (input, init) => server.fetch(new Request(input, init)) },
      { baseUrl: "http://built-in.localhost/v1", apiKey, defaultModel: model },
    ),
  );
  return {
    provider,
    breakers: provider.breakers,
    listener: server.listener,
    describe: `Answers come from the built-in server: documents of ${index.hosts.length} sites, no language model.`,
  };
}
