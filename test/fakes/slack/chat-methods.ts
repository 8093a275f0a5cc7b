import { linksOfBlocks, parseBlocks, pingsOfBlocks, type SlackBlock, textOfBlocks } from "./blocks.ts";
import { linksOf, pingsOf } from "./pings.ts";
import { SlackFault } from "./slack-fault.ts";
import { BOT_USER, type SlackMessage, type SlackWorld } from "./slack-world.ts";

/** The arguments that Footnote uses, as the form carries them. */
export interface Args {
  readonly channel?: string;
  readonly ts?: string;
  readonly message_ts?: string;
  readonly thread_ts?: string;
  readonly text?: string;
  readonly markdown_text?: string;
  readonly blocks?: string;
  readonly metadata?: string;
  readonly parse?: string;
  readonly link_names?: string;
  readonly unfurl_links?: string;
  readonly unfurl_media?: string;
  readonly user?: string;
  readonly recipient_user_id?: string;
  readonly recipient_team_id?: string;
  readonly channel_id?: string;
  readonly status?: string;
  readonly view?: string;
  readonly view_id?: string;
  readonly user_id?: string;
  readonly trigger_id?: string;
  readonly include_locale?: string;
  readonly include_users?: string;
  readonly types?: string;
  readonly include_all_metadata?: string;
  readonly oldest?: string;
  readonly latest?: string;
  readonly inclusive?: string;
  readonly limit?: string;
  readonly cursor?: string;
}

export type Method = (args: Args) => Record<string, unknown>;

/** https://docs.slack.dev/reference/methods/chat.postMessage, /chat.update */
const MAX_POST = 40_000;
const MAX_UPDATE = 4_000;
const MAX_MARKDOWN = 12_000;
/** Reported from live workspaces: about five minutes from the start, whatever is appended. */
const STREAM_LIVES_MS = 300_000;

/** `chat.*`, with the limits Slack documents. */
export function createChatMethods(world: SlackWorld, options: { streaming: "on" | "unsupported" }) {
  return {
    "chat.getPermalink": ({ channel = "", message_ts = "" }) => {
      if (!world.channels.has(channel)) throw new SlackFault("channel_not_found");
      const { ts, threadTs } = world.find(channel, message_ts);
      const thread = threadTs === undefined ? "" : `?thread_ts=${threadTs}&cid=${channel}`;
      return { channel, permalink: `https://footnote.slack.com/archives/${channel}/p${ts.replace(".", "")}${thread}` };
    },
    "chat.postMessage": (args) => {
      const { id } = world.writable(args.channel);
      const content = contentOf(args);
      const message = world.add({
        channel: id,
        user: BOT_USER,
        text: content.text.slice(0, MAX_POST),
        isMarkdown: content.isMarkdown,
        blocks: content.blocks,
        threadTs: threadOf(args, world),
        metadata: metadataOf(args),
      });
      notePings(message, args);
      noteUnfurls(message, args);
      return { channel: id, ts: message.ts, message: { text: message.text } };
    },

    "chat.update": (args) => {
      const message = ownMessage(args);
      if (isStreaming(message)) throw new SlackFault("streaming_state_conflict");
      const content = contentOf(args);
      if ((args.text?.length ?? 0) > MAX_UPDATE) throw new SlackFault("msg_too_long");
      // Blocks that are not mentioned stay, and are what people see.
      const { blocks = message.blocks } = content;
      const text = blocks === undefined || blocks.length === 0 ? content.text : textOfBlocks(blocks) || content.text;
      Object.assign(message, content, { text, blocks: blocks?.length === 0 ? undefined : blocks });
      Object.assign(message, { streamingSince: undefined, edits: message.edits + 1 });
      if (args.metadata !== undefined) message.metadata = metadataOf(args);
      notePings(message, args);
      return { channel: message.channel, ts: message.ts, text: message.text };
    },

    "chat.delete": (args) => {
      const message = ownMessage(args);
      if (isStreaming(message)) throw new SlackFault("streaming_state_conflict");
      world.messages.splice(world.messages.indexOf(message), 1);
      return { channel: message.channel, ts: message.ts };
    },

    "chat.postEphemeral": (args) => {
      const { id } = world.writable(args.channel);
      if (!world.users.has(args.user ?? "")) throw new SlackFault("user_not_in_channel");
      const { text, isMarkdown, blocks } = contentOf(args);
      const ts = world.nextTs();
      world.ephemerals.push({ ts, channel: id, user: args.user ?? "", text, threadTs: args.thread_ts, blocks });
      world.pings.push(...pingsOf(text, { isMarkdown, parse: args.parse, linkNames: args.link_names === "true" }));
      world.pings.push(...pingsOfBlocks(blocks ?? []));
      return { message_ts: ts };
    },

    "chat.startStream": (args) => {
      const { id } = world.writable(args.channel);
      if (options.streaming === "unsupported") throw new SlackFault("channel_type_not_supported");
      if (args.thread_ts === undefined) throw new SlackFault("invalid_thread_ts");
      if (!id.startsWith("D")) {
        if (args.recipient_user_id === undefined) throw new SlackFault("missing_recipient_user_id");
        if (args.recipient_team_id === undefined) throw new SlackFault("missing_recipient_team_id");
      }
      const message = world.add({
        channel: id,
        user: BOT_USER,
        text: markdownOf(args),
        isMarkdown: true,
        threadTs: threadOf(args, world),
        streamingSince: world.clock.now(),
      });
      notePings(message, args);
      return { channel: id, ts: message.ts };
    },

    "chat.appendStream": (args) => {
      const message = streamOf(args);
      if (!args.markdown_text) throw new SlackFault("no_text");
      append(message, args);
      return { channel: message.channel, ts: message.ts };
    },

    "chat.stopStream": (args) => {
      const message = streamOf(args);
      const blocks = parseBlocks(args.blocks);
      append(message, args);
      // Under the text, which stays.
      message.blocks = blocks;
      message.streamingSince = undefined;
      if (args.metadata !== undefined) message.metadata = metadataOf(args);
      return { channel: message.channel, ts: message.ts, message: { text: message.text } };
    },
  } satisfies Record<string, Method>;

  function ownMessage(args: Args): SlackMessage {
    const message = world.find(args.channel ?? "", args.ts ?? "");
    if (message.user !== BOT_USER) throw new SlackFault("cant_update_message");
    return message;
  }

  function streamOf(args: Args): SlackMessage {
    const message = ownMessage(args);
    if (message.isStoppedByUser === true) {
      // Told once, to whoever appends; afterwards it is a message like any other.
      throw new SlackFault(message.streamingSince === undefined ? "message_not_in_streaming_state" : "stopped_by_user");
    }
    if (!isStreaming(message)) throw new SlackFault("message_not_in_streaming_state");
    return message;
  }

  function isStreaming({ streamingSince, isStoppedByUser }: SlackMessage): boolean {
    return (
      isStoppedByUser !== true && streamingSince !== undefined && world.clock.now() - streamingSince < STREAM_LIVES_MS
    );
  }

  /** Whitespace at the start of a piece is seen to vanish, so here it always does. */
  function append(message: SlackMessage, args: Args): void {
    message.text += markdownOf(args).trimStart();
    notePings(message, args);
  }

  function notePings({ text, isMarkdown, blocks }: SlackMessage, args: Args): void {
    const parse = args.parse;
    world.pings.push(...pingsOfBlocks(blocks ?? []));
    world.pings.push(...pingsOf(text, { isMarkdown, parse, linkNames: args.link_names === "true" }));
  }

  function noteUnfurls(message: SlackMessage, args: Args): void {
    if (args.unfurl_links === "false" && args.unfurl_media === "false") return;
    world.unfurls.push(...linksOf(message.text, args.parse), ...linksOfBlocks(message.blocks ?? []));
  }
}

