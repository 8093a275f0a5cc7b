import type { SiteLists } from "./settings.ts";
import { hostOfUrl, isOnSite } from "./source-site.ts";

/**
 * Whether a page may be cited or linked here. An address that is not http(s) never may, nor one that two readers could
 * take for two hosts: with a user name, a backslash or a control character.
 */
export function isAllowedUrl(url: string, sites: SiteLists): boolean {
  const host = hostOfUrl(url);
  if (host === undefined || /[\\\p{Cc}]/u.test(url)) return false;
  const { username, password } = new URL(url);
  if (username !== "" || password !== "") return false;
  if (sites.exclude.some((site) => isOnSite(host, site))) return false;
  return sites.include === undefined || sites.include.some((site) => isOnSite(host, site));
}

/** What a reader is told of an address that may not be followed: its host, without what would make a link of it again. */
export function nameOf(address: string): string {
  const url = /^https?:/iu.test(address) ? address : `http://${address}`;
  const host = hostOfUrl(url) ?? /^https?:[\\/]*([\p{L}\p{N}.-]*)/iu.exec(url)?.[1] ?? "";
  return host.replace(/^(?:www\.)+/iu, "");
}

/** A bare address in plain text. */
export interface BareAddress {
  readonly start: number;
  /** All that a chat client may take for the address: everything up to a blank. */
  readonly run: string;
  /** The address as it is meant: it ends before quotes and the punctuation of any script. */
  readonly address: string;
}

/** Finds what a chat client would make a link of: http(s) addresses, in any case and after any character, and `www.…`. */
export function addressesIn(text: string): readonly BareAddress[] {
  const found: BareAddress[] = [];
  let from = 0;
  for (const { index } of text.matchAll(START)) {
    if (index < from) continue;
    const run = withoutTrail(/^[^\s<]+/u.exec(text.slice(index))?.[0] ?? "");
    const address = withoutTrail(ADDRESS.exec(run)?.[0] ?? "");
    if (address === "") continue;
    found.push({ start: index, run, address });
    from = index + address.length;
  }
  return found;
}

const START = /https?:\/\/(?=[^\s<])|(?<![\p{L}\p{N}])www\.(?=[\p{L}\p{N}])/giu;
const ADDRESS = /^(?:https?:\/\/)?[\p{L}\p{N}\p{M}._~:@%[\]-]*(?:[/?#](?:(?!["`>\\^{|}]|(?![!-~])\p{P})[^\s<])*)?/iu;

/** A sentence's own punctuation behind an address; a bracket that the address opened stays. */
function withoutTrail(run: string): string {
  let end = run.length;
  while (end > 0) {
    const last = run.charAt(end - 1);
    if (!/[?!.,:;*_~'")\]}]/u.test(last)) break;
    const kept = run.slice(0, end);
    if (last === ")" && kept.split("(").length >= kept.split(")").length) break;
    if (last === "]" && kept.split("[").length >= kept.split("]").length) break;
    end -= 1;
  }
  return run.slice(0, end);
}
