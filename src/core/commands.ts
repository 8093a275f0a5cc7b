import type { CommandDefinition, CommandOption } from "./command-definition.ts";
import { digestCommand } from "./digest-command.ts";
import { SEARCH_RESULTS } from "./search-service.ts";

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

/**
 * The commands people can type. Discord's registration, the Slack manifest, the typed grammar
 * ({@link import("./parse-command-text.ts").parseCommandText}) and the help text are all made from this.
 */
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
    alone: "show",
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
  digest: digestCommand,
  help: { description: "How to ask, how to choose the sites, and how to get digests" },
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
