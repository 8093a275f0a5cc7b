import type { RequestListener } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Logger } from "../../core/logger.ts";
import { answerWithModels } from "./answer-with-model.ts";
import { defaultWaits } from "./complete-chat.ts";
import type { DocsIndex } from "./docs/docs-index.ts";
import { createDocsService } from "./docs/docs-search.ts";
import { createAdmitCaller } from "./keys/admit-caller.ts";
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
  const { apiKey } = options;
  const app = createSearchChatApp({
    answer: answerWithModels({ extractive }),
    searchServices: { docs: createDocsService(index) },
    defaultSearchService: "docs",
    admit: createAdmitCaller(
      { keys: undefined, log },
      { fixedKeys: apiKey === undefined ? [] : [{ id: "key", secret: apiKey }], isOpen: apiKey === undefined },
    ),
    models: {
      list: async () => [{ id: "extractive", ownedBy: extractive.ownedBy }],
      status: async () => [{ id: "extractive", firstByteMs: undefined }],
    },
    waits: defaultWaits,
    clock,
    log,
    newId,
  });
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  return { fetch: (request) => app.fetch(request), listener: (request, response) => void listener(request, response) };
}
