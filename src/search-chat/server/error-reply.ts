import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { VendorErrorCode } from "../error-codes.ts";
import { vendorErrorCodes } from "../error-codes.ts";
import type { ErrorEnvelope } from "../wire.ts";

export type FailureName = keyof typeof failures;

/** Every way this server refuses a call: the HTTP status, the contract's number, and the sentences without details. */
export const failures = {
  missingKey: failure(401, vendorErrorCodes.missingApiKey, {
    en: "Send the API key as a bearer token.",
    cn: "缺少 API 密钥，请以 Bearer 令牌发送。",
    jp: "API キーがありません。Bearer トークンで送信してください。",
  }),
  wrongKey: failure(401, vendorErrorCodes.credentialExpired, {
    en: "The API key is not valid.",
    cn: "API 密钥无效。",
    jp: "API キーが無効です。",
  }),
  outOfScope: failure(403, vendorErrorCodes.modelDisabled, {
    en: "This API key may not do that.",
    cn: "此 API 密钥没有该权限。",
    jp: "この API キーにはその権限がありません。",
  }),
  foreignPage: failure(403, vendorErrorCodes.addressDenied, {
    en: "Without an API key only calls for this machine's own address are answered, and none of other sites' pages.",
    cn: "未提供 API 密钥时，仅响应发往本机地址的调用，不响应其他网站页面的调用。",
    jp: "API キーなしでは、このマシン自身のアドレス宛ての呼び出しだけに応答し、他サイトのページからの呼び出しには応答しません。",
  }),
  dailyLimit: failure(429, vendorErrorCodes.dailyQuotaReached, {
    en: "This API key has used up its calls for today (UTC).",
    cn: "此 API 密钥今日（UTC）的调用次数已用完。",
    jp: "この API キーの本日（UTC）の呼び出し回数を使い切りました。",
  }),
  // The contract has no number for a rate. Of those that say "later", this one alone says neither "balance" nor "parameter".
  rateLimit: failure(429, vendorErrorCodes.modelTimeout, {
    en: "This API key is used too often. Try again later.",
    cn: "此 API 密钥的调用过于频繁，请稍后重试。",
    jp: "この API キーの呼び出しが多すぎます。後でもう一度お試しください。",
  }),
  memoryAway: failure(503, vendorErrorCodes.modelTimeout, {
    en: "What is remembered cannot be reached at the moment. Try again later.",
    cn: "暂时无法访问记忆内容，请稍后重试。",
    jp: "現在、記憶の内容にアクセスできません。後でもう一度お試しください。",
  }),
  keysAway: failure(503, vendorErrorCodes.modelTimeout, {
    en: "API keys cannot be checked at the moment. Try again later.",
    cn: "暂时无法验证 API 密钥，请稍后重试。",
    jp: "現在 API キーを確認できません。後でもう一度お試しください。",
  }),
  functionUnavailable: failure(400, vendorErrorCodes.functionUnsupported, {
    en: "This function is not available here.",
    cn: "此处不提供该功能。",
    jp: "この機能はここでは利用できません。",
  }),
  serviceUnavailable: failure(400, vendorErrorCodes.functionUnsupported, {
    en: "This search service is not available here.",
    cn: "此处不提供该搜索服务。",
    jp: "この検索サービスはここでは利用できません。",
  }),
  siteListsUnsupported: failure(400, vendorErrorCodes.functionUnsupported, {
    en: "This search service cannot keep to these lists of sites.",
    cn: "该搜索服务不支持此站点名单。",
    jp: "この検索サービスはこのサイトリストに対応していません。",
  }),
  searchOutOfQuota: failure(503, vendorErrorCodes.totalQuotaReached, {
    en: "The search service's quota is used up.",
    cn: "搜索服务的额度已用完。",
    jp: "検索サービスの利用枠を使い切りました。",
  }),
  searchKeyRefused: failure(503, vendorErrorCodes.toolDisabled, {
    en: "The search service refused this server's key.",
    cn: "搜索服务拒绝了本服务器的密钥。",
    jp: "検索サービスがこのサーバーのキーを拒否しました。",
  }),
  searchRejected: failure(502, vendorErrorCodes.functionUnsupported, {
    en: "The search service refused the search.",
    cn: "搜索服务拒绝了该搜索请求。",
    jp: "検索サービスが検索を拒否しました。",
  }),
  // -10003 would fit the next two, but clients read it as "or a parameter is wrong" and give up.
  searchBusy: failure(503, vendorErrorCodes.modelTimeout, {
    en: "The search service is asked too often. Try again later.",
    cn: "搜索服务请求过于频繁，请稍后重试。",
    jp: "検索サービスへのリクエストが多すぎます。後でもう一度お試しください。",
  }),
  searchFailed: failure(502, vendorErrorCodes.modelTimeout, {
    en: "The search service failed. Try again later.",
    cn: "搜索服务出错，请稍后重试。",
    jp: "検索サービスでエラーが発生しました。後でもう一度お試しください。",
  }),
  searchTookTooLong: failure(504, vendorErrorCodes.modelTimeout, {
    en: "The search service took too long.",
    cn: "搜索服务响应超时。",
    jp: "検索サービスがタイムアウトしました。",
  }),
  modelUnavailable: failure(503, vendorErrorCodes.noModelAvailable, {
    en: "No available model of this name.",
    cn: "没有可用的该名称模型。",
    jp: "この名前のモデルは利用できません。",
  }),
  // The operator's key, balance or rights. To the caller it is a model that is not there.
  modelAccessRefused: failure(503, vendorErrorCodes.noModelAvailable, {
    en: "The server may not use its language model now. Tell its operator.",
    cn: "服务器目前无法使用其语言模型，请联系管理员。",
    jp: "サーバーは現在言語モデルを使えません。管理者に連絡してください。",
  }),
  // The contract has no number for it; this one is worth another try to its clients.
  modelBusy: failure(429, vendorErrorCodes.modelTimeout, {
    en: "The language model is asked too often now. Try again later.",
    cn: "语言模型请求过于频繁，请稍后重试。",
    jp: "言語モデルへのリクエストが多すぎます。後でもう一度お試しください。",
  }),
  modelFailed: failure(502, vendorErrorCodes.modelTimeout, {
    en: "The language model failed. Try again.",
    cn: "语言模型出错，请重试。",
    jp: "言語モデルでエラーが発生しました。もう一度お試しください。",
  }),
  notFound: failure(404, vendorErrorCodes.notFound, {
    en: "There is nothing at this address.",
    cn: "资源不存在。",
    jp: "リソースが見つかりません。",
  }),
  wrongMethod: failure(405, vendorErrorCodes.functionUnsupported, {
    en: "This address does not take this method.",
    cn: "该地址不支持此请求方法。",
    jp: "このアドレスではこのメソッドを使えません。",
  }),
  invalidRequest: failure(400, vendorErrorCodes.invalidRequest, {
    en: "The request is not valid.",
    cn: "请求无效。",
    jp: "リクエストが無効です。",
  }),
  bodyTooLarge: failure(413, vendorErrorCodes.invalidRequest, {
    en: "The body may have 8 MB at most.",
    cn: "请求体不得超过 8 MB。",
    jp: "リクエスト本文は 8 MB までです。",
  }),
  tookTooLong: failure(504, vendorErrorCodes.modelTimeout, {
    en: "The answer took too long.",
    cn: "生成回答超时。",
    jp: "回答がタイムアウトしました。",
  }),
  internal: failure(500, vendorErrorCodes.networkError, {
    en: "Something went wrong on the server. Try again later.",
    cn: "服务器出错，请稍后重试。",
    jp: "サーバーでエラーが発生しました。後でもう一度お試しください。",
  }),
} as const;

