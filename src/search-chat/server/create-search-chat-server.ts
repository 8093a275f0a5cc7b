import type { RequestListener } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Logger } from "../../core/logger.ts";
import type { DocsIndex } from "./docs/docs-index.ts";
import { createDocsSearch } from "./docs/docs-search.ts";
import { extractive } from "./models/extractive.ts";
import { createSearchChatApp } from "./search-chat-app.ts";

export interface SearchChatServerDeps {
  readonly index: DocsIndex;
  readonly clock: { now(): number };
  readonly log: Logger;
  readonly newId: () => string;
}

export interface SearchChatServer {
  /** Answers `/v1/*`. */
  readonly fetch: (request: Request) => Promise<Response> | Response;
  /** The same for a node:http server. */
  readonly listener: RequestListener;
}

/** Our own search-chat endpoint: the contract of the client, over local documents and without a language model. */
export function createSearchChatServer(
  { index, clock, log, newId }: SearchChatServerDeps,
  options: { readonly apiKey?: string | undefined } = {},
): SearchChatServer {
  const app = createSearchChatApp(
    {
      models: { extractive },
      searchServices: { docs: createDocsSearch(index) },
      defaultSearchService: "docs",
      clock,
      log,
      newId,
    },
    options,
  );
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  return { fetch: (request) => app.fetch(request), listener: (request, response) => void listener(request, response) };
}
