import { DIGEST_ITEMS, DIGEST_LAYOUTS, MAX_TOPIC_LENGTH, WHEN_NOTHING_IS_NEW } from "./digest.ts";
import { SEARCH_RESULTS } from "./search-service.ts";

/**
 * The commands people can type. Discord's registration, the Slack manifest, the typed grammar
 * ({@link import("./parse-command-text.ts").parseCommandText}) and the help text are all made from this.
 */
export interface CommandOption {
  readonly name: string;
  readonly description: string;
  readonly type: "text" | "integer" | "boolean" | "choice";
  readonly required?: boolean;
  /** Typed grammar: this option takes all text that is not `name:value`. At most one per command. */
  readonly rest?: boolean;
  readonly maxLength?: number;
  readonly min?: number;
  readonly max?: number;
  /** For `choice`; `SEARCH_SERVICES` stands for the services this install offers. */
  readonly choices?: readonly string[] | "SEARCH_SERVICES";
}

export interface CommandDefinition {
  readonly description: string;
  /** Who sees the command on Discord by default; every change is checked again by us. */
  readonly managersOnly?: boolean;
  readonly options?: readonly CommandOption[];
  readonly subcommands?: Readonly<Record<string, Omit<CommandDefinition, "subcommands" | "managersOnly">>>;
}

/** A question may be as long as Slack lets a message be. https://docs.slack.dev/reference/methods/chat.postMessage */
export const MAX_QUESTION_LENGTH = 4_000;

const scope = {
  name: "scope",
  description: "Where it applies: this channel (default) or the whole workspace",
  type: "choice",
  choices: ["channel", "workspace"],
} as const satisfies CommandOption;

const sites = {
  name: "sites",
  description: "Hosts such as arxiv.org, separated by spaces or commas; subdomains are included",
  type: "text",
  required: true,
  rest: true,
  maxLength: 6_000,
} as const satisfies CommandOption;

const topic = {
  name: "topic",
  description: "What to look for, for example: new releases of TypeScript and Node",
  type: "text",
  maxLength: MAX_TOPIC_LENGTH,
} as const satisfies CommandOption;

const when = {
  name: "when",
  description: "weekdays 9:00, every Monday 8:30, daily 7:15, or cron: 0 9 * * 1-5",
  type: "text",
  maxLength: 100,
} as const satisfies CommandOption;

const digestOptions = [
  { name: "zone", description: "Time zone, for example Europe/Berlin", type: "text", maxLength: 60 },
  { name: "sites", description: "Only these of the allowed sites", type: "text", maxLength: 1_000 },
  {
    name: "items",
    description: `How many items, from ${DIGEST_ITEMS.min} to ${DIGEST_ITEMS.max}`,
    type: "integer",
    min: DIGEST_ITEMS.min,
    max: DIGEST_ITEMS.max,
  },
  {
    name: "layout",
    description: "All in one message, or a headline with the items in its thread",
    type: "choice",
    choices: DIGEST_LAYOUTS,
  },
  {
    name: "empty",
    description: "When nothing is new: stay quiet, or say so",
    type: "choice",
    choices: WHEN_NOTHING_IS_NEW,
  },
  { name: "language", description: "The language to write in, for example German", type: "text", maxLength: 40 },
  { name: "crosspost", description: "Announcement channels: publish to followers", type: "boolean" },
  { name: "tag", description: "Forum channels: the tag of the post", type: "text", maxLength: 20 },
] as const satisfies readonly CommandOption[];

const digest = {
  name: "digest",
  description: "Which one: its id or the beginning of its topic, as in /digest list",
  type: "text",
  required: true,
  rest: true,
  maxLength: 100,
} as const satisfies CommandOption;

