/** What one fetch may cost. */
export interface PageLimits {
  /** From the first request to the last byte, redirects included, in ms. */
  readonly wholeMs: number;
  /** For a connection, for the head of a reply, and for every pause inside a body, in ms. */
  readonly idleMs: number;
  /** Of a body, counted after it is unpacked. */
  readonly maxBytes: number;
  readonly maxRedirects: number;
}

/** A page of text is seldom larger than 2 MB; a slow site answers within seconds or not at all. */
export const PAGE_LIMITS: PageLimits = {
  wholeMs: 15_000,
  idleMs: 6_000,
  maxBytes: 2 * 1024 * 1024,
  maxRedirects: 5,
};
