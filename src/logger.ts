import { pino } from "pino";
import type { Logger } from "./core/logger.ts";

const CENSOR = "[secret]";

/** Where a secret may stand in a logged object. Question text is never passed to a logger above debug. */
const SECRET_NAMES = ["token", "botToken", "appToken", "accessToken", "signingSecret", "authorization", "apiKey"];
const SECRET_PATHS = SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*.*.*.${name}`]);

/** What a secret looks like wherever else it stands: in an SDK's error, a URL, a header. The first group stays. */
const SECRET_SHAPES = [
  // Slack's tokens, and what it calls response URLs. https://docs.slack.dev/authentication/tokens
  /()\bx(?:ox[a-z](?:\.xox[a-z])?|app)-[\w-]+/gu,
  /(\/(?:commands|actions|services)\/[TE]\w+\/\w+\/)\w+/gu,
  // Discord's bot tokens, and those of interactions and webhooks in their paths.
  /()\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}/gu,
  /(\/(?:interactions|webhooks)\/\d+\/)[\w-]{20,}/gu,
  /()\bsk-[\w-]{16,}/gu,
  // Our own API keys.
  /()\bfootnote_[\w-]{40,}/gu,
  /(\b(?:Bearer|Bot|Basic) )[\w.~+/=-]{20,}/gu,
  // The user name and password of a URL.
  /(:\/\/)[^\s/@"\\]+(?=@)/gu,
] as const;

/** The process's logger: JSON lines on standard error, so that standard output stays the product's. */
export function createLogger({ level }: { readonly level: string }): Logger {
  return pino(
    {
      level,
      redact: { paths: SECRET_PATHS, censor: CENSOR },
      hooks: { streamWrite: withoutSecrets },
    },
    pino.destination({ fd: 2, sync: true }),
  );
}

function withoutSecrets(line: string): string {
  return SECRET_SHAPES.reduce((text, shape) => text.replace(shape, `$1${CENSOR}`), line);
}
