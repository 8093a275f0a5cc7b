import type { SourceEntry } from "./reply-schema.ts";

/** An address with at most one level of parentheses, as Wikipedia has them. Bounded, so that no text takes long. */
const URL_TEXT = String.raw`https?:\/\/(?:[^\s()<>[\]"'\u0060|]|\([^\s()<>]{0,500}\)){1,2000}`;
const LINK = new RegExp(String.raw`\[([^\][\n]{1,300})\]\(\s*<?(${URL_TEXT})|(${URL_TEXT})`, "giu");
const CODE_OR_IMAGE = /```[\s\S]*?(?:```|$)|`[^`\n]*`|!\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\)/gu;

/** The http(s) links of an answer whose endpoint names no sources, in order of appearance. Code and images are none. */
export function findTextLinks(text: string): readonly SourceEntry[] {
  return [...text.replace(CODE_OR_IMAGE, " ").matchAll(LINK)].map(([, title, linked, bare]) => ({
    url: linked ?? bare?.replace(/[.,;:!?*_~。，；：！？]+$/u, ""),
    // `[1](https://…)` names a number, not a title.
    title: title !== undefined && /\p{L}/u.test(title) ? title.trim() : undefined,
    isPlaced: true,
  }));
}
