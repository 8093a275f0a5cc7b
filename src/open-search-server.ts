import { randomUUID } from "node:crypto";
import type { RequestListener } from "node:http";
import { fileURLToPath } from "node:url";
import type { SearchServerConfig, UpstreamConfig } from "./config/search-server.ts";
import type { ApiKeys } from "./core/api-key.ts";
import type { Clock } from "./core/clock.ts";
import { StoreError } from "./core/errors.ts";
import type { Logger } from "./core/logger.ts";
import type { MemoryProfiles } from "./core/memory-profile.ts";
import { createAnswerQuestion } from "./search-chat/server/answer/create-answer-question.ts";
import type { ChatModel } from "./search-chat/server/chat-model.ts";
import { createSearchChatServer } from "./search-chat/server/create-search-chat-server.ts";
import { createDeepSearch } from "./search-chat/server/deep-search/create-deep-search.ts";
import { type OpenDocs, openDocs } from "./search-chat/server/docs/open-docs.ts";
import { ServerFailure } from "./search-chat/server/failure.ts";
import { createAdmitCaller, type FixedKey } from "./search-chat/server/keys/admit-caller.ts";
import { createPageReader } from "./search-chat/server/links/create-page-reader.ts";
import { createReadLinks } from "./search-chat/server/links/read-links.ts";
import { createLongTermMemory, type OpenMemory } from "./search-chat/server/memory/long-term-memory.ts";
import type { MemoryKey } from "./search-chat/server/memory.ts";
import { EXTRACTIVE } from "./search-chat/server/models/quote-sources.ts";
import { createSearchServices } from "./search-chat/server/search/create-search-services.ts";
import { createUnifiedSearch } from "./search-chat/server/search/unified-search.ts";
import type { ModelCatalogue } from "./search-chat/server/server-parts.ts";
import { createListModels } from "./search-chat/server/upstream/list-models.ts";
import { createModelCatalogue } from "./search-chat/server/upstream/model-catalogue.ts";
import { createModelFetch } from "./search-chat/server/upstream/model-fetch.ts";
import { createFirstByteTimes } from "./search-chat/server/upstream/model-status.ts";
import { createUpstreamModel } from "./search-chat/server/upstream/upstream-model.ts";

