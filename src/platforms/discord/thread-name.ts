/** https://docs.discord.com/developers/resources/channel#start-thread-from-message */
const MAX_NAME_LENGTH = 100;

/** A title as the name of a thread or forum post: one line, cut between two characters; `otherwise` where it is empty. */
export function threadName(title: string, otherwise: string): string {
  const line = title.replace(/\s+/gu, " ").trim();
  if (line.length <= MAX_NAME_LENGTH) return line === "" ? otherwise : line;
  let name = "";
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(line)) {
    if (name.length + segment.length >= MAX_NAME_LENGTH) break;
    name += segment;
  }
  return `${name.trimEnd()}…`;
}
