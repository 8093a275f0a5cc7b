import { fileURLToPath } from "node:url";
import type { Logger } from "../../../../src/core/logger.ts";
import type { SourceDocument } from "../../../../src/search-chat/server/docs/document.ts";
import { pageFiles, readPageFile } from "../../../../src/search-chat/server/docs/read-folder.ts";
import { createMemoryLog } from "../../../fakes/memory-log.ts";

export const docsDir = fileURLToPath(new URL("../../../fixtures/docs", import.meta.url));

/** The pages of the fixture folder. */
export function fixtureDocuments(): Promise<readonly SourceDocument[]> {
  return readFolder(docsDir, createMemoryLog());
}

/** The pages of a folder as they are now. */
export async function readFolder(folder: string, log: Logger): Promise<readonly SourceDocument[]> {
  const documents = await Promise.all((await pageFiles(folder, log)).map((file) => readPageFile(file, log)));
  return documents.filter((document) => document !== undefined);
}

export function markdownPage(text: string, url = "https://docs.example.org/page"): SourceDocument {
  return { url, format: "markdown", text };
}
