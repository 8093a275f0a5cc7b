import type { IncomingMessage, ServerResponse } from "node:http";
import type { SlackWorld } from "./slack-world.ts";

interface Request {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly token: string;
}

/** `url_private` of a file: to whoever may not read it Slack shows its page to sign in, with 200. https://docs.slack.dev/reference/objects/file-object */
export function serveFile(world: SlackWorld, id: string, { request, response, token }: Request): void {
  const file = world.files.get(id);
  const mayRead = request.headers.authorization === `Bearer ${token}` && world.scopes.has("files:read");
  if (file === undefined || !mayRead) response.writeHead(200, { "content-type": "text/html" }).end("<html>Sign in");
  else response.writeHead(200, { "content-type": file.mimetype }).end(file.bytes);
}
