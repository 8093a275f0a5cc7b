import { ProviderError } from "../core/errors.ts";
import { type CallErrors, isBeforeSending, reasonOf } from "./call-errors.ts";

/** What the client's own waiting for the endpoint can end with. */
export const waitErrors: CallErrors = {
  tookTooLong: ({ name, ms, requestId }) =>
    new ProviderError(`The search-chat endpoint took too long: waited ${ms} ms for ${name}.`, {
      code: "PROVIDER_UNAVAILABLE",
      requestId,
      mayHaveRun: true,
    }),
  brokeOff: (error, { name, requestId }) =>
    new ProviderError(
      `The search-chat endpoint could not be reached or broke off (${reasonOf(error)}), waiting for ${name}. Check SEARCH_CHAT_BASE_URL and the network.`,
      { code: "PROVIDER_UNAVAILABLE", requestId, mayHaveRun: !isBeforeSending(error), cause: error },
    ),
  tooLong: (maxBytes, { requestId }) =>
    new ProviderError(`The search-chat endpoint's reply could not be read: it is longer than ${maxBytes} bytes.`, {
      code: "PROVIDER_MALFORMED",
      requestId,
      mayHaveRun: true,
    }),
};
