import { cutQuery } from "../search/cut-query.ts";

/** The longest query that every search service takes. */
export const MAX_QUERY_CHARS = 399;

/** Words by which search engines narrow a search to sites, or widen it to what links to one. */
const OPERATOR =
  /(?<![\p{L}\p{N}_])[-+]?(?:(?:all)?in(?:url|anchor)|site|source|domain|host(?:name)?|url|link(?:domain|fromdomain)?|related|cache|ip|feed|hasfeed)[:：](?:"[^"]*"?|[^\s")]*)|(?<![\p{L}\p{N}_])[-+]?(?:site|source|domain|host(?:name)?|(?:all)?inurl)\s*[:：]\s*"?[\p{L}\p{N}_*-]*\.[^\s")]*"?/giu;
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
  const kept = line.replace(OPERATOR, (operator) => (own.has(keyOf(operator)) ? operator : " "));
  const left = cutQuery(kept, MAX_QUERY_CHARS);
  return /[\p{L}\p{N}]/u.test(left) ? left : "";
}

/** Whether two queries would find the same. */
export function queryKey(query: string): string {
  return query
    .toLowerCase()
    .replace(/["“”'.?!,]+/gu, "")
    .trim();
}

function operatorsIn(text: string): ReadonlySet<string> {
  return new Set([...narrow(text).matchAll(OPERATOR)].map(([operator]) => keyOf(operator)));
}

function keyOf(operator: string): string {
  return operator.toLowerCase().replace(/[\s"]+/gu, "");
}

function narrow(text: string): string {
  return text.replace(UNSEEN, "").replace(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfe_e0));
}