export interface OpenSearchServerDeps {
  /** Undefined: there are only the fixed keys. */
  readonly keys: ApiKeys | undefined;
  /** Undefined: nobody is remembered. */
  readonly profiles: MemoryProfiles | undefined;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface OpenSearchServerOptions {
  /** Beside the configured one. */
  readonly fixedKeys?: readonly FixedKey[];
  /** Reached from this machine only: without any key it is open. */
  readonly isLoopback: boolean;
}

/** Our own search-chat server with everything behind it. */
export interface OpenSearchServer {
  readonly fetch: (request: Request) => Promise<Response> | Response;
  /** Answers `/v1/*` and `/302/*`. */
  readonly listener: RequestListener;
  /** What it offers, a sentence a line. */
  describe(): readonly string[];
  /** Ends what goes on in the background. May be called twice. */
  close(): Promise<void>;
}

/** Where the project's own files are: beside `src` and, once built, beside `dist`. */
const projectDir = fileURLToPath(new URL("../", import.meta.url));

/** Builds the search-chat server that the configuration describes, for a process of its own or inside the bot's. */
export async function openSearchServer(
  { keys, profiles, clock, log }: OpenSearchServerDeps,
  config: SearchServerConfig,
  { fixedKeys = [], isLoopback }: OpenSearchServerOptions,
): Promise<OpenSearchServer> {
  const docs = config.services.includes("docs") ? await openConfiguredDocs({ clock, log }, config) : undefined;
  const searchServices = createSearchServices({ ...config.vendors, docs: docs?.search }, { clock });
  const upstream = config.upstream && openUpstream({ clock, log }, config.upstream);
  const memory =
    profiles && upstream && createLongTermMemory({ profiles, clock, log, model: upstream.chatModel }, upstream);
  const pages = createPageReader();
  const configuredKeys = config.apiKey === undefined ? [] : [{ id: "configured", secret: config.apiKey }];
  const server = createSearchChatServer({
    answer: createAnswerQuestion(
      {
        chatModel: upstream?.chatModel,
        readLinks: createReadLinks(pages),
        memory,
        deepSearch: upstream && createDeepSearch({ chatModel: upstream.chatModel, pages, clock, log }),
        clock,
        log,
        newBoundary: () => randomUUID().replaceAll("-", ""),
      },
      upstream,
    ),
    searchServices,
    defaultSearchService: config.services[0],
    admit: createAdmitCaller(
      { keys, clock },
      { fixedKeys: [...configuredKeys, ...fixedKeys], isOpen: isLoopback && config.apiKey === undefined },
    ),
    models: withExtractive(upstream?.catalogue),
    forget: memory && ((who) => forgetPerson(memory, who)),
    unifiedSearch: createUnifiedSearch(searchServices, { clock }),
    clock,
    log,
    newId: randomUUID,
  });
  return {
    ...server,
    describe: () => describe(config, docs),
    async close() {
      await Promise.all([memory?.close(), docs?.close()]);
    },
  };
}

interface Upstream {
  readonly chatModel: ChatModel;
  readonly catalogue: ModelCatalogue;
  /** What is asked where a call names none. */
  readonly model: string;
  readonly thinkingModel: string;
  readonly ocrModel: string;
}

function openUpstream(
  { clock, log }: { readonly clock: Clock; readonly log: Logger },
  { baseUrl, apiKey, model, thinkingModel = model, ocrModel = model }: UpstreamConfig,
): Upstream {
  const times = createFirstByteTimes();
  const deps = { fetch: createModelFetch(), clock, log };
  return {
    chatModel: createUpstreamModel({ ...deps, newId: randomUUID, noteFirstByte: times.note }, { baseUrl, apiKey }),
    catalogue: createModelCatalogue(createListModels(deps, { baseUrl, apiKey }), times),
    model,
    thinkingModel,
    ocrModel,
  };
}

async function forgetPerson(memory: OpenMemory, who: MemoryKey): Promise<void> {
  try {
    await memory.forget(who);
  } catch (cause) {
    throw cause instanceof StoreError ? new ServerFailure("memoryAway", { cause }) : cause;
  }
}

/** The model that is on every server stands beside those of the upstream. */
function withExtractive(upstream: ModelCatalogue | undefined): ModelCatalogue {
  const status = { id: EXTRACTIVE, firstByteMs: undefined };
  return {
    list: async (context) => [{ id: EXTRACTIVE, ownedBy: "footnote" }, ...((await upstream?.list(context)) ?? [])],
    async status(model, context) {
      if (model === EXTRACTIVE) return [status];
      if (upstream !== undefined) {
        const found = await upstream.status(model, context);
        return model === undefined ? [status, ...found] : found;
      }
      if (model === undefined) return [status];
      throw new ServerFailure("modelUnavailable", { detail: "model: no available model of this name" });
    },
  };
}

async function openConfiguredDocs(
  deps: { readonly clock: Clock; readonly log: Logger },
  { docs: { dir, sitemaps } }: SearchServerConfig,
): Promise<OpenDocs> {
  return openDocs(deps, {
    dir,
    sitemaps,
    dependencies: { nodeModulesDir: `${projectDir}node_modules`, packageJsonPath: `${projectDir}package.json` },
  });
}

function describe(
  { upstream, services, docs: { sitemaps } }: SearchServerConfig,
  docs: OpenDocs | undefined,
): readonly string[] {
  const names = services.map((name, index) => {
    const details = [
      ...(index === 0 && services.length > 1 ? ["the default"] : []),
      ...(name === "docs" && docs !== undefined ? [count(docs.hosts().length, "site")] : []),
      ...(name === "docs" && sitemaps.length > 0 ? [`reading ${count(sitemaps.length, "sitemap")}`] : []),
    ];
    return details.length === 0 ? name : `${name} (${details.join(", ")})`;
  });
  return [
    upstream === undefined
      ? "No language model (UPSTREAM_BASE_URL): the model extractive quotes what is found."
      : `Models are those of ${new URL(upstream.baseUrl).host}; ${upstream.model} is the default.`,
    `Search services: ${names.join(", ")}.`,
  ];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