export const commands = {
  ask: {
    description: "Ask a question; it is answered from the sites this channel allows",
    options: [
      {
        name: "question",
        description: "What you want to know",
        type: "text",
        required: true,
        rest: true,
        maxLength: MAX_QUESTION_LENGTH,
      },
      {
        name: "sites",
        description: "Search only these of the allowed sites, for this question",
        type: "text",
        maxLength: 1_000,
      },
      { name: "private", description: "Show the answer only to you", type: "boolean" },
    ],
  },
  sources: {
    description: "Choose the sites and the search service this channel uses",
    managersOnly: true,
    subcommands: {
      show: { description: "Show which sites and search service are used here, and where each comes from" },
      include: { description: "Answer only from these sites (and the ones already listed)", options: [sites, scope] },
      exclude: { description: "Never use these sites", options: [sites, scope] },
      remove: { description: "Take sites off both lists", options: [sites, scope] },
      clear: {
        description: "Empty a list",
        options: [
          {
            name: "list",
            description: "Which list to empty",
            type: "choice",
            choices: ["include", "exclude", "all"],
            required: true,
            rest: true,
          },
          scope,
        ],
      },
      service: {
        description: "Choose the search service",
        options: [
          {
            name: "name",
            description: "The search service",
            type: "choice",
            choices: "SEARCH_SERVICES",
            required: true,
            rest: true,
          },
          scope,
        ],
      },
      results: {
        description: "Choose how many search results one answer may use",
        options: [
          {
            name: "count",
            description: `From ${SEARCH_RESULTS.min} to ${SEARCH_RESULTS.max}`,
            type: "integer",
            min: SEARCH_RESULTS.min,
            max: SEARCH_RESULTS.max,
            required: true,
            rest: true,
          },
          scope,
        ],
      },
    },
  },
  digest: {
    description: "Have news on a topic posted here, at times you choose",
    managersOnly: true,
    subcommands: {
      create: {
        description: "Post a digest in this channel",
        options: [{ ...topic, required: true, rest: true }, { ...when, required: true }, ...digestOptions],
      },
      list: { description: "Show the digests of this channel, and when each is next due" },
      show: { description: "Show one digest with everything it is set to", options: [digest] },
      edit: { description: "Change a digest", options: [digest, topic, when, ...digestOptions] },
      pause: { description: "Post no more until it is resumed", options: [digest] },
      resume: { description: "Post again, from the next time on", options: [digest] },
      delete: { description: "Remove a digest", options: [digest] },
      preview: {
        description: "Show only to you what would be posted now, and what would not and why",
        options: [digest],
      },
      run: { description: "Post now, beside the usual times", options: [digest] },
      history: { description: "Show what became of the last times", options: [digest] },
      export: { description: "Show all digests of this workspace as JSON" },
      import: {
        description: "Add digests from the JSON of an export",
        options: [
          {
            name: "json",
            description: "What /digest export has shown",
            type: "text",
            required: true,
            rest: true,
            maxLength: 6_000,
          },
        ],
      },
    },
  },
  help: { description: "How to ask, and how to choose the sites" },
} as const satisfies Record<string, CommandDefinition>;

export type SourcesAction = keyof (typeof commands)["sources"]["subcommands"];
export type DigestAction = keyof (typeof commands)["digest"]["subcommands"];

/** One use of a command. Values are as typed: each feature checks its own. */
export type CommandCall =
  | { readonly name: "ask"; readonly options: OptionValues<"question" | "sites" | "private"> }
  | {
      readonly name: "sources";
      readonly action: SourcesAction;
      readonly options: OptionValues<"sites" | "scope" | "list" | "name" | "count">;
    }
  | {
      readonly name: "digest";
      readonly action: DigestAction;
      readonly options: OptionValues<
        | "digest"
        | "topic"
        | "when"
        | "zone"
        | "sites"
        | "items"
        | "layout"
        | "empty"
        | "language"
        | "crosspost"
        | "tag"
        | "json"
      >;
    }
  | { readonly name: "help"; readonly options: OptionValues<never> };

/** Options as text, whatever the platform's own type was (`true`, `10`); an option not given is absent. */
export type OptionValues<Name extends string> = { readonly [Key in Name]?: string | undefined };

/** A mention or a direct message is a question without options. */
export function askCall(question: string): CommandCall {
  return { name: "ask", options: { question } };
}
