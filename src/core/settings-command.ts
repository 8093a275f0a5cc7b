import type { CommandDefinition, CommandOption } from "./command-definition.ts";
import { SETTING_GROUPS, SETTING_KEYS } from "./setting-fields.ts";
import { STORED_SCOPES } from "./settings.ts";

const scope = {
  name: "scope",
  description: "Where it applies: this channel (default), the workspace, the category or this thread",
  type: "choice",
  choices: STORED_SCOPES,
} as const satisfies CommandOption;

const setting = {
  name: "setting",
  description: "Which setting",
  type: "choice",
  choices: SETTING_KEYS,
  required: true,
} as const satisfies CommandOption;

/** `/settings`: everything a channel can be told, shown, changed, traced and undone. */
export const settingsCommand = {
  description: "Show and change how Footnote behaves here",
  alone: "show",
  subcommands: {
    show: { description: "Show every setting that holds here, and where each comes from" },
    edit: {
      description: "Change settings in a form",
      form: "Settings",
      formContext: ["group", "scope"],
      options: [
        { name: "group", description: "Which settings", type: "choice", choices: SETTING_GROUPS, rest: true },
        scope,
        { name: "revision", description: "What the form was opened on", type: "integer", hidden: true },
      ],
    },
    set: {
      description: "Change one setting",
      options: [
        setting,
        {
          name: "value",
          description: "Its new value; several are separated by commas",
          type: "text",
          required: true,
          rest: true,
          maxLength: 4_000,
        },
        scope,
      ],
    },
    reset: {
      description: "Let a setting be as in the wider scope again",
      options: [{ ...setting, rest: true }, scope],
    },
    lock: {
      description: "Keep channels from changing a setting of the workspace's",
      options: [{ ...setting, rest: true }],
    },
    unlock: {
      description: "Let channels change a setting of the workspace's again",
      options: [{ ...setting, rest: true }],
    },
    history: { description: "Show who changed what, and when" },
    undo: {
      description: "Take a change back",
      options: [
        {
          name: "change",
          description: "Its id, as /settings history shows it; without it your last one",
          type: "text",
          rest: true,
          maxLength: 80,
        },
      ],
    },
    why: { description: "Say which rules decide whether a message of yours is answered here" },
  },
} as const satisfies CommandDefinition;