interface Content {
  /** What people see. */
  readonly text: string;
  readonly isMarkdown: boolean;
  readonly blocks?: readonly SlackBlock[] | undefined;
}

function contentOf(args: Args): Content {
  if (args.markdown_text !== undefined) {
    if (args.text !== undefined || args.blocks !== undefined) throw new SlackFault("markdown_text_conflict");
    return { text: markdownOf(args), isMarkdown: true };
  }
  const blocks = parseBlocks(args.blocks);
  if (!args.text?.trim() && !blocks?.length) throw new SlackFault("no_text");
  const text = blocks === undefined ? "" : textOfBlocks(blocks);
  return { text: text || (args.text ?? ""), isMarkdown: false, blocks };
}

function markdownOf(args: Args): string {
  const text = args.markdown_text ?? "";
  if (text.length > MAX_MARKDOWN) throw new SlackFault("msg_too_long");
  return text;
}

function threadOf(args: Args, world: SlackWorld): string | undefined {
  const threadTs = args.thread_ts;
  if (threadTs === undefined) return undefined;
  const root = world.messages.find(({ channel, ts }) => channel === args.channel && ts === threadTs);
  if (root === undefined || root.threadTs !== undefined) throw new SlackFault("invalid_thread_ts");
  return threadTs;
}

/** Flat, with snake_case keys. https://docs.slack.dev/messaging/message-metadata */
function metadataOf(args: Args): unknown {
  if (args.metadata === undefined) return undefined;
  const metadata = JSON.parse(args.metadata) as { event_type?: string; event_payload?: Record<string, unknown> };
  const isFlat = Object.entries(metadata.event_payload ?? {}).every(
    ([key, value]) => /^[a-z][a-z0-9_]*$/u.test(key) && typeof value !== "object",
  );
  if (metadata.event_type === undefined || !isFlat) throw new SlackFault("invalid_metadata_format");
  return metadata;
}
