import type { SearchResult, SearchService } from "../search/search-service.ts";
import { blocksToText } from "./blocks-to-text.ts";
import type { DocsIndex } from "./docs-index.ts";
import type { FoundPassage, Passage } from "./document.ts";

/** A snippet shows what was found, it does not replace the page. */
const SNIPPET_CHARS = 240;

/** The search service `docs`: looks into the operator's own documents and nowhere else. It never fails. */
export function createDocsService(index: Pick<DocsIndex, "search">): SearchService {
  return {
    async search({ query, ...limits }, { signal }) {
      signal.throwIfAborted();
      return index.search({ question: query, ...limits }).map(toResult);
    },
  };
}

function toResult(found: FoundPassage): SearchResult {
  const { passage, score } = found;
  return {
    title: passage.title,
    url: passage.url,
    snippet: snippetOf(passage),
    content: contentOf(passage),
    score,
    passage: found,
  };
}

/** The passage under the headings that say what it is about. */
function contentOf({ headings, blocks }: Passage): string {
  const text = blocksToText(blocks);
  return headings.length === 0 ? text : `${headings.join(" › ")}\n\n${text}`;
}

/** Code explains little in a line; it stands in only where there is nothing else. */
function snippetOf({ blocks }: Passage): string {
  const sentences = blocks.filter(({ kind }) => kind !== "code");
  const text = (sentences.length === 0 ? blocks : sentences)
    .map((block) => block.text.replaceAll("`", ""))
    .join(" ")
    .replace(/\s+/gu, " ");
  return text.length <= SNIPPET_CHARS ? text : `${text.slice(0, SNIPPET_CHARS).replace(/\s+\S*$/u, "")} …`;
}
