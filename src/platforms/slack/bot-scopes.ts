/** What the app asks for, and what does not work without it. https://docs.slack.dev/reference/scopes */
export const botScopes = {
  "app_mentions:read": "mentions in channels are not heard",
  "channels:history":
    "in public channels only mentions are heard, and an answer may appear twice when Slack's response to it was lost",
  "channels:join": "a digest cannot be posted in a public channel that nobody has invited the bot to",
  "channels:read":
    "who created a public channel may not change its settings, and the Home tab shows those of no public channel",
  "chat:write": "nothing can be answered",
  commands: "there are no slash commands",
  "files:read": "the images of a question are not read",
  "groups:history":
    "in private channels only mentions are heard, and an answer may appear twice when Slack's response to it was lost",
  "groups:read":
    "who created a private channel may not change its settings, and the Home tab shows those of no private channel",
  "im:history": "direct messages are not heard",
  "mpim:history":
    "in group messages only mentions are heard, and an answer may appear twice when Slack's response to it was lost",
  "usergroups:read": "where only user groups may ask, nobody may; in forms the groups are typed",
  "users:read": "admins may not change settings, and everybody is spoken to in English",
} as const satisfies Record<string, string>;

/** The scopes that a token lacks, each with what that costs. */
export function missingScopes(granted: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(botScopes).filter(([scope]) => !granted.includes(scope)));
}
