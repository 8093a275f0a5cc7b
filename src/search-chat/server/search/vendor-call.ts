import { z } from "zod";
import { type CallErrors, isBeforeSending, reasonOf } from "../../call-errors.ts";
import { type Deadlines, watchCall } from "../../deadlines.ts";
import { endpointHeaders, endpointUrl } from "../../endpoint-address.ts";
import { type EndpointFetch, endpointFetch } from "../../endpoint-fetch.ts";
import { readBytes } from "../../read-bytes.ts";
import { readErrorBody } from "../../read-error-body.ts";
import { readReplyHead } from "../../reply-head.ts";
import type { ServerFailure } from "../failure.ts";
import { type SearchFailure, vendorFailed, vendorRefused } from "./vendor-failure.ts";

/** Where a vendor is, and who pays. */
export interface VendorAccess {
  readonly apiKey: string;
  /** Absent: the vendor's own. */
  readonly baseUrl?: string | undefined;
}

export interface VendorDeps {
  readonly clock: { now(): number };
  readonly fetch?: EndpointFetch | undefined;
  /** How long one search may take, in milliseconds. */
  readonly deadlineMs?: number | undefined;
}

/** What differs between the vendors' ways to be called. All take the key as a bearer token. */
interface Vendor {
  readonly label: string;
  readonly apiKey: string;
  readonly baseUrl: string;
  /** Where a refusal means something else than its HTTP status says. */
  readonly failureOf?: ((status: number, body: unknown) => SearchFailure | undefined) | undefined;
}

/** Posts a body as JSON to a path of the vendor and gives the JSON of its 2xx reply, parsed. Throws ServerFailure. */
export type CallVendor = <Reply extends z.ZodType>(
  path: string,
  body: object,
  options: {
    readonly schema: Reply;
    readonly signal: AbortSignal;
    /** The search reads pages as well, and may take three times as long. */
    readonly isSlow?: boolean | undefined;
  },
) => Promise<z.output<Reply>>;

/** A search takes one or two seconds; an answer is still wanted after a slow one. The vendors' own clients wait 60 s. */
const DEADLINE_MS = 20_000;

/**
 * Calls one vendor. Only what failed before a connection was there is tried a second time, for everything later may
 * have been billed. A redirect is a refusal: it would take the key to another host. Throws ConfigError, at once, for a
 * base URL or a key that cannot be used.
 */
export function createVendorCall({ label, apiKey, baseUrl, failureOf }: Vendor, deps: VendorDeps): CallVendor {
  const headers = endpointHeaders(apiKey, `The API key of ${label}`);
  const settingName = `The base URL of ${label}`;
  endpointUrl(baseUrl, "", settingName);
  const errors = callErrors(label);
  const { fetch = endpointFetch, clock } = deps;

  return async (path, body, { schema, signal, isSlow = false }) => {
    signal.throwIfAborted();
    const url = endpointUrl(baseUrl, path, settingName);
    const request = { method: "POST", headers, body: JSON.stringify(body), redirect: "manual" } as const;
    const deadlines = allOf((deps.deadlineMs ?? DEADLINE_MS) * (isSlow ? 3 : 1));
    const watch = watchCall(signal, { totalMs: deadlines.totalMs, errors });
    const attempt = () => fetch(url, { ...request, signal: watch.signal });
    const connected = () =>
      attempt().catch((error: unknown) => {
        if (watch.signal.aborted || !isBeforeSending(error)) throw error;
        return attempt();
      });
    try {
      const reply = await watch.within({ name: "the response's headers", ms: deadlines.headersMs }, connected());
      const { status, requestId, retryAfterMs } = readReplyHead(reply, clock.now());
      const bytes = readBytes(reply.body, { watch, deadlines, errors, requestId });
      if (!reply.ok) {
        const refusal = await readErrorBody(bytes, signal);
        throw vendorRefused({
          label,
          status,
          tag: tagOf(refusal),
          retryAfterMs,
          failure: failureOf?.(status, refusal),
        });
      }
      return parseReply(label, schema, await readText(bytes));
    } finally {
      watch.close();
    }
  };
}

/** One deadline for the whole search, whatever it is waiting for. */
function allOf(ms: number): Deadlines {
  return { headersMs: ms, firstByteMs: ms, idleMs: ms, totalMs: ms };
}

async function readText(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of bytes) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

function parseReply<Reply extends z.ZodType>(label: string, schema: Reply, text: string): z.output<Reply> {
  const json = parseJson(text);
  if (json === undefined) throw malformed(label, "it is not JSON");
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  // The path only: what stands there may be what was asked.
  throw malformed(label, `${parsed.error.issues[0]?.path.join(".") || "it"} is not as documented`);
}

/** Undefined: it is no JSON. The parser's own error would quote the text. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function malformed(label: string, what: string): ServerFailure {
  return vendorFailed(label, "searchFailed", { what: `sent a reply that could not be read: ${what}` });
}

function callErrors(label: string): CallErrors {
  return {
    tookTooLong: ({ name, ms }) =>
      vendorFailed(label, "searchTookTooLong", { what: `took too long: waited ${ms} ms for ${name}` }),
    brokeOff: (error, { name }) =>
      vendorFailed(label, "searchFailed", {
        what: `could not be reached or broke off (${reasonOf(error)}), waiting for ${name}`,
      }),
    tooLong: (maxBytes) => malformed(label, `it is longer than ${maxBytes} bytes`),
  };
}

/** A word for machines, as Exa sends one; never a sentence, which may repeat what was asked. */
const tagSchema = z.object({ tag: z.string().regex(/^[A-Z][A-Z_]{2,60}$/u) });

function tagOf(body: unknown): string | undefined {
  return tagSchema.safeParse(body).data?.tag;
}
