/**
 * A URL, or undefined for what is none. `URL.canParse` is not asked: once Node 20 or 22 has optimised it, it denies that
 * an address with a letter such as é is one. https://github.com/AikidoSec/firewall-node/pull/1086
 */
export function parseUrl(text: string, base?: string | URL): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}
