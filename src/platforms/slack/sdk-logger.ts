import { LogLevel, type Logger as SlackLogger } from "@slack/web-api";
import type { Logger } from "../../core/logger.ts";

/**
 * Lets Slack's SDKs write to our log. Their debug lines carry whole messages and tokens, so those go nowhere; of the
 * others only the sentence is kept, never the values behind it.
 */
export function toSdkLogger(log: Logger): SlackLogger {
  const write = (level: "info" | "warn" | "error") => (sentence: unknown) =>
    log[level]({ from: "slack-sdk" }, typeof sentence === "string" ? sentence : "The Slack SDK reported something");
  return {
    debug: () => {},
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
