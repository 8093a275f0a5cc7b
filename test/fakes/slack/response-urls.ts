import type { IncomingMessage, ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { linksOfBlocks, parseBlocks, pingsOfBlocks, textOfBlocks } from "./blocks.ts";
import { linksOf, pingsOf } from "./pings.ts";
import { SlackFault } from "./slack-fault.ts";
import { BOT_USER, type SlackWorld } from "./slack-world.ts";

/** https://docs.slack.dev/interactivity/handling-user-interaction */
const MAX_POSTS = 5;
const LIVES_MS = 30 * 60_000;

export interface ResponseBody {
  readonly response_type?: string;
  readonly text?: string;
  readonly blocks?: unknown;
  readonly replace_original?: boolean;
  readonly unfurl_links?: boolean;
  readonly unfurl_media?: boolean;
}

export interface CommandPlace {
  readonly channel: string;
  readonly user: string;
  /** The message whose button was pressed. */
  readonly originalTs?: string;
}

/** What goes wrong with the next post. */
export type UrlFault = { readonly status: number } | { readonly reset: true } | { readonly resetAfterActing: true };

/** The `response_url` of each command and each press of a button: five posts within 30 minutes, without a token. */
export function createResponseUrls(world: SlackWorld) {
  const urls = new Map<string, CommandPlace & { readonly at: number; uses: number }>();
  const faults: UrlFault[] = [];
  return {
    create(place: CommandPlace): string {
      const id = world.nextId("R");
      urls.set(id, { ...place, at: world.clock.now(), uses: 0 });
      return id;
    },
    failNext: (fault: UrlFault): void => {
      faults.push(fault);
    },
    async handle(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
      const body = (await json(request)) as ResponseBody;
      const fault = faults.shift();
      if (fault !== undefined && "reset" in fault) return void request.socket.destroy();
      if (fault !== undefined && "status" in fault) return void response.writeHead(fault.status).end("upstream");
      const url = urls.get(id);
      const isExpired = url === undefined || world.clock.now() - url.at > LIVES_MS;
      if (isExpired || url.uses >= MAX_POSTS) {
        world.refusedResponses.push(body.text ?? "");
        return void response.writeHead(404).end(isExpired ? "expired_url" : "used_url");
      }
      url.uses += 1;
      try {
        show(url, body);
      } catch (error) {
        if (!(error instanceof SlackFault)) throw error;
        return void response.writeHead(400).end(error.code);
      }
      if (fault !== undefined) return void request.socket.destroy();
      response.writeHead(200).end("ok");
    },
    /** An acknowledgement's body is shown just so, and costs none of the five. */
    show,
  };

  function show({ channel, user, originalTs }: CommandPlace, body: ResponseBody): void {
    const blocks = parseBlocks(body.blocks);
    const text = (blocks === undefined ? "" : textOfBlocks(blocks)) || (body.text ?? "");
    if (text === "") return;
    world.pings.push(...pingsOf(text, { isMarkdown: false }), ...pingsOfBlocks(blocks ?? []));
    if (body.unfurl_links !== false || body.unfurl_media !== false) world.unfurls.push(...linksOf(text, "none"));
    world.unfurls.push(...linksOfBlocks(blocks ?? []));
    const original =
      body.replace_original === true
        ? [...world.ephemerals, ...world.messages].find(({ ts }) => ts === originalTs)
        : undefined;
    if (original !== undefined) Object.assign(original, { text, blocks });
    else if (body.response_type === "in_channel") {
      world.add({ channel, user: BOT_USER, text, isMarkdown: false, blocks });
    } else world.ephemerals.push({ ts: world.nextTs(), channel, user, text, blocks });
  }
}
