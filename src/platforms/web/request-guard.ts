import { isIP } from "node:net";
import type { Context, MiddlewareHandler } from "hono";
import { languageOf } from "../../core/messages/language.ts";
import { type Message, say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { parseUrl } from "../../core/parse-url.ts";
import { localeOf } from "./to-invocation.ts";

/** Names of this machine itself; a browser never asks a foreign server for them. */
const LOOPBACK_NAME = /^(?:localhost|[a-z0-9-]+\.localhost)$/u;

/**
 * Refuses requests that another website made a browser send. The Host must be loopback, a bare address or an allowed
 * name: a foreign name that was pointed at this machine (DNS rebinding) is none of these. What changes anything must
 * come from our own page (or from no page) and be JSON, which no plain form can send.
 */
export function requestGuard({ allowedHosts }: { readonly allowedHosts: readonly string[] }): MiddlewareHandler {
  const names = new Set(allowedHosts.map((host) => host.toLowerCase()));
  return async (context, next) => {
    const host = context.req.header("host")?.toLowerCase();
    const name = nameOf(host);
    if (name === undefined || !(LOOPBACK_NAME.test(name) || isIP(name) !== 0 || names.has(name))) {
      return context.json(refusal(context, say("web.host.unknown")), 403);
    }
    if (context.req.method === "GET" || context.req.method === "HEAD") return next();
    const origin = context.req.header("origin");
    if (origin !== undefined && (host === undefined || parseUrl(origin)?.host !== host)) {
      return context.json(refusal(context, say("web.origin.foreign")), 403);
    }
    if (context.req.header("content-type")?.split(";")[0]?.trim().toLowerCase() !== "application/json") {
      return context.json(refusal(context, say("web.type.notJson")), 403);
    }
    return next();
  };
}

/** What the page is answered when something is refused, in the browser's language. */
export function refusal(context: Context, message: Message): { readonly error: string } {
  return { error: translate(message, languageOf(localeOf(context.req.header("accept-language")))) };
}

/** The Host header without its port, and an IPv6 address without its brackets. */
function nameOf(host: string | undefined): string | undefined {
  if (host === undefined) return undefined;
  return parseUrl(`http://${host}`)?.hostname.replaceAll(/^\[|\]$/gu, "");
}
