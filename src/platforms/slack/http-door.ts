import type { RequestListener } from "node:http";
import { HTTPReceiver } from "@slack/bolt";
import { AppError } from "../../core/errors.ts";
import type { Logger } from "../../core/logger.ts";
import { toSdkLogger } from "./sdk-logger.ts";

/**
 * Slack's way in over HTTP, for a server of ours to put at `/slack/events`. An event is answered only after it has been
 * processed: 200, or 500 when that failed, upon which Slack delivers it again. https://docs.slack.dev/apis/events-api/
 */
export function createHttpDoor(
  { log }: { readonly log: Logger },
  { signingSecret }: { readonly signingSecret: string },
) {
  const receiver = new HTTPReceiver({
    signingSecret,
    processBeforeResponse: true,
    logger: toSdkLogger(log),
    processEventErrorHandler: async ({ error, response }) => {
      const code = error instanceof AppError ? error.code : undefined;
      log.warn({ code, err: error }, "An event could not be taken in; Slack will deliver it again");
      if (!response.headersSent) response.writeHead(500).end();
      return false;
    },
  });

  const requestListener: RequestListener = (request, response) => {
    try {
      receiver.requestListener(request, response);
    } catch {
      // Bolt throws for every path and method that is not its own.
      response.writeHead(404).end();
    }
  };

  return { receiver, requestListener };
}
