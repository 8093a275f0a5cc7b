import { ConfigError } from "../../../core/errors.ts";
import type { Logger } from "../../../core/logger.ts";
import { createDocsIndex, type DocsIndex } from "./docs-index.ts";
import type { SourceDocument } from "./document.ts";
import { readDependencyReadmes } from "./read-dependency-readmes.ts";
import { readFolder } from "./read-folder.ts";

/** Where the pages come from: the operator's folder, or the packages of this checkout. */
export type Corpus =
  | { readonly kind: "folder"; readonly docsDir: string }
  | { readonly kind: "dependencies"; readonly nodeModulesDir: string; readonly packageJsonPath: string };

/** Reads and indexes a corpus. Throws ConfigError when the operator's folder cannot be read. */
export async function loadCorpus(corpus: Corpus, log: Logger): Promise<DocsIndex> {
  const documents = await readCorpus(corpus, log);
  const index = createDocsIndex(documents);
  log.info(
    { documents: documents.length, passages: index.passageCount, hosts: index.hosts.length },
    "the documents are indexed",
  );
  return index;
}

async function readCorpus(corpus: Corpus, log: Logger): Promise<readonly SourceDocument[]> {
  if (corpus.kind === "dependencies") {
    return readDependencyReadmes(corpus.nodeModulesDir, corpus.packageJsonPath, log);
  }
  try {
    return await readFolder(corpus.docsDir, log);
  } catch (error) {
    throw new ConfigError(`DOCS_DIR: the folder ${corpus.docsDir} cannot be read`, { cause: error });
  }
}
