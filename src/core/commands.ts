import type { CommandDefinition } from "./command-definition.ts";
import { digestCommand } from "./digest-command.ts";
import { MAX_QUESTION_LENGTH } from "./question-length.ts";
import { settingsCommand } from "./settings-command.ts";
import { sourcesCommand } from "./sources-command.ts";

/** What can be wrong with an answer. */
export const FEEDBACK_REASONS = ["source", "wrong", "outdated", "length", "other"] as const;
export type FeedbackReason = (typeof FEEDBACK_REASONS)[number];

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
  sources: sourcesCommand,
  settings: settingsCommand,
  digest: digestCommand,
  /** What a person says of an answer, by the buttons that follow a thumb. */
  report: {
    description: "Say what was wrong with an answer",
    hidden: true,
    alone: "answer",
    subcommands: {
      answer: {
        description: "What was wrong",
        options: [
          { name: "answer", description: "The answer's id", type: "text", required: true },
          {
            name: "reason",
            description: "What was wrong",
            type: "choice",
            choices: FEEDBACK_REASONS,
            required: true,
          },
        ],
      },
    },
  },
  help: { description: "How to ask, how to choose the sites, and how to get digests" },
} as const satisfies Record<string, CommandDefinition>;

/** The commands that people are offered, with the options that they are offered. */
export const shownCommands: Readonly<Record<string, CommandDefinition>> = Object.fromEntries(
  Object.entries(commands).flatMap(([name, command]: [string, CommandDefinition]) =>
    command.hidden === true ? [] : [[name, withoutHidden(command)] as const],
  ),
);

function withoutHidden(command: CommandDefinition): CommandDefinition {
  const { subcommands = {} } = command;
  const shown = Object.entries(subcommands).map(([name, subcommand]) => {
    const options = subcommand.options?.filter(({ hidden = false }) => !hidden);
    return [name, options === undefined ? subcommand : { ...subcommand, options }] as const;
  });
  return command.subcommands === undefined ? command : { ...command, subcommands: Object.fromEntries(shown) };
}

export type SourcesAction = keyof (typeof commands)["sources"]["subcommands"];
export type SettingsAction = keyof (typeof commands)["settings"]["subcommands"];
export type DigestAction = keyof (typeof commands)["digest"]["subcommands"];

/** One use of a command. Values are as typed: each feature checks its own. */
export type CommandCall =
  | { readonly name: "ask"; readonly options: OptionValues<"question" | "sites" | "private"> }
  | {
      readonly name: "sources";
      readonly action: SourcesAction;
      readonly options: OptionValues<"sites" | "scope" | "list" | "name" | "count" | "text" | "question">;
    }
  | {
      readonly name: "settings";
      readonly action: SettingsAction;
      /** A form that was filled in gives a setting's value under the setting's name. */
      readonly options: Readonly<Record<string, string | undefined>>;
    }
  | {
      readonly name: "report";
      readonly action: "answer";
      readonly options: OptionValues<"answer" | "reason">;
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
        | "opened"
      >;
    }
  | { readonly name: "help"; readonly options: OptionValues<never> };

/** Options as text, whatever the platform's own type was (`true`, `10`); an option not given is absent. */
export type OptionValues<Name extends string> = { readonly [Key in Name]?: string | undefined };

/** A mention or a direct message is a question without options. */
export function askCall(question: string): CommandCall {
  return { name: "ask", options: { question } };
}
