import { ConfigError } from "../core/errors.ts";
import { parseUrl } from "../core/parse-url.ts";

/** The address of one path of an endpoint. Throws ConfigError, naming the setting, for a base that is no plain http(s) URL. */
export function endpointUrl(baseUrl: string, path: string, settingName: string): URL {
  const text = `${baseUrl.replace(/\/+$/u, "")}${path}`;
  const url = parseUrl(text);
  const isHttp = url?.protocol === "https:" || url?.protocol === "http:";
  if (url === undefined || !isHttp || url.username !== "" || url.password !== "") {
    throw new ConfigError(`${settingName} must be an http(s) URL without a name or password in it.`);
  }
  return url;
}

/**
 * The headers of every call. Throws ConfigError, naming the setting, for a key with a line break or the like in it, which
 * the error of fetch would quote.
 */
export function endpointHeaders(apiKey: string | undefined, settingName: string): Readonly<Record<string, string>> {
  if (apiKey !== undefined && !/^[\x21-\x7e]+$/u.test(apiKey)) {
    throw new ConfigError(`${settingName} holds a character that cannot stand in a header: copy it again.`);
  }
  return {
    accept: "application/json, text/event-stream",
    "content-type": "application/json",
    // Some gateways refuse who does not say what they are.
    "user-agent": "footnote",
    ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
  };
}
