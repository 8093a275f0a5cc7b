import type { Logger } from "../../../core/logger.ts";
import type { DocsIndex } from "./docs-index.ts";
import type { SourceDocument } from "./document.ts";

/** Indexes a page; one that cannot be cut into passages, such as HTML nested without end, is logged and left out. */
export function putPage(index: DocsIndex, id: string, document: SourceDocument, log: Logger): void {
  try {
    index.put(id, document);
  } catch (error) {
    index.remove(id);
    log.warn({ url: document.url, err: error }, "a document was skipped");
  }
}
