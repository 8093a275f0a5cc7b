import type { CommandOption } from "../../core/command-definition.ts";
import { commands } from "../../core/commands.ts";
import type { Digest } from "../../core/digest.ts";
import type { Form } from "../../core/form.ts";
import type { Invocation } from "../../core/invocation.ts";
import { en, type MessageKey } from "../../core/messages/en.ts";
import type { Language } from "../../core/messages/language.ts";
import { say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { commandForm, type FormWords } from "./command-form.ts";
import { digestFields, marksOf } from "./digest-marks.ts";

/** What every digest has, so that it cannot be emptied. */
const ALWAYS_THERE = ["topic", "when", "items"];

/** The form of `/digest create`; of `/digest edit` where a digest is given, with what it is set to. */
export function digestForm({ channel, language = "en" }: Invocation, digest?: Digest): Form {
  const { platform } = channel;
  if (digest === undefined) {
    const { options } = commands.digest.subcommands.create;
    return commandForm({ command: "digest create", options, platform }, wordsOf("create", language));
  }
  const options: readonly CommandOption[] = commands.digest.subcommands.edit.options;
  return commandForm(
    {
      command: `digest edit digest:${digest.id} opened:${marksOf(digest)}`,
      options: options
        .filter(({ name }) => name !== "digest")
        .map((option) => ({ ...option, required: ALWAYS_THERE.includes(option.name) })),
      values: digestFields(digest),
      platform,
    },
    wordsOf("edit", language),
  );
}

function wordsOf(action: "create" | "edit", language: Language): FormWords {
  const word = (name: string, otherwise: string) => (isMessageKey(name) ? translate(say(name), language) : otherwise);
  return {
    title: translate(say(`digest-form.${action}`), language),
    label: (option) => word(`digest-form.${option}.label`, option),
    help: (option) => word(`digest-form.${option}.help`, option),
    choice: (option, value) => word(`digest-form.${option}.${value}`, value),
  };
}

function isMessageKey(name: string): name is MessageKey {
  return Object.hasOwn(en, name);
}
