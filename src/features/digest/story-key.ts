import { hostOfUrl } from "../../core/source-site.ts";

/** What a story is known by beside its address. */
export interface StoryWords {
  readonly title: string;
  readonly url: string;
  /** The model's own few words for what has happened. */
  readonly story?: string | undefined;
}

/** Fewer words would throw different stories together; a number, as of a version, says as much as a word. */
const MIN_WORDS = 3;
const MIN_WORDS_WITH_NUMBER = 2;
/** Scripts without blanks: a run of them is a sentence. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const MIN_UNSPACED_LENGTH = 8;
const MAX_SITE_NAME_WORDS = 5;

/**
 * Keys of the story that a page tells: the significant words of its title, and of the model's words for it, in one
 * order. Two pages with a key in common tell the same story; none are made of words that could mean many.
 */
export function storyKeys({ title, url, story }: StoryWords): readonly string[] {
  const keys = [withoutSiteName(title, url), story ?? ""].map(keyOf).filter((key) => key !== undefined);
  return [...new Set(keys)];
}

function keyOf(text: string): string | undefined {
  const words = [...new Set(significantWords(text))].sort();
  const hasNumber = words.some((word) => /^\d/u.test(word));
  const isUnspaced = UNSPACED.test(text) && words.join("").length >= MIN_UNSPACED_LENGTH;
  const isEnough = isUnspaced || words.length >= (hasNumber ? MIN_WORDS_WITH_NUMBER : MIN_WORDS);
  return isEnough ? `story:${words.join(" ")}` : undefined;
}

function significantWords(text: string): readonly string[] {
  const folded = text
    .normalize("NFKD")
    .replace(/\p{M}|['’]s\b|['’]/gu, "")
    .toLowerCase()
    // `Node.js` and `U.S.` are one word; `v6.0` is `6.0` and keeps its point.
    .replace(/(?<=\p{L})\.(?=\p{L})/gu, "")
    .replace(/(?<![\p{L}\p{N}])v(?=\d)/gu, "");
  return (folded.match(/\d+(?:[.,]\d+)*|[\p{L}\p{N}]+/gu) ?? []).filter((word) => !STOP_WORDS.has(word)).map(stemOf);
}

/** Titles of one story differ in number and tense most. */
function stemOf(word: string): string {
  if (word.length <= 3 || /\d/u.test(word)) return word;
  const singular = word.replace(/ies$/u, "y").replace(/(?<=[^su])s$/u, "");
  const stem = singular.replace(/(?:ing|ed|e)$/u, "");
  return stem.length >= 3 ? stem : singular;
}

/** ` - The Verge`, ` | Ars Technica`: what is behind the last separator, when it is the site's own name. */
function withoutSiteName(title: string, url: string): string {
  const [, rest = "", separator = "", name = ""] = /^(.*\S)\s+([-–—|·•:]+)\s+(\S[^|]*)$/u.exec(title) ?? [];
  const words = name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0 || words.length > MAX_SITE_NAME_WORDS) return title;
  const host = (hostOfUrl(url) ?? "").replaceAll("-", "");
  const isSite = /[|·•]/u.test(separator) || words.some((word) => word.length >= 3 && host.includes(word));
  return isSite && significantWords(rest).length > 0 ? rest : title;
}

/** Words that say nothing of a story; and that something is new, which every item of a digest is. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    "a an and are as at be been being by for from has have having how in into is it its of off on or over s says said that the their " +
    "this to up was were what when where which while who why will with after amid you your we our " +
    "announce announces announced announcing introduce introduces introduced introducing launch launches launched launching " +
    "release releases released releasing unveils unveiled unveil available out now new news here today just finally officially " +
    "breaking exclusive live update updated report reports video der die das den dem des ein eine und im ist mit von zu auf für fur " +
    "le la les un une des du et en est sur avec pour el los las una del y con por para"
  ).split(" "),
);
