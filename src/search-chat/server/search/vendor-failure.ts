import type { FailureName } from "../error-reply.ts";
import { ServerFailure } from "../failure.ts";

/** What a search service answered that is no result. The vendor's sentences are not in it: they may repeat the query or a part of the key. */
export interface VendorRefusal {
  readonly label: string;
  readonly status: number;
  /** The vendor's own name of what went wrong, such as `NO_MORE_CREDITS`. */
  readonly tag?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  /** Where the vendor means something else than the HTTP status says. */
  readonly failure?: SearchFailure | undefined;
}

export type SearchFailure = Extract<FailureName, `search${string}`>;

/** The failure of a call that a search service refused: one sentence for the caller, what to do for the operator. */
export function vendorRefused({ label, status, tag, retryAfterMs, failure }: VendorRefusal): ServerFailure {
  const name = failure ?? failureOfStatus(status);
  const answered = tag === undefined ? `${status}` : `${status} ${tag}`;
  return vendorFailed(label, name, { what: `answered ${answered}`, retryAfterMs });
}

/** The failure of a call to a search service. `what` completes a sentence that begins with its name. */
export function vendorFailed(
  label: string,
  name: SearchFailure,
  { what, retryAfterMs }: { readonly what: string; readonly retryAfterMs?: number | undefined },
): ServerFailure {
  const { caller, operator } = sentences[name];
  return new ServerFailure(name, {
    detail: `${label} ${caller}`,
    retryAfterMs,
    cause: new Error(`${label} ${what}. ${operator}`),
  });
}

const sentences: Readonly<Record<SearchFailure, { readonly caller: string; readonly operator: string }>> = {
  searchOutOfQuota: {
    caller: "has no quota left for this server.",
    operator: "Top up the account, or raise the limit of its key or plan.",
  },
  searchKeyRefused: { caller: "refused this server's key.", operator: "Check the key, and what it may do." },
  searchRejected: {
    caller: "refused this search.",
    operator: "It does not take the query, a parameter or the address.",
  },
  searchBusy: {
    caller: "is asked too often; try again later.",
    operator: "Ask it less often, or have the key's rate limit raised.",
  },
  searchFailed: { caller: "failed; try again later.", operator: "It is down, or the base URL is not the API's." },
  searchTookTooLong: { caller: "took too long.", operator: "It is overloaded, or the network is slow." },
};

/** 432 and 433 are Tavily's: https://help.tavily.com/articles/8645538886-understanding-http-errors */
const failuresOfStatus: Readonly<Record<number, SearchFailure>> = {
  401: "searchKeyRefused",
  402: "searchOutOfQuota",
  403: "searchKeyRefused",
  408: "searchTookTooLong",
  429: "searchBusy",
  432: "searchOutOfQuota",
  433: "searchOutOfQuota",
};

function failureOfStatus(status: number): SearchFailure {
  return failuresOfStatus[status] ?? (status >= 400 && status < 500 ? "searchRejected" : "searchFailed");
}
