import { parse } from "tldts";
import { UserInputError } from "./errors.ts";
import { say } from "./messages/message.ts";
import { parseUrl } from "./parse-url.ts";

/** The most sites one list may hold. */
export const MAX_SITES = 100;

/**
 * A host in its one spelling: lower case, punycode, no scheme, port, path, `*.` or trailing dot. Stands for itself and
 * all its subdomains. Throws UserInputError with a sentence when the text is not a site one can own, such as `com`.
 */
export function parseSourceSite(text: string): string {
  const host = hostOf(text);
  if (host === undefined) throw notASite(text);
  const { domain, isIp, publicSuffix } = parse(host, { allowPrivateDomains: false });
  if (isIp) throw new UserInputError(say("site.isAddress", { text: shorten(text) }));
  if (publicSuffix === host) {
    throw new UserInputError(say("site.isSuffix", { host }));
  }
  if (domain === null) throw notASite(text);
  return host;
}

/** Parses a list as people type it: separated by commas, spaces or new lines. Duplicates fall away; order is kept. */
export function parseSourceSites(text: string): readonly string[] {
  const sites = [
    ...new Set(
      text
        .split(/[\s,;]+/u)
        .filter((part) => part !== "")
        .map(parseSourceSite),
    ),
  ];
  if (sites.length === 0) throw new UserInputError(say("site.none"));
  if (sites.length > MAX_SITES) throw tooManySites(sites.length);
  return sites;
}

export function tooManySites(count: number): UserInputError {
  return new UserInputError(say("site.tooMany", { count, max: MAX_SITES }));
}

/** Whether a host is the site itself or a subdomain of it. Both in their one spelling. */
export function isOnSite(host: string, site: string): boolean {
  return host === site || host.endsWith(`.${site}`);
}

/** The host of a URL in the same spelling as a source site, or undefined when it is not http(s). */
export function hostOfUrl(url: string): string | undefined {
  const parsed = parseUrl(url);
  if (parsed === undefined) return undefined;
  const { protocol, hostname } = parsed;
  if (protocol !== "https:" && protocol !== "http:") return undefined;
  return hostname.replace(/\.+$/u, "").toLowerCase() || undefined;
}

function hostOf(text: string): string | undefined {
  // Chat clients wrap what looks like a link: Slack writes <http://arxiv.org|arxiv.org>, people write `arxiv.org`.
  const bare = text
    .trim()
    .replace(/^[<(`"'“]+|[>)`"'”]+$/gu, "")
    .replace(/\|.*$/u, "");
  const withoutWildcard = bare.replace(/^([a-z][a-z0-9+.-]*:\/\/)?\*\./iu, "$1");
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//iu.test(withoutWildcard);
  const url = hasScheme ? withoutWildcard : `https://${withoutWildcard}`;
  // me@arxiv.org is a person.
  if (/^[^/?#]*\/\/[^/?#]*@/u.test(url)) return undefined;
  const host = hostOfUrl(url);
  const isHostname =
    host !== undefined &&
    host.length <= 253 &&
    /^(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*$/u.test(host);
  return (isHostname && host.includes(".")) || isSuffixLike(host) ? host : undefined;
}

/** `com` has no dot, but deserves the sentence about domain endings. */
function isSuffixLike(host: string | undefined): host is string {
  return host !== undefined && /^(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/u.test(host) && parse(host).isIcann === true;
}

function notASite(text: string): UserInputError {
  return new UserInputError(say("site.notASite", { text: shorten(text) }));
}

function shorten(text: string): string {
  const line = text.trim().replace(/\s+/gu, " ");
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
