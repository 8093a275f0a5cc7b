import type { ErrorCode } from "../core/errors.ts";

export type ProviderErrorCode = Extract<ErrorCode, `PROVIDER_${string}`>;

/** One `err_code`: its number, what it means, and which of our errors it becomes. */
export interface VendorErrorCode {
  readonly errCode: number;
  readonly meaning: string;
  readonly code: ProviderErrorCode;
}

/**
 * Every `err_code` of the search-chat contract. Source: the tables in 302.AI's own clients, for example
 * https://github.com/302ai/302_webpage_summary. Only -10008 is known to come with a fixed status, 503.
 */
export const vendorErrorCodes = {
  missingApiKey: { errCode: -10001, meaning: "the API key is missing", code: "PROVIDER_UNAUTHORIZED" },
  toolDisabled: { errCode: -10002, meaning: "the function is disabled or deleted", code: "PROVIDER_MODEL_UNAVAILABLE" },
  networkError: {
    errCode: -10003,
    meaning: "a network error, or a parameter the model does not take",
    code: "PROVIDER_UNAVAILABLE",
  },
  insufficientBalance: {
    errCode: -10004,
    meaning: "the account has no balance left",
    code: "PROVIDER_OUT_OF_BALANCE",
  },
  credentialExpired: { errCode: -10005, meaning: "the API key has expired", code: "PROVIDER_UNAUTHORIZED" },
  totalQuotaReached: { errCode: -10006, meaning: "the key's total quota is used up", code: "PROVIDER_OUT_OF_BALANCE" },
  dailyQuotaReached: { errCode: -10007, meaning: "the key's daily quota is used up", code: "PROVIDER_OUT_OF_BALANCE" },
  noModelAvailable: {
    errCode: -10008,
    meaning: "no channel serves this model now",
    code: "PROVIDER_MODEL_UNAVAILABLE",
  },
  functionUnsupported: {
    errCode: -10009,
    meaning: "the function is not supported",
    code: "PROVIDER_MODEL_UNAVAILABLE",
  },
  notFound: { errCode: -10010, meaning: "the resource was not found", code: "PROVIDER_MODEL_UNAVAILABLE" },
  invalidRequest: { errCode: -10011, meaning: "the request is invalid", code: "PROVIDER_REJECTED" },
  hourlyQuotaReached: {
    errCode: -10012,
    meaning: "the free hourly quota is used up",
    code: "PROVIDER_OUT_OF_BALANCE",
  },
  modelDisabled: {
    errCode: -10013,
    meaning: "the key may not use this model",
    code: "PROVIDER_MODEL_UNAVAILABLE",
  },
  addressDenied: { errCode: -10014, meaning: "this address may not call the endpoint", code: "PROVIDER_UNAUTHORIZED" },
  imageTooDetailed: { errCode: -10015, meaning: "an image's resolution is refused", code: "PROVIDER_REJECTED" },
  fileUnreachable: { errCode: -10016, meaning: "a file could not be fetched", code: "PROVIDER_REJECTED" },
  fileTooLarge: { errCode: -10017, meaning: "a file is larger than 50 MB", code: "PROVIDER_REJECTED" },
  monthlyQuotaReached: {
    errCode: -10018,
    meaning: "the key's monthly quota is used up",
    code: "PROVIDER_OUT_OF_BALANCE",
  },
  modelTimeout: { errCode: -1024, meaning: "the model's connection timed out", code: "PROVIDER_UNAVAILABLE" },
} as const satisfies Record<string, VendorErrorCode>;

/** The row of a number, or undefined for one that is not in the table. */
export function findVendorErrorCode(errCode: number): VendorErrorCode | undefined {
  return Object.values(vendorErrorCodes).find((row) => row.errCode === errCode);
}
