import type { RequestListener } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { type CompleteChatDeps, defaultWaits } from "./complete-chat.ts";
import { createSearchChatApp } from "./search-chat-app.ts";

/** The parts, and what is behind all of them; `waits` as {@link defaultWaits} where they are left out. */
export type SearchChatServerDeps = Omit<CompleteChatDeps, "waits"> & Partial<Pick<CompleteChatDeps, "waits">>;

export interface SearchChatServer {
  /** Answers `/v1/*` and `/302/*`. */
  readonly fetch: (request: Request) => Promise<Response> | Response;
  /** The same for a node:http server. */
  readonly listener: RequestListener;
}

/** Our own search-chat endpoint: the contract of the client, over any parts. */
export function createSearchChatServer(deps: SearchChatServerDeps): SearchChatServer {
  const app = createSearchChatApp({ waits: defaultWaits, ...deps });
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  return { fetch: (request) => app.fetch(request), listener: (request, response) => void listener(request, response) };
}
