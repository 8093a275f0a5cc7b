/**
 * Makes foreign text plain for Slack: after this no `<!channel>`, `<@U…>` or `<url|label>` of it means anything.
 * Exactly these three characters are escaped. https://docs.slack.dev/messaging/formatting-message-text
 */
export function escapeText(text: string): string {
  return text.replace(/[&<>]/gu, (character) => entities[character] ?? character);
}

/** Undoes {@link escapeText}, in one pass so that `&amp;lt;` stays the text `&lt;`. */
export function unescapeText(text: string): string {
  return text.replace(/&(?:amp|lt|gt);/gu, (entity) => characters[entity] ?? entity);
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const characters: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
