import MiniSearch, { type SearchResult } from "minisearch";
import { hostOfUrl, isOnSite } from "../../../core/source-site.ts";
import type { SearchLimits } from "../search/bind-search.ts";
import { cutPassages } from "./cut-passages.ts";
import type { FoundPassage, Passage, SourceDocument } from "./document.ts";
import { createTally } from "./tally.ts";
import { indexTerms, questionTerms, tokenize } from "./terms.ts";

interface DocsQuery extends SearchLimits {
  readonly question: string;
}

/**
 * A full-text index over passages, in memory, that changes page by page. Reading never fails; a question without
 * meaningful words finds nothing.
 */
export interface DocsIndex {
  search(query: DocsQuery): readonly FoundPassage[];
  /** Indexes a page in place of what was known under this id. */
  put(id: string, document: SourceDocument): void;
  /** Forgets a page. An id that is not known is no fault. */
  remove(id: string): void;
  /** Of all pages, sorted. */
  readonly hosts: readonly string[];
  readonly passageCount: number;
}

/** A typing error is looked for only in words at least this long. */
const FUZZY_FROM_LENGTH = 5;
const SEPARATOR = "\n";

interface Entry {
  readonly id: number;
  readonly passage: Passage;
  readonly host: string;
}

/** Cuts the documents into passages and indexes them. */
export function createDocsIndex(documents: readonly SourceDocument[] = []): DocsIndex {
  const pages = new Map<string, readonly Entry[]>();
  const entries = new Map<number, Entry>();
  const known = createTally();
  const subjects = createTally();
  const hosts = createTally();
  let lastId = 0;
  /** What becomes of each term of a page that is put in or taken out. */
  let count = known.add;
  const index = new MiniSearch<IndexedPassage>({
    fields: [...FIELDS],
    tokenize,
    processTerm: (token) => {
      const terms = indexTerms(token);
      for (const term of terms) count(term);
      return terms;
    },
  });

  const forget = (entry: Entry) => {
    entries.delete(entry.id);
    hosts.remove(entry.host);
    for (const term of subjectTerms(entry)) subjects.remove(term);
    // Not `discard`, which is quicker: until it has cleared up behind itself, words of what has gone have a negative worth.
    count = known.remove;
    index.remove(toIndexed(entry));
    count = known.add;
  };
  const docs: DocsIndex = {
    get hosts() {
      return [...hosts.keys()].sort();
    },
    get passageCount() {
      return entries.size;
    },
    put(id, document) {
      const host = hostOfUrl(document.url) ?? "";
      const added = cutPassages(document).map((passage) => ({ id: ++lastId, passage, host }));
      docs.remove(id);
      if (added.length === 0) return;
      pages.set(id, added);
      for (const entry of added) {
        entries.set(entry.id, entry);
        hosts.add(host);
        for (const term of subjectTerms(entry)) subjects.add(term);
        index.add(toIndexed(entry));
      }
    },
    remove(id) {
      for (const entry of pages.get(id) ?? []) forget(entry);
      pages.delete(id);
    },
    search({ question, limit, includeSites, excludeSites }) {
      const terms = questionTerms(question, known.has);
      if (terms.length === 0) return [];
      const named = terms.filter(subjects.has);
      const found = index.search(terms.join(SEPARATOR), {
        tokenize: (text) => text.split(SEPARATOR),
        processTerm: (term) => term,
        boost: { title: 3, headings: 2.5 },
        prefix: (term) => term.length >= 4,
        fuzzy: (term) => (!known.has(term) && term.length >= FUZZY_FROM_LENGTH ? 1 : false),
        filter: ({ id }) => isAllowed(entries.get(id)?.host ?? "", includeSites, excludeSites),
      });
      return found
        .flatMap((result) => {
          const entry = entries.get(result.id);
          return entry === undefined ? [] : [rate(entry.passage, result, { terms, named })];
        })
        .sort((a, b) => b.score - a.score)
        .slice(0, limit);
    },
  };
  for (const [position, document] of documents.entries()) docs.put(String(position), document);
  return docs;
}

const FIELDS = ["title", "headings", "text"] as const;
type IndexedPassage = { readonly id: number } & Readonly<Record<(typeof FIELDS)[number], string>>;

function toIndexed({ id, passage: { title, headings, blocks } }: Entry): IndexedPassage {
  return { id, title, headings: headings.join(" "), text: blocks.map(({ text }) => text).join("\n") };
}

interface AskedTerms {
  readonly terms: readonly string[];
  /** Those of them that pages or sites are called. */
  readonly named: readonly string[];
}

function rate(passage: Passage, found: SearchResult, { terms, named }: AskedTerms): FoundPassage {
  const isOnSubject = named.length === 0 || named.some((term) => found.queryTerms.includes(term));
  const credits = [...new Set(found.queryTerms)].map((term) => creditOf(term, found.terms));
  const coverage = isOnSubject ? credits.reduce((sum, credit) => sum + credit, 0) / terms.length : 0;
  // "What is Hono?" names a page and nothing else: its opening says what it is about.
  const isOpening = passage.position === 0 && named.length === terms.length;
  const boost = isOpening ? openingBoost(passage, terms) : 1;
  return { passage, coverage, matched: found.terms, score: found.score * coverage * boost };
}

/** A guess at what a word was meant to be counts half. */
function creditOf(term: string, inPassage: readonly string[]): number {
  return inPassage.some((found) => found.startsWith(term)) ? 1 : 0.5;
}

/** The page called exactly that comes before those that only bear the name, as `@hono/node-server` does. */
function openingBoost({ title }: Passage, terms: readonly string[]): number {
  return terms.length === 1 && indexTerms(title)[0] === terms[0] ? 4 : 2;
}

/** What a page and its site are called: a title of one word, and the names in its host, as `github` in `github.com`. */
function subjectTerms({ passage, host }: Entry): readonly string[] {
  const title = tokenize(passage.title);
  return [...(title.length === 1 ? title : []), ...host.split(".").slice(0, -1)].flatMap(indexTerms);
}

function isAllowed(host: string, include: readonly string[], exclude: readonly string[]): boolean {
  if (exclude.some((site) => isOnSite(host, site))) return false;
  return include.length === 0 || include.some((site) => isOnSite(host, site));
}
