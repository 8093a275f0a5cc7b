import { request } from "undici";
import { parseUrl } from "../../core/parse-url.ts";

export interface FileFetchOptions {
  readonly botToken: string;
  /** `https://slack.com/api/`: files of the same origin are Slack's, too. */
  readonly apiUrl: string;
}

interface File {
  /** As the server names it. */
  readonly mimetype: string;
  readonly bytes: Buffer;
}

interface FetchContext {
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

const WITHIN_MS = 10_000;
const SLACK_HOSTS = /(?:^|\.)slack(?:-gov)?\.com$/u;

/**
 * Fetches files with the bot's token, which is sent to Slack alone: files that people link to from elsewhere have an
 * address like any other. Resolves with the reason, for the log, where there is nothing to have. Never throws.
 */
export function createFileFetch({ botToken, apiUrl }: FileFetchOptions) {
  return async (link: string, { maxBytes, signal }: FetchContext): Promise<File | string> => {
    if (!isSlackFile(link, { apiUrl })) return "it is not on Slack";
    try {
      const answer = await request(link, {
        headers: { authorization: `Bearer ${botToken}` },
        signal: AbortSignal.any([signal, AbortSignal.timeout(WITHIN_MS)]),
      });
      // To whoever may not read it Slack shows its page to sign in.
      const mimetype = String(answer.headers["content-type"] ?? "").split(";", 1)[0] ?? "";
      const chunks: Buffer[] = [];
      let length = 0;
      for await (const chunk of answer.body) {
        const bytes = Buffer.from(chunk);
        length += bytes.length;
        if (length > maxBytes) return "it is too large";
        chunks.push(bytes);
      }
      return answer.statusCode === 200 ? { mimetype, bytes: Buffer.concat(chunks) } : `HTTP ${answer.statusCode}`;
    } catch {
      return "it did not arrive";
    }
  };
}

/** Whether an address is Slack's, so that the token may be shown there. */
export function isSlackFile(link: string, { apiUrl }: Pick<FileFetchOptions, "apiUrl">): boolean {
  const url = parseUrl(link);
  if (url === undefined) return false;
  return url.origin === new URL(apiUrl).origin || (url.protocol === "https:" && SLACK_HOSTS.test(url.hostname));
}
