import { escapeText } from "./escape-text.ts";

/** A link in Slack's `mrkdwn`; only the words where the address is none that may be followed. */
export function toLink(url: string, label: string): string {
  const text = escapeText(label.replace(/\s+/gu, " ").trim());
  if (!/^(?:https?|mailto):/iu.test(url)) return text === "" ? escapeText(url) : text;
  const address = escapeText(url.replace(/[<>|\s]/gu, encodeURIComponent));
  // A `|` in the label would be read as the end of the address: it gets a look-alike.
  return text === "" || label === url ? `<${address}>` : `<${address}|${text.replaceAll("|", "∣")}>`;
}
