import { lookup as resolveName } from "node:dns/promises";
import { Agent, buildConnector, type Dispatcher, fetch, type Response } from "undici";
import { linkAbort } from "../../../core/linked-abort.ts";
import { parseUrl } from "../../../core/parse-url.ts";
import { toUnreadable } from "./fetch-failure.ts";
import { literalOf, NO_PUBLIC_SITE, type PageGuard } from "./page-guard.ts";
import type { PageLimits } from "./page-limits.ts";
import { PageUnreadable } from "./page-reader.ts";

/** All addresses of a name, as the machine resolves it. Rejects when it has none. */
export type Lookup = (hostname: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;

export interface FetchPageOptions {
  readonly signal: AbortSignal;
  readonly guard: PageGuard;
  readonly limits: PageLimits;
  readonly lookup?: Lookup | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Asked before each request, after the guard. */
  readonly isAllowed?: ((url: string) => boolean) | undefined;
  /** Whether a body of this media type is wanted; undefined: the reply names none. */
  readonly isReadable: (mediaType: string | undefined) => boolean;
}

/** A reply that is no redirect. The body is empty unless the status is 200. */
export interface PageReply {
  /** Where it came from in the end. */
  readonly url: URL;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: Uint8Array;
}

const systemLookup: Lookup = (hostname) => resolveName(hostname, { all: true });

/**
 * GETs a page under a guard: each name is resolved once, all its addresses are checked, and the connection goes to one
 * of those very addresses. It sends no cookie, no credentials and no referrer, and its connections end with it.
 * Rejects with PageUnreadable, or with the signal's reason.
 */
export async function fetchPage(address: string, options: FetchPageOptions): Promise<PageReply> {
  const { signal, limits } = options;
  const agent = guardedAgent(options);
  const bounded = linkAbort(signal);
  const timer = setTimeout(() => bounded.abort(new PageUnreadable("The page took too long to load.")), limits.wholeMs);
  try {
    return await follow(address, agent, { ...options, signal: bounded.signal });
  } catch (error) {
    signal.throwIfAborted();
    throw toUnreadable(error);
  } finally {
    clearTimeout(timer);
    bounded.release();
    await agent.destroy();
  }
}

async function follow(address: string, dispatcher: Dispatcher, options: FetchPageOptions): Promise<PageReply> {
  const { guard, isAllowed, limits, headers, signal } = options;
  let url = addressOf(address);
  for (let redirects = 0; redirects <= limits.maxRedirects; redirects += 1) {
    guard.checkUrl(url);
    if (isAllowed?.(url.href) === false) throw new PageUnreadable("The page is not on an allowed site.");
    const reply = await fetch(url, {
      dispatcher,
      signal,
      redirect: "manual",
      referrerPolicy: "no-referrer",
      headers: { "user-agent": USER_AGENT, accept: ACCEPT, ...headers },
    });
    const target = reply.headers.get("location");
    if (!REDIRECTS.has(reply.status) || target === null) return readReply(url, reply, options);
    // Unread, it would hold the connection that the next request waits for.
    await reply.body?.cancel();
    url = addressOf(target, url);
  }
  throw new PageUnreadable(`The page redirects more than ${limits.maxRedirects} times.`);
}

const USER_AGENT = "Footnote/1.0 (reads pages that people link)";
const ACCEPT =
  "text/html,application/xhtml+xml,text/markdown,text/plain;q=0.9,application/json;q=0.8,application/xml;q=0.8,*/*;q=0.1";
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

async function readReply(url: URL, reply: Response, { isReadable, limits }: FetchPageOptions): Promise<PageReply> {
  const { status, headers } = reply;
  if (status !== 200) return { url, status, headers, body: new Uint8Array() };
  const mediaType = headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (!isReadable(mediaType)) throw new PageUnreadable(`The page is not a text that can be read${named(mediaType)}.`);
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of reply.body ?? []) {
    if (!(piece instanceof Uint8Array)) throw new TypeError("A body gave something else than bytes");
    size += piece.byteLength;
    if (size > limits.maxBytes) {
      throw new PageUnreadable(`The page is larger than ${Math.floor(limits.maxBytes / 1024)} KB.`);
    }
    pieces.push(piece);
  }
  return { url, status, headers, body: Buffer.concat(pieces) };
}

function named(mediaType: string | undefined): string {
  if (mediaType === undefined) return ": it does not say what it is";
  return /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/u.test(mediaType) ? `, but ${mediaType}` : "";
}

function addressOf(address: string, base?: URL): URL {
  const url = parseUrl(address, base);
  if (url === undefined) throw new PageUnreadable("That is not an address of a page.");
  url.hash = "";
  return url;
}

/** Every connection goes through this one door, whoever asked for it. */
function guardedAgent({ guard, limits, lookup = systemLookup }: FetchPageOptions): Agent {
  const connect = buildConnector({
    timeout: limits.idleMs,
    lookup(hostname, { all }, callback) {
      const refuse = (error: unknown) => callback(new PageUnreadable(NO_PUBLIC_SITE, { cause: error }), []);
      lookup(hostname).then((found) => {
        const [first] = found;
        if (first === undefined || !found.every(({ address }) => guard.isAddressAllowed(address))) refuse(undefined);
        else if (all === true) callback(null, [...found]);
        else callback(null, first.address, first.family);
      }, refuse);
    },
  });
  return new Agent({
    headersTimeout: limits.idleMs,
    bodyTimeout: limits.idleMs,
    connections: 1,
    connect(target, callback) {
      // Nothing is looked up for a literal.
      const literal = literalOf(target);
      if (literal !== undefined && !guard.isAddressAllowed(literal)) {
        callback(new PageUnreadable(NO_PUBLIC_SITE), null);
      } else connect(target, callback);
    },
  });
}
