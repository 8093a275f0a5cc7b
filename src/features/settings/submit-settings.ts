import { UserInputError } from "../../core/errors.ts";
import type { Invocation, Outcome } from "../../core/invocation.ts";
import type { Language } from "../../core/messages/language.ts";
import { say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { parseSettingText } from "../../core/parse-setting-text.ts";
import type { SearchServiceName } from "../../core/search-service.ts";
import { SETTING_KEYS, type SettingGroup, type SettingKey } from "../../core/setting-fields.ts";
import { settingLabel } from "../../core/setting-labels.ts";
import { type AnySettingValue, settingText } from "../../core/setting-text.ts";
import type { SettingsTarget } from "../../core/settings.ts";
import { isOfLayer } from "../../core/settings-change.ts";
import { readEffectiveSettings } from "../read-effective-settings.ts";
import { changeLayer, follow } from "./change-layer.ts";
import { changedReply } from "./changed-reply.ts";
import { type Conflict, mergeForm, type SettingValues } from "./merge-form.ts";
import { timeOf, whoMade } from "./render-change.ts";
import type { SettingsDeps } from "./settings-deps.ts";
import { editButtons } from "./show-settings.ts";

/** How often the history is read anew because somebody else is saving at the same moment. */
const MAX_READS = 5;

interface Submitted {
  readonly target: SettingsTarget;
  readonly group: SettingGroup | undefined;
  /** The fields by the settings' names, and the revision that the form was opened on. */
  readonly options: Readonly<Record<string, string | undefined>>;
}

/**
 * Takes a form that was filled in: all of its fields or none. Only what the person changed in it is written, and nothing
 * when somebody else has changed the same since it was opened.
 */
export async function submitSettings(
  invocation: Invocation,
  submitted: Submitted,
  deps: SettingsDeps,
): Promise<Outcome> {
  const { target, options } = submitted;
  const { values, faults } = parseFields(options, deps.searchServices, invocation.language ?? "en");
  if (faults.length > 0) return refusal(invocation, [say("settings.edit.faults")], faults);
  const opened = /^\d+$/u.test(options["revision"] ?? "") ? Number(options["revision"]) : undefined;
  for (let read = 1; read <= MAX_READS; read += 1) {
    const all = await deps.settings.history(target.channel);
    const history = all.filter((change) => isOfLayer(change, target));
    let problem: Conflict | undefined;
    const changed = await changeLayer(
      invocation,
      {
        target,
        apply: (layer) => {
          const merged = mergeForm(layer, { values, opened, history });
          problem = merged.conflict;
          return merged.layer;
        },
      },
      deps,
    );
    if (problem === undefined) {
      const parts: readonly string[] = changed.change?.parts ?? [];
      await follow({ ...changed, target }, parts, deps);
      const given = SETTING_KEYS.filter((key) => Object.hasOwn(values, key));
      const touched = parts.length === 0 ? given : given.filter((key) => parts.includes(key));
      return changedReply(invocation, { ...changed, target, touched });
    }
    if (problem.kind === "changed") return conflict(invocation, submitted, problem, deps);
  }
  return refusal(invocation, [say("settings.edit.tooOld")], [], again(submitted, invocation.language));
}

function parseFields(
  options: Submitted["options"],
  offered: readonly SearchServiceName[],
  language: Language,
): { readonly values: SettingValues; readonly faults: readonly string[] } {
  const faults: string[] = [];
  const values = SETTING_KEYS.flatMap((key) => {
    const text = options[key];
    if (text === undefined) return [];
    try {
      return [[key, parseSettingText(key, text, offered)] as const];
    } catch (error) {
      if (!(error instanceof UserInputError)) throw error;
      const values = { setting: settingLabel(key), sentence: error.said };
      faults.push(translate(say("settings.edit.fault", values), language));
      return [];
    }
  });
  return { values: Object.fromEntries(values), faults };
}

async function conflict(
  invocation: Invocation,
  submitted: Submitted,
  { changes }: Extract<Conflict, { kind: "changed" }>,
  deps: SettingsDeps,
): Promise<Outcome> {
  const { language = "en" } = invocation;
  const { timeZone } = await readEffectiveSettings(submitted.target.channel, deps);
  const lines = changes.map(({ key, change }) => {
    const text = (value: AnySettingValue) => said(key, value, language);
    const values = {
      who: whoMade(change),
      setting: settingLabel(key),
      before: text(change.before[key]),
      after: text(change.after[key]),
      when: timeOf(change, { timeZone: timeZone.value, language }),
    };
    return translate(say("settings.edit.conflictLine", values), language);
  });
  return refusal(invocation, [say("settings.edit.conflict")], lines, again(submitted, language));
}

function said(key: SettingKey, value: AnySettingValue, language: Language): string {
  return value === undefined ? translate(say("settings.part.unsaid"), language) : settingText(key, value, language);
}

function again({ target, group }: Submitted, language: Language = "en") {
  return editButtons(target.scope, language).filter(
    ({ command }) => group === undefined || command.includes(`group:${group} `),
  );
}

function refusal(
  { language = "en" }: Invocation,
  [heading]: readonly [Parameters<typeof translate>[0]],
  lines: readonly string[],
  buttons: ReturnType<typeof again> = [],
): Outcome {
  const markdown = [translate(heading, language), ...lines].join("\n");
  return { kind: "reply", isRefusal: true, markdown, ...(buttons.length === 0 ? {} : { buttons }) };
}