/** The failure as the contract writes it, with its HTTP status. `detail` replaces the English sentence. */
export function errorReply(
  name: FailureName,
  detail?: string,
): { readonly status: ContentfulStatusCode; readonly body: ErrorEnvelope } {
  const { status, errCode, sentences } = failures[name];
  return {
    status,
    body: {
      error: {
        err_code: errCode,
        message: detail ?? sentences.en,
        message_cn: sentences.cn,
        message_jp: sentences.jp,
        type: status >= 500 ? "api_error" : "invalid_request_error",
      },
    },
  };
}

interface RefuseOptions {
  readonly detail?: string | undefined;
  readonly allow?: string | undefined;
  readonly retryAfterMs?: number | undefined;
}

/** Answers a call with a failure. */
export function refuse(
  context: Context,
  name: FailureName,
  { detail, allow, retryAfterMs }: RefuseOptions = {},
): Response {
  const { status, body } = errorReply(name, detail);
  if (allow !== undefined) context.header("allow", allow);
  if (retryAfterMs !== undefined) context.header("retry-after", String(Math.max(1, Math.ceil(retryAfterMs / 1000))));
  return context.json(body, status);
}

function failure(
  status: ContentfulStatusCode,
  { errCode }: VendorErrorCode,
  sentences: Readonly<Record<"en" | "cn" | "jp", string>>,
) {
  return { status, errCode, sentences };
}
