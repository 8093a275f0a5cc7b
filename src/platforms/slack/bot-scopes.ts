/** What the app asks for, and what does not work without it. https://docs.slack.dev/reference/scopes */
export const botScopes = {
  "app_mentions:read": "mentions in channels are not heard",
  "channels:history": "an answer in a public channel may appear twice when Slack's response to it was lost",
  "channels:join": "a digest cannot be posted in a public channel that nobody has invited the bot to",
  "channels:read": "who created a public channel may not change its settings",
  "chat:write": "nothing can be answered",
  commands: "there are no slash commands",
  "groups:history": "an answer in a private channel may appear twice when Slack's response to it was lost",
  "groups:read": "who created a private channel may not change its settings",
  "im:history": "direct messages are not heard",
  "mpim:history": "an answer in a group message may appear twice when Slack's response to it was lost",
  "users:read": "admins may not change settings",
} as const satisfies Record<string, string>;

/** The scopes that a token lacks, each with what that costs. */
export function missingScopes(granted: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(botScopes).filter(([scope]) => !granted.includes(scope)));
}
