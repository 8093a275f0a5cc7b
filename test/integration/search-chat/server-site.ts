import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { systemClock } from "../../../src/core/clock.ts";
import type { AnswerQuestion } from "../../../src/search-chat/server/answer/answer-question.ts";
import { createAnswerQuestion } from "../../../src/search-chat/server/answer/create-answer-question.ts";
import { type CompleteChatDeps, defaultWaits } from "../../../src/search-chat/server/complete-chat.ts";
import { createSearchChatServer } from "../../../src/search-chat/server/create-search-chat-server.ts";
import { createDocsIndex } from "../../../src/search-chat/server/docs/docs-index.ts";
import { createDocsService } from "../../../src/search-chat/server/docs/docs-search.ts";
import { createAdmitCaller } from "../../../src/search-chat/server/keys/admit-caller.ts";
import { createSearchChatApp } from "../../../src/search-chat/server/search-chat-app.ts";
import { createMemoryLog, type LogLine } from "../../fakes/memory-log.ts";
import { fixtureDocuments } from "../../unit/search-chat/server/fixture-documents.ts";

const noParts = { chatModel: undefined, readLinks: undefined, memory: undefined, deepSearch: undefined };

export const NOW_MS = Date.UTC(2026, 4, 17, 12, 0, 0);

/** The built-in server over the fixture documents, on a free port. */
export interface ServerSite {
  /** Up to and with `/v1`. */
  readonly url: string;
  readonly logged: readonly LogLine[];
  /** Posts a body as it is, or as JSON. */
  complete(body: unknown, init?: RequestInit): Promise<Response>;
  connections(): Promise<number>;
  close(): Promise<void>;
}

export async function startServerSite(options: { readonly apiKey?: string } = {}): Promise<ServerSite> {
  const log = createMemoryLog();
  const logged = log.lines;
  let ids = 0;
  const { apiKey } = options;
  const { listener } = createSearchChatServer({
    answer: createAnswerQuestion({ ...noParts, clock: systemClock, log, newBoundary: () => "a1b2c3d4e5f6" }),
    searchServices: { docs: createDocsService(createDocsIndex(await fixtureDocuments())) },
    defaultSearchService: "docs",
    admit: createAdmitCaller(
      { keys: undefined, clock: systemClock },
      { fixedKeys: apiKey === undefined ? [] : [{ id: "key", secret: apiKey }], isOpen: apiKey === undefined },
    ),
    models: {
      list: async () => [{ id: "extractive", ownedBy: "footnote" }],
      status: async () => [{ id: "extractive", firstByteMs: undefined }],
    },
    clock: { now: () => NOW_MS },
    log,
    newId: () => `id-${++ids}`,
  });
  return { ...(await listen(listener)), logged };
}

/** The server's front over one way of answering, on a free port. */
export async function startAnswering(answer: AnswerQuestion, parts: Partial<CompleteChatDeps> = {}) {
  const log = createMemoryLog();
  const logged = log.lines;
  let ids = 0;
  const app = createSearchChatApp({
    answer,
    searchServices: {},
    defaultSearchService: "docs",
    admit: async () => ({ owner: "anyone" }),
    models: { list: async () => [], status: async () => [] },
    waits: defaultWaits,
    clock: { now: () => NOW_MS },
    log,
    newId: () => `id-${++ids}`,
    ...parts,
  });
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const site = await listen((request, response) => void listener(request, response));
  return { ...site, logged, fetch: async (request: Request) => app.fetch(request) };
}

/** Any listener on a free port, asked as a search-chat endpoint. */
export async function listen(listener: Parameters<typeof createServer>[1]): Promise<Omit<ServerSite, "logged">> {
  const server = createServer(listener ?? (() => undefined));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return {
    url,
    complete: (body, init = {}) =>
      fetch(`${url}/chat/completions`, {
        method: "POST",
        body: typeof body === "string" ? body : JSON.stringify(body),
        ...init,
      }),
    connections: () =>
      new Promise((resolve, reject) => {
        server.getConnections((error, count) => (error === null ? resolve(count) : reject(error)));
      }),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** A question to the model of the built-in server, with search on. */
export function bodyOf(question: string, fields: object = {}): object {
  return { model: "extractive", "web-search": true, messages: [{ role: "user", content: question }], ...fields };
}
