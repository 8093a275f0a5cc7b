/** Who would be notified by a text: control sequences always count, bare names only where Slack would parse them. */
export function pingsOf(
  text: string,
  { isMarkdown, parse, linkNames }: { isMarkdown: boolean; parse?: string | undefined; linkNames?: boolean },
): readonly string[] {
  const controls = text.match(/<(?:![^<>\s]+|@[^<>\s]+)>/gu) ?? [];
  // For markdown_text no rule is documented, so a bare mass ping there counts as one.
  const readsNames = isMarkdown || linkNames === true || parse === "full";
  const names = readsNames ? (text.match(/@(?:channel|here|everyone)\b/giu) ?? []) : [];
  return [...controls, ...names];
}

/** The links of a text that Slack would offer to preview. */
export function linksOf(text: string, parse: string | undefined): readonly string[] {
  const explicit = text.match(/<https?:[^<>]+>/gu) ?? [];
  return parse === "none" ? explicit : [...explicit, ...(text.match(/(?<![<|])https?:\/\/\S+/gu) ?? [])];
}
