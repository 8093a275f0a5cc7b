import type { Citation } from "../../core/answer.ts";
import type { FoundItem } from "./parse-items.ts";
import { firstSentences, plainText } from "./plain-text.ts";

const MAX_SUMMARY_LENGTH = 400;
const SENTENCES = 2;

/**
 * The items of an answer that is prose: each source that it names, with what the page or the answer says there. The last
 * resort, for models that do not list what they are asked to list.
 */
export function itemsFromCitations(text: string, citations: readonly Citation[]): readonly FoundItem[] {
  const blocks = text.split(/\n\s*(?:\n|(?=[-*+] |\d+[.)] ))/u);
  const isNamed = ({ number }: Citation) => blocks.some((block) => block.includes(`[${number}]`));
  const named = citations.some(isNamed) ? citations.filter(isNamed) : citations;
  return named.map(({ number, url, title, snippet, publishedAt }) => {
    const block = blocks.find((each) => each.includes(`[${number}]`)) ?? "";
    const words = plainText(snippet ?? block, Number.MAX_SAFE_INTEGER);
    return {
      title: title ?? "",
      url,
      summary: plainText(firstSentences(words, SENTENCES), MAX_SUMMARY_LENGTH),
      publishedAt,
    };
  });
}
