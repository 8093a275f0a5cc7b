/** What every bot is given, under the names that Footnote knows. */
export const environment = {
  botToken: variable("SLACK_BOT_TOKEN"),
  signingSecret: variable("SLACK_SIGNING_SECRET"),
  slackApiUrl: variable("SLACK_API_URL"),
  endpointUrl: variable("SEARCH_CHAT_BASE_URL"),
  redisUrl: variable("REDIS_URL"),
  port: Number(variable("PORT")),
};

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set.`);
  return value;
}
