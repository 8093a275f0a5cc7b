import { z } from "zod";
import { searchServiceNameSchema } from "../core/search-service.ts";
import { settingsDefaultsSchema, settingsLockedSchema } from "./install-settings.ts";
import { fallbacksSchema } from "./search-fallback.ts";

const text = z.string().trim().min(1);
const list = text.transform((value) =>
  value
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== ""),
);
/** `localhost:8080` is a URL too, of the scheme `localhost`. */
const webUrl = z.url({ protocol: /^https?$/u, error: "must be an http:// or https:// URL" });
/** What a header can carry. */
const key = z
  .string()
  .trim()
  .regex(/^[\x21-\x7e]+$/u, "must be printable ASCII without blanks, as a key that is sent in a header is");
const port = z.coerce.number().int().min(0).max(65_535);
const milliseconds = z.coerce.number().int().min(1_000).max(600_000);

/** The queue remembers the job of a slot for little longer: after that it might be run anew. */
const LONGEST_GRACE_MINUTES = 24 * 60;

/** Every variable the process reads. `.env.example` and the README's table are compared with it by a test. */
export const environmentSchema = z.object({
  REDIS_URL: z.url({ protocol: /^rediss?$/u, error: "must be a redis:// or rediss:// URL" }).optional(),
  DATA_DIR: text.default(".footnote"),
  DISCORD_TOKEN: text.optional(),
  DISCORD_APPLICATION_ID: z
    .string()
    .trim()
    .regex(/^\d{15,21}$/u, "must be the number under General Information")
    .optional(),
  DISCORD_MESSAGE_CONTENT: z
    .stringbool({ truthy: ["on", "true", "yes", "1"], falsy: ["off", "false", "no", "0"], error: "must be on or off" })
    .default(false),
  DISCORD_API_URL: webUrl.default("https://discord.com/api"),
  SLACK_BOT_TOKEN: z.string().trim().startsWith("xoxb-", "must be the bot token, which starts with xoxb-").optional(),
  SLACK_SIGNING_SECRET: text.optional(),
  SLACK_APP_TOKEN: z
    .string()
    .trim()
    .startsWith("xapp-", "must be the app-level token, which starts with xapp-")
    .optional(),
  SLACK_API_URL: webUrl.default("https://slack.com/api/"),
  SLACK_CHANNEL_MANAGERS: list.default([]),
  SEARCH_CHAT_BASE_URL: webUrl.optional(),
  SEARCH_CHAT_API_KEY: key.optional(),
  SEARCH_CHAT_MODEL: text.optional(),
  SEARCH_SERVICES: list.pipe(z.array(searchServiceNameSchema).min(1)).optional(),
  SEARCH_FALLBACKS: list.pipe(fallbacksSchema).optional(),
  SETTINGS_DEFAULTS: settingsDefaultsSchema.optional(),
  SETTINGS_LOCKED: list.pipe(settingsLockedSchema).optional(),
  UPSTREAM_BASE_URL: webUrl.optional(),
  UPSTREAM_API_KEY: key.optional(),
  UPSTREAM_MODEL: text.optional(),
  UPSTREAM_THINKING_MODEL: text.optional(),
  UPSTREAM_OCR_MODEL: text.optional(),
  SEARCH1API_API_KEY: key.optional(),
  SEARCH1API_API_URL: webUrl.optional(),
  TAVILY_API_KEY: key.optional(),
  TAVILY_API_URL: webUrl.optional(),
  EXA_API_KEY: key.optional(),
  EXA_API_URL: webUrl.optional(),
  BOCHA_API_KEY: key.optional(),
  BOCHA_API_URL: webUrl.optional(),
  DOCS_DIR: text.optional(),
  DOCS_SITEMAPS: list.pipe(z.array(webUrl).min(1)).optional(),
  SEARCH_SERVER_HOST: text.default("127.0.0.1"),
  SEARCH_SERVER_PORT: port.default(3100),
  WEB_HOSTS: list.optional(),
  HOST: text.default("127.0.0.1"),
  PORT: port.default(3000),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  FOOTNOTE_ROLE: z.enum(["all", "bot", "worker"]).default("all"),
  SHUTDOWN_TIMEOUT_MS: milliseconds.default(20_000),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(10_000).default(50),
  DIGEST_GRACE_MINUTES: z.coerce.number().int().min(1).max(LONGEST_GRACE_MINUTES).default(120),
});

/** The environment, read. */
export type Environment = z.infer<typeof environmentSchema>;

/** What is set, as it was written. */
export type GivenEnvironment = Readonly<{ [Name in keyof Environment]?: string | undefined }>;
