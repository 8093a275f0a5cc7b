/** What one deep search may cost. What has been found when a bound is reached is answered from. */
export interface DeepSearchLimits {
  /** Rounds of searching and reading. */
  readonly rounds: number;
  /** Searches in all rounds together: each is a paid call. */
  readonly searches: number;
  /** Searches of one round, which are made at once. */
  readonly searchesPerRound: number;
  /** Pages that are fetched in all rounds together, the unreadable ones included. */
  readonly pages: number;
  /** Pages of one round, which are fetched at once. */
  readonly pagesPerRound: number;
  /**
   * Tokens of all prompts together: plan, judgements, and the sources in the answer's prompt. The conversation in that
   * prompt is the caller's own and comes on top. What a prompt needs is estimated before it is sent.
   */
  readonly promptTokens: number;
  /** From the beginning to the last judgement, in ms. A deep search has 600 s in all; the rest is for the answer. */
  readonly researchMs: number;
  /** For one plan or judgement, in ms: thinking models take their time. */
  readonly modelMs: number;
  /** For one search, in ms. The services' own deadlines are 20 s, and 60 s where they read pages as well. */
  readonly searchMs: number;
  /** For one page, in ms. The reader's own deadline is 15 s. */
  readonly pageMs: number;
  /** Of the sources' texts that a judgement reads, in characters. */
  readonly judgedChars: number;
  /** Of the sources' texts that the answer is written from, in characters: some 10,000 tokens of English. */
  readonly answerChars: number;
  /** Sources of the answer: as many as the most results that a search may be asked for. */
  readonly sources: number;
}

export const DEEP_SEARCH_LIMITS: DeepSearchLimits = {
  rounds: 4,
  searches: 12,
  searchesPerRound: 4,
  pages: 12,
  pagesPerRound: 4,
  promptTokens: 60_000,
  researchMs: 420_000,
  modelMs: 90_000,
  searchMs: 65_000,
  pageMs: 20_000,
  judgedChars: 24_000,
  answerChars: 40_000,
  sources: 20,
};
