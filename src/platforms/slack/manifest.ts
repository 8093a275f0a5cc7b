import type { CommandDefinition } from "../../core/command-definition.ts";
import type { MessageKey } from "../../core/messages/en.ts";
import { say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { botScopes } from "./bot-scopes.ts";
import { ASK_ABOUT_SHORTCUT, WHY_SHORTCUT } from "./shortcuts.ts";

export type ManifestOptions =
  | { readonly mode: "socket" }
  /** `url`: where Slack reaches this install from outside, such as `https://footnote.example.com`. */
  | { readonly mode: "http"; readonly url: string };

const EVENTS_PATH = "/slack/events";

/**
 * The Slack app as Slack's "create from manifest" takes it, made from our commands. Asks for nothing that is not used:
 * no files to write, no list of a channel's members. https://docs.slack.dev/reference/app-manifest
 */
export function toSlackManifest(commands: Readonly<Record<string, CommandDefinition>>, options: ManifestOptions) {
  const address = options.mode === "http" ? new URL(EVENTS_PATH, options.url).href : undefined;
  return {
    display_information: {
      name: "Footnote",
      description: "Answers questions from the web, only from the sites a channel allows, with its sources.",
    },
    features: {
      bot_user: { display_name: "footnote", always_online: true },
      // Settings stand in the Home tab; people write to the bot directly in its Messages tab.
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      slash_commands: Object.entries(commands).map(([name, definition]) => ({
        command: `/${name}`,
        description: definition.description,
        ...hintOf(definition),
        should_escape: false,
        ...(address === undefined ? {} : { url: address }),
      })),
      shortcuts: [
        {
          type: "message",
          callback_id: WHY_SHORTCUT,
          name: inEnglish("slack.shortcut.why"),
          description: inEnglish("slack.shortcut.why.description"),
        },
        {
          type: "message",
          callback_id: ASK_ABOUT_SHORTCUT,
          name: inEnglish("slack.shortcut.askAbout"),
          description: inEnglish("slack.shortcut.askAbout.description"),
        },
      ],
    },
    oauth_config: {
      scopes: { bot: Object.keys(botScopes) },
    },
    settings: {
      event_subscriptions: {
        ...(address === undefined ? {} : { request_url: address }),
        bot_events: [
          "agent_session_stopped",
          "app_home_opened",
          "app_mention",
          "message.channels",
          "message.groups",
          "message.im",
          "message.mpim",
        ],
      },
      // The buttons under answers, forms, shortcuts and the Home tab.
      interactivity: { is_enabled: true, ...(address === undefined ? {} : { request_url: address }) },
      org_deploy_enabled: false,
      socket_mode_enabled: options.mode === "socket",
      token_rotation_enabled: false,
    },
  };
}

/** Slack shows a shortcut to everybody in the same words. */
function inEnglish(key: MessageKey): string {
  return translate(say(key), "en");
}

/** `[question]`, or the words that may follow the command. */
function hintOf({ options = [], subcommands }: CommandDefinition): { readonly usage_hint?: string } {
  if (subcommands !== undefined) return { usage_hint: `[${Object.keys(subcommands).join(" | ")}]` };
  const main = options.find(({ rest }) => rest === true);
  const named = options.filter((option) => option !== main);
  const hint = [
    ...(main === undefined ? [] : [`[${main.name}]`]),
    ...named.map(({ name, type }) => `[${name}:${type === "boolean" ? "yes" : "…"}]`),
  ];
  return hint.length === 0 ? {} : { usage_hint: hint.join(" ") };
}
