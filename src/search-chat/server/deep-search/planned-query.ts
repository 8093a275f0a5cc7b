import { cutQuery } from "../search/cut-query.ts";

/** The longest query that every search service takes. */
export const MAX_QUERY_CHARS = 399;

/**
 * Words by which search engines narrow a search to sites, or to what links to one, with what follows on the colon. Some
 * engines take a blank before a host.
 */
const OPERATOR =
  /(?<![\p{L}\p{N}_])[-+]?(?:(?:all)?in(?:url|anchor)|site|source|domain|host(?:name)?|url|link(?:domain|fromdomain)?|related|cache|ip|feed|hasfeed)(?:[:：](?:"[^"]*"?|[^\s"]+)|\s{0,9}[:：]\s{0,9}"?[\p{L}\p{N}_*-]*\.[\p{L}\p{N}][^\s"]*"?)/giu;
/** Characters that are not seen, and would part an operator's letters. */
const UNSEEN = /[\p{Cf}\p{Cs}]|(?!\s)\p{Cc}/gu;
/** ASCII as East Asian keyboards write it, which search engines read as ASCII. */
const FULL_WIDTH = /[\uff01-\uff5e]/gu;

/**
 * A query that a model has planned, as one line: where to search is decided by the question's site lists alone, so that
 * operators which name a site fall away, unless the asker wrote the very same. Empty: nothing is left of it.
 */
export function plannedQuery(query: string, askersWords: string): string {
  const line = cutQuery(narrow(query.slice(0, 4 * MAX_QUERY_CHARS)), MAX_QUERY_CHARS);
  const own = operatorsIn(askersWords);
  const left = withoutOperators(line, own);
  return /[\p{L}\p{N}]/u.test(left) ? left : "";
}

/** Whether two queries would find the same. */
export function queryKey(query: string): string {
  return query
    .toLowerCase()
    .replace(/["“”'.?!,]+/gu, "")
    .trim();
}

/** What stood on both sides of an operator can make another one. */
function withoutOperators(query: string, own: ReadonlySet<string>): string {
  const kept = query.replace(OPERATOR, (operator) => (own.has(keyOf(operator)) ? operator : " "));
  const line = cutQuery(kept, MAX_QUERY_CHARS);
  return line === query ? line : withoutOperators(line, own);
}

function operatorsIn(text: string): ReadonlySet<string> {
  return new Set([...narrow(text).matchAll(OPERATOR)].map(([operator]) => keyOf(operator)));
}

function keyOf(operator: string): string {
  return operator
    .toLowerCase()
    .replace(/[\s"()]+/gu, "")
    .replace(/[.,;!?]+$/u, "");
}

function narrow(text: string): string {
  return text.replace(UNSEEN, "").replace(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfe_e0));
}
