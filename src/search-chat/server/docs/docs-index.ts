import MiniSearch, { type SearchResult } from "minisearch";
import { hostOfUrl, isOnSite } from "../../../core/source-site.ts";
import type { SiteSearchOptions } from "../site-search.ts";
import { cutPassages } from "./cut-passages.ts";
import type { FoundPassage, Passage, SourceDocument } from "./document.ts";
import { indexTerms, questionTerms, tokenize } from "./terms.ts";

interface DocsQuery extends SiteSearchOptions {
  readonly question: string;
}

/** A full-text index over passages. Reading never fails; a question without meaningful words finds nothing. */
export interface DocsIndex {
  search(query: DocsQuery): readonly FoundPassage[];
  readonly hosts: readonly string[];
  readonly passageCount: number;
}

/** A typing error is looked for only in words at least this long. */
const FUZZY_FROM_LENGTH = 5;
const SEPARATOR = "\n";

/** Cuts the documents into passages and indexes them in memory. */
export function createDocsIndex(documents: readonly SourceDocument[]): DocsIndex {
  const passages = documents.flatMap((document) => cutPassages(document));
  const hosts = passages.map(({ url }) => hostOfUrl(url) ?? "");
  const known = new Set<string>();
  const subjects = subjectTerms(passages);
  const index = new MiniSearch<{ id: number } & Record<"title" | "headings" | "text", string>>({
    fields: ["title", "headings", "text"],
    tokenize,
    processTerm: (token) => {
      const terms = indexTerms(token);
      for (const term of terms) known.add(term);
      return terms;
    },
  });
  index.addAll(
    passages.map(({ title, headings, blocks }, id) => ({
      id,
      title,
      headings: headings.join(" "),
      text: blocks.map(({ text }) => text).join("\n"),
    })),
  );

  return {
    hosts: [...new Set(hosts)].sort(),
    passageCount: passages.length,
    search({ question, limit, includeSites, excludeSites }) {
      const terms = questionTerms(question, (term) => known.has(term));
      if (terms.length === 0) return [];
      const named = terms.filter((term) => subjects.has(term));
      const found = index.search(terms.join(SEPARATOR), {
        tokenize: (text) => text.split(SEPARATOR),
        processTerm: (term) => term,
        boost: { title: 3, headings: 2.5 },
        prefix: (term) => term.length >= 4,
        fuzzy: (term) => (!known.has(term) && term.length >= FUZZY_FROM_LENGTH ? 1 : false),
        filter: ({ id }) => isAllowed(hosts[id] ?? "", includeSites, excludeSites),
      });
      return found
        .flatMap((result) => {
          const passage = passages[result.id];
          return passage === undefined ? [] : [rate(passage, result, { terms, named })];
        })
        .sort((a, b) => b.score - a.score)
        .slice(0, limit);
    },
  };
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

/** What pages and sites are called: titles of one word, and the names in hosts. `github` in `github.com` is one too. */
function subjectTerms(passages: readonly Passage[]): ReadonlySet<string> {
  const titles = passages.map(({ title }) => tokenize(title)).filter((tokens) => tokens.length === 1);
  const labels = passages.map(({ url }) => (hostOfUrl(url) ?? "").split(".").slice(0, -1));
  return new Set([...titles, ...labels].flat().flatMap(indexTerms));
}

function isAllowed(host: string, include: readonly string[], exclude: readonly string[]): boolean {
  if (exclude.some((site) => isOnSite(host, site))) return false;
  return include.length === 0 || include.some((site) => isOnSite(host, site));
}
