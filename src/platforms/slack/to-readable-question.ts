import { unescapeText } from "./escape-text.ts";

/**
 * Turns a message as Slack delivers it into the words its author saw: our own mention gone, other mentions and
 * channels by name, links as plain addresses, entities undone.
 * https://docs.slack.dev/messaging/formatting-message-text#retrieving-messages
 */
export function toReadableQuestion(text: string, { botUserId }: { readonly botUserId: string }): string {
  const readable = text.replace(/<([^<>]*)>([ \t]*)/gu, (_token, inner: string, space: string) => {
    const [target = "", label] = splitOnce(inner, "|");
    return target === `@${botUserId}` ? "" : readableToken(target, label) + space;
  });
  return unescapeText(readable).trim();
}

function readableToken(target: string, label: string | undefined): string {
  if (target.startsWith("@") || target.startsWith("#")) {
    return label === undefined || label === "" ? target : `${target.slice(0, 1)}${label}`;
  }
  return target.startsWith("!") ? specialMention(target, label) : target.replace(/^mailto:/u, "");
}

/** `<!here>`, `<!subteam^S123|@team>`, `<!date^…|fallback>`. */
function specialMention(target: string, label: string | undefined): string {
  if (label !== undefined && label !== "") return label;
  return target.startsWith("!subteam^") || target.startsWith("!date^") ? "" : `@${target.slice(1)}`;
}

function splitOnce(text: string, separator: string): readonly [string, string?] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
