import { fileURLToPath } from "node:url";
import type { SourceDocument } from "../../../../src/search-chat/server/docs/document.ts";
import { readFolder } from "../../../../src/search-chat/server/docs/read-folder.ts";
import { createMemoryLog } from "../../../fakes/memory-log.ts";

export const docsDir = fileURLToPath(new URL("../../../fixtures/docs", import.meta.url));

/** The pages of the fixture folder. */
export function fixtureDocuments(): Promise<readonly SourceDocument[]> {
  return readFolder(docsDir, createMemoryLog());
}

export function markdownPage(text: string, url = "https://docs.example.org/page"): SourceDocument {
  return { url, format: "markdown", text };
}
