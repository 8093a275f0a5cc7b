import type { IncomingMessage, ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { linksOf, pingsOf } from "./pings.ts";
import { BOT_USER, type SlackWorld } from "./slack-world.ts";

/** https://docs.slack.dev/interactivity/handling-user-interaction */
const MAX_POSTS = 5;
const LIVES_MS = 30 * 60_000;

export interface ResponseBody {
  readonly response_type?: string;
  readonly text?: string;
  readonly unfurl_links?: boolean;
  readonly unfurl_media?: boolean;
}

export interface CommandPlace {
  readonly channel: string;
  readonly user: string;
}

/** The `response_url` of each command: five posts within 30 minutes, without a token. */
export function createResponseUrls(world: SlackWorld) {
  const urls = new Map<string, CommandPlace & { readonly at: number; uses: number }>();
  return {
    create(place: CommandPlace): string {
      const id = world.nextId("R");
      urls.set(id, { ...place, at: world.clock.now(), uses: 0 });
      return id;
    },
    async handle(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
      const body = (await json(request)) as ResponseBody;
      const url = urls.get(id);
      const isExpired = url === undefined || world.clock.now() - url.at > LIVES_MS;
      if (isExpired || url.uses >= MAX_POSTS) {
        world.refusedResponses.push(body.text ?? "");
        return void response.writeHead(404).end(isExpired ? "expired_url" : "used_url");
      }
      url.uses += 1;
      show(url, body);
      response.writeHead(200).end("ok");
    },
    /** An acknowledgement's body is shown just so, and costs none of the five. */
    show,
  };

  function show({ channel, user }: CommandPlace, body: ResponseBody): void {
    const { text = "" } = body;
    if (text === "") return;
    world.pings.push(...pingsOf(text, { isMarkdown: false }));
    if (body.unfurl_links !== false || body.unfurl_media !== false) world.unfurls.push(...linksOf(text, "none"));
    if (body.response_type === "in_channel") world.add({ channel, user: BOT_USER, text, isMarkdown: false });
    else world.ephemerals.push({ channel, user, text });
  }
}
