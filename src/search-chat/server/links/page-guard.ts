import { isIP } from "node:net";
import { hostOfUrl } from "../../../core/source-site.ts";
import { PageElsewhere, PageUnreadable } from "./page-reader.ts";
import { isPublicAddress } from "./public-address.ts";

/** Where a fetch may go. Both halves hold for every request, those of redirects included. */
export interface PageGuard {
  /** Throws PageUnreadable for an address that may not be asked. */
  checkUrl(url: URL): void;
  /** Whether a connection to this IP address may be opened: asked of what a name has resolved to, and of literals. */
  isAddressAllowed(address: string): boolean;
}

/** Said of names that do not exist as well, so that nobody learns which names exist inside. */
export const NO_PUBLIC_SITE = "There is no public site at this address.";

/** Names that mean this machine or this network (RFC 6761, 6762, 8375; `internal` by ICANN's decision of 2024). */
const INSIDE = /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home\.arpa|onion|test|invalid)$/u;
/** No page that people link has a longer one; RFC 9110 asks for 8,000. */
const MAX_URL_CHARS = 8_000;

export interface PublicWebOptions {
  /** For tests: which addresses count as public. */
  readonly isPublicAddress?: ((address: string) => boolean) | undefined;
  /** For tests: ports beside 80 and 443. */
  readonly isPort?: ((port: string) => boolean) | undefined;
}

/**
 * The public web: http and https, without credentials, on the default ports, at public addresses. Other ports are not
 * the web's: a link to one would make this server knock at mail servers and databases in somebody else's name.
 */
export function publicWeb(options: PublicWebOptions = {}): PageGuard {
  const isAddressAllowed = options.isPublicAddress ?? isPublicAddress;
  const isPort = options.isPort ?? ((port) => port === "80" || port === "443");
  return {
    isAddressAllowed,
    checkUrl(url) {
      checkWebUrl(url);
      // The parser leaves a scheme's own port out.
      if (url.port !== "" && !isPort(url.port)) {
        throw new PageUnreadable("Only pages on the usual ports of the web, 80 and 443, are read.");
      }
      const literal = literalOf(url);
      const isInside = literal === undefined ? isInsideName(hostOfUrl(url.href) ?? "") : !isAddressAllowed(literal);
      if (isInside) throw new PageUnreadable(NO_PUBLIC_SITE);
    },
  };
}

/**
 * The operator's own site, wherever it is: the sitemap's host and port and nothing else, so that a page or a redirect
 * cannot turn the fetch to another machine inside.
 */
export function oneHost(host: string): PageGuard {
  return {
    isAddressAllowed: () => true,
    checkUrl(url) {
      checkWebUrl(url);
      if (url.host !== host) throw new PageElsewhere("The page is not on the sitemap's own host.");
    },
  };
}

/** The IP address that stands in place of a name. The parser has brought every spelling of it to one. */
export function literalOf({ hostname }: Pick<URL, "hostname">): string | undefined {
  const bare = hostname.replace(/^\[|\]$/gu, "");
  return isIP(bare) === 0 ? undefined : bare;
}

function checkWebUrl(url: URL): void {
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new PageUnreadable("Only http and https addresses are read.");
  }
  if (url.username !== "" || url.password !== "") {
    throw new PageUnreadable("An address with a user name or a password is not read.");
  }
  if (url.href.length > MAX_URL_CHARS) throw new PageUnreadable("The address is too long.");
}

function isInsideName(host: string): boolean {
  return !host.includes(".") || INSIDE.test(host);
}
