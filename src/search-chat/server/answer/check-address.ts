import { addressesIn } from "../../../core/allowed-url.ts";
import type { Step } from "./check-step.ts";
import { plainNameOf } from "./known-urls.ts";

const MAX_TAG_CHARS = 200;
const MAX_ADDRESS_CHARS = 2_000;
/** Tags that change nothing but the look of words. */
const HARMLESS_TAG = /^<\/?(?:br|sub|sup|kbd|b|i|u|s|em|strong|mark|small)[ \t]*\/?>$/iu;
const BRACKETED_ADDRESS = /^<([a-z][a-z0-9+.-]{1,31}:[^\s<>]*)>$/iu;

interface AddressContext {
  /** Nothing will follow the text. */
  readonly isEnd: boolean;
  readonly isKnown: (url: string) => boolean;
}

/** A bare address: one that may be followed stays, apart from what some readers would take for more of it. */
export function addressStep(text: string, { isEnd, isKnown }: AddressContext): Step {
  const end = text.search(/[\s<>[\]|`"\\&]/u);
  if (end === -1 && !isEnd && text.length <= MAX_ADDRESS_CHARS) return undefined;
  const run = end === -1 ? text : text.slice(0, end);
  const [found] = addressesIn(run);
  const written = found?.start === 0 ? found.address : (/^(?:https?:\/\/|www\.)/iu.exec(run)?.[0] ?? run);
  if (!isKnown(withScheme(written))) return { take: written.length, name: plainNameOf(written) };
  const behind = text.slice(written.length);
  if (!isEnd && /^[?!.,:;*_~'")]*\]?$/u.test(behind)) return undefined;
  // To some readers an address goes on up to the next blank.
  const isOver = /^[?!.,:;*_~'")]*(?:\s|$|\]\()/u.test(behind);
  return { take: written.length, asIs: isOver ? written : `${written} ` };
}

/** `<`: an address in brackets, a tag, or just a sign. HTML is shown as it is written. */
export function tagStep(
  text: string,
  { isEnd, isKnown, isLineStart }: AddressContext & { readonly isLineStart: boolean },
): Step {
  const literal: Step = { take: 1, write: "<" };
  const escaped: Step = { take: 1, write: "\\<" };
  if (text.length === 1) return isEnd ? literal : undefined;
  if (!/^<[a-z/!?]/iu.test(text)) return literal;
  const end = text.slice(0, MAX_TAG_CHARS).search(/[>\r\n]/u);
  if (end === -1) return isEnd || text.length >= MAX_TAG_CHARS ? escaped : undefined;
  const whole = text.slice(0, end + 1);
  const [, address] = BRACKETED_ADDRESS.exec(whole) ?? [];
  if (address !== undefined) {
    return isKnown(address) ? { take: whole.length, write: whole } : { take: whole.length, again: address };
  }
  // At the start of a line a tag turns what follows into HTML, code and all.
  if (HARMLESS_TAG.test(whole)) {
    return { take: whole.length, write: isLineStart ? "" : whole };
  }
  return escaped;
}

/** `&`: a sign written as its number or name is shown as that, for it could be a part of an address. */
export function entityStep(text: string, isEnd: boolean): Step {
  if (!isEnd && /^&(?:#x?[0-9a-f]{0,7}|[a-z]{0,6})$/iu.test(text)) return undefined;
  const isAddressPart = /^&(?:#|(?:colon|sol|period);)/iu.test(text);
  return { take: 1, write: isAddressPart ? "&amp;" : "&" };
}

function withScheme(address: string): string {
  return /^https?:/iu.test(address) ? address : `https://${address}`;
}
