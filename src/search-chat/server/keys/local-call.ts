import { isIP } from "node:net";
import { parseUrl } from "../../../core/parse-url.ts";

/** Names of this machine itself; a browser never asks a foreign server for them. */
const LOOPBACK_NAME = /^(?:localhost|[a-z0-9-]+\.localhost)$/u;
const LOOPBACK_ADDRESS = /^(?:127\.\d+\.\d+\.\d+|::1)$/u;

/**
 * Whether a call without a key was meant for a server on this machine, and not made by a browser for somebody else's
 * page: such a page has an Origin of its own, or has pointed its own name at this machine (DNS rebinding).
 */
export function isLocalCall({
  host,
  origin,
}: {
  readonly host: string | undefined;
  readonly origin: string | undefined;
}): boolean {
  const isHostLocal = host === undefined || isLocalName(nameIn(`http://${host}`));
  return isHostLocal && (origin === undefined || isLocalName(nameIn(origin)));
}

function isLocalName(name: string | undefined): boolean {
  if (name === undefined) return false;
  return isIP(name) === 0 ? LOOPBACK_NAME.test(name) : LOOPBACK_ADDRESS.test(name);
}

/** The host of an address, an IPv6 one without its brackets. */
function nameIn(url: string): string | undefined {
  return parseUrl(url)?.hostname.replaceAll(/^\[|\]$/gu, "");
}
