import type { Form, FormField } from "../../core/form.ts";
import type { Language } from "../../core/messages/language.ts";
import { type Message, say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { ONE_LINE } from "../../core/parse-setting-text.ts";
import { resolveSettings, type SettingsChain } from "../../core/resolve-settings.ts";
import type { SearchServiceName } from "../../core/search-service.ts";
import {
  keysOfGroup,
  type SettingField,
  type SettingGroup,
  type SettingKey,
  settingFields,
} from "../../core/setting-fields.ts";
import { choiceLabel, groupLabel, settingHelp, settingLabel } from "../../core/setting-labels.ts";
import { settingInput, settingText } from "../../core/setting-text.ts";
import {
  type EffectiveSettings,
  emptyLayer,
  type SettingsTarget,
  STORED_SCOPES,
  type StoredLayers,
} from "../../core/settings.ts";
import { lockAgainst } from "../settings-fault.ts";

/** https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
const MAX_TEXT_LENGTH = 3_000;
/** https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
const MAX_CHOICE_LENGTH = 75;

interface FormContext {
  readonly target: SettingsTarget;
  readonly layers: StoredLayers;
  readonly install: SettingsChain["install"];
  /** The services this install offers, the default first. */
  readonly offered: readonly SearchServiceName[];
  readonly language: Language;
}

/**
 * The form for one group of one scope, with what that scope says. What a wider scope has locked, and what the scope may not
 * say, is no field of it; undefined when nothing is left. Nor is a list too long for a field: `/sources` changes it.
 */
export function settingsForm(group: SettingGroup, context: FormContext): Form | undefined {
  const { target, layers, language } = context;
  const inherited = resolveSettings(widerOf(context));
  const fields = keysOfGroup(group)
    .filter((key) => isOpen(key, inherited, target))
    .map((key) => fieldOf(key, inherited, context))
    .filter((field) => field.kind !== "text" || (field.value ?? "").length <= MAX_TEXT_LENGTH);
  if (fields.length === 0) return undefined;
  const { revision } = layers[target.scope];
  return {
    title: translate(groupLabel(group), language),
    command: `settings edit group:${group} scope:${target.scope} revision:${revision}`,
    fields,
  };
}

/** What holds where the scope itself says nothing. */
function widerOf({ target, layers, install }: FormContext): SettingsChain {
  const wider = STORED_SCOPES.slice(0, STORED_SCOPES.indexOf(target.scope)).map((scope) => [scope, layers[scope]]);
  return {
    workspace: emptyLayer,
    channel: emptyLayer,
    ...Object.fromEntries(wider),
    install,
    platform: target.channel.platform,
  };
}

function isOpen(key: SettingKey, { locks }: EffectiveSettings, { scope }: SettingsTarget): boolean {
  const { onlyIn }: SettingField = settingFields[key];
  return (onlyIn === undefined || onlyIn === scope) && lockAgainst(locks, key, scope) === undefined;
}

function fieldOf(key: SettingKey, inherited: EffectiveSettings, context: FormContext): FormField {
  const { target, layers, offered, language } = context;
  const { kind, choices = [], min, max, maxLength }: SettingField = settingFields[key];
  const said = layers[target.scope][key];
  const words = (message: Message | string) => (typeof message === "string" ? message : translate(message, language));
  const base = { name: key, label: words(settingLabel(key)), help: words(settingHelp(key)) };
  const value = settingInput(said);
  const chosen = { ...base, kind: "choice", value: value === "" ? "-" : value } as const;
  const asWider = { value: "-", label: inheritLabel(key, inherited, language) };
  const option = (choice: string) => ({ value: choice, label: words(choiceLabel(key, choice)) });
  switch (kind) {
    case "sites":
      return { ...base, kind: "text", value, isLong: true, maxLength: MAX_TEXT_LENGTH };
    case "text":
      return { ...base, kind: "text", value, maxLength, isLong: (maxLength ?? 0) > ONE_LINE };
    case "integer":
      return { ...base, kind: "integer", value, min, max };
    case "choice":
      return { ...chosen, choices: [asWider, ...(key === "searchService" ? offered : choices).map(option)] };
    case "switch": {
      const switches = [
        { value: "on", label: words(say("choice.switch.on")) },
        { value: "off", label: words(say("choice.switch.off")) },
      ];
      return { ...chosen, choices: [asWider, ...switches] };
    }
    case "choices":
      return { ...base, kind: "choices", choices: choices.map(option), values: listOf(said) };
    case "roles":
      return { ...base, kind: "roles", values: listOf(said) };
  }
}

/** Once chosen, a select of Slack's cannot be emptied again. */
function inheritLabel(key: SettingKey, inherited: EffectiveSettings, language: Language): string {
  const holds = key === "excludeSites" ? undefined : inherited[key];
  const value = settingText(key, holds?.value, language);
  const characters = Array.from(translate(say("settings.form.inherit", { value }), language));
  return characters.length > MAX_CHOICE_LENGTH
    ? `${characters.slice(0, MAX_CHOICE_LENGTH - 1).join("")}…`
    : characters.join("");
}

function listOf(said: unknown): readonly string[] {
  return Array.isArray(said) ? said.map(String) : [];
}
