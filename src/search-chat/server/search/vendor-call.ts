import { z } from "zod";
import { linkAbort, untilAborted } from "../../../core/linked-abort.ts";
import { isBeforeSending, reasonOf } from "../../call-errors.ts";
import { type ByteReader, type EndpointFetch, type EndpointReply, endpointFetch } from "../../endpoint-fetch.ts";
import { readReplyHead } from "../../reply-head.ts";
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

/** What differs between the vendors' ways to be called. */
interface Vendor {
  readonly label: string;
  readonly baseUrl: string;
  /** With the key. */
  readonly headers: Readonly<Record<string, string>>;
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
/** Twenty results with long texts have a tenth of it. */
const MAX_BYTES = 8 * 1024 * 1024;

/**
 * Calls one vendor. Only what failed before a connection was there is tried a second time, for everything later may
 * have been billed. A redirect is a refusal: it would take the key to another host.
 */
export function createVendorCall(vendor: Vendor, deps: VendorDeps): CallVendor {
  const { fetch = endpointFetch } = deps;
  const { label } = vendor;

  return async (path, body, { schema, signal: caller, isSlow = false }) => {
    caller.throwIfAborted();
    const deadlineMs = (deps.deadlineMs ?? DEADLINE_MS) * (isSlow ? 3 : 1);
    const call = linkAbort(caller);
    const timer = setTimeout(
      () => call.abort(vendorFailed(label, "searchTookTooLong", { what: `did not answer within ${deadlineMs} ms` })),
      deadlineMs,
    );
    try {
      const json = await untilAborted(exchange(path, JSON.stringify(body), call.signal), call.signal);
      const parsed = schema.safeParse(json);
      if (parsed.success) return parsed.data;
      const [issue] = parsed.error.issues;
      throw malformed(`${issue?.path.join(".")} is not what it documents`);
    } finally {
      clearTimeout(timer);
      call.release();
    }
  };

  async function exchange(path: string, body: string, signal: AbortSignal): Promise<unknown> {
    const reply = await send(path, body, signal);
    const head = readReplyHead(reply, deps.clock.now());
    const text = await readText(reply, signal);
    const json = parseJson(text ?? "");
    if (!reply.ok) {
      const { status, retryAfterMs } = head;
      const failure = vendor.failureOf?.(status, json);
      throw vendorRefused({ label, status, tag: tagOf(json), retryAfterMs, failure });
    }
    if (text === undefined) throw malformed(`it is longer than ${MAX_BYTES} bytes`);
    if (json === undefined) throw malformed("it is not JSON");
    return json;
  }

  async function send(path: string, body: string, signal: AbortSignal): Promise<EndpointReply> {
    const url = new URL(`${vendor.baseUrl.replace(/\/+$/u, "")}${path}`);
    const headers = { accept: "application/json", "content-type": "application/json", ...vendor.headers };
    const attempt = () => fetch(url, { method: "POST", headers, body, signal, redirect: "manual" });
    try {
      return await attempt().catch((error: unknown) => {
        if (signal.aborted || !isBeforeSending(error)) throw error;
        return attempt();
      });
    } catch (error) {
      throw brokeOff(error, signal);
    }
  }

  /** Undefined: it is longer than it may be. */
  async function readText({ body }: EndpointReply, signal: AbortSignal): Promise<string | undefined> {
    if (body === null) return "";
    const reader: ByteReader = body.getReader();
    const decoder = new TextDecoder();
    let text = "";
    let size = 0;
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return text + decoder.decode();
        size += value?.byteLength ?? 0;
        if (size > MAX_BYTES) return undefined;
        text += decoder.decode(value, { stream: true });
      }
    } catch (error) {
      throw brokeOff(error, signal);
    } finally {
      // What already failed refuses to be cancelled with that same failure, which was thrown above.
      reader.cancel().catch(() => undefined);
    }
  }

  function brokeOff(error: unknown, signal: AbortSignal): unknown {
    if (signal.aborted) return signal.reason;
    return vendorFailed(label, "searchFailed", { what: `could not be reached or broke off (${reasonOf(error)})` });
  }

  function malformed(what: string) {
    return vendorFailed(label, "searchFailed", { what: `sent a reply that could not be read: ${what}` });
  }
}

/** Undefined: it is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A word for machines, as Exa sends one; never a sentence, which may repeat what was asked. */
const tagSchema = z.object({ tag: z.string().regex(/^[A-Z][A-Z_]{2,60}$/u) });

function tagOf(body: unknown): string | undefined {
  return tagSchema.safeParse(body).data?.tag;
}
