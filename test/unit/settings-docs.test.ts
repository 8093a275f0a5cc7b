import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type Message, say } from "../../src/core/messages/message.ts";
import { translate } from "../../src/core/messages/translate.ts";
import {
  keysOfGroup,
  SETTING_GROUPS,
  type SettingField,
  type SettingKey,
  settingFields,
} from "../../src/core/setting-fields.ts";
import { choiceLabel, groupLabel, settingHelp, settingLabel } from "../../src/core/setting-labels.ts";
import { settingText } from "../../src/core/setting-text.ts";

const page = fileURLToPath(new URL("../../docs/settings.md", import.meta.url));
const TABLE = /(?<=<!-- settings -->\n)[\s\S]*(?=<!-- \/settings -->)/u;
const words = (message: Message | string) => (typeof message === "string" ? message : translate(message, "en"));

/** What can be typed for a setting. */
function valuesOf(key: SettingKey): string {
  const { kind, choices = [], min, max, maxLength }: SettingField = settingFields[key];
  switch (kind) {
    case "sites":
      return "hosts, `@list`";
    case "choice":
    case "choices":
      return choices.map((choice) => `\`${choice}\` (${words(choiceLabel(key, choice))})`).join(", ");
    case "integer":
      return `${min} to ${max}`;
    case "text":
      return key === "timeZone" ? "an IANA zone" : `text, up to ${maxLength} characters`;
    case "switch":
      return "`on`, `off`";
    case "roles":
      return "Discord roles, Slack user groups, `everyone`";
  }
}

function defaultOf(key: SettingKey): string {
  const { default: usual, platformDefaults = {} }: SettingField = settingFields[key];
  if (key === "searchService") return "the first that is offered";
  const text = (value: unknown) =>
    settingText(key, settingFields[key].schema.optional().parse(value), "en").replaceAll("|", "\\|");
  const habits = Object.entries(platformDefaults).map(([platform, value]) => `${platform}: ${text(value)}`);
  return [text(usual), ...habits].join("; ");
}

function tableOf(): string {
  const rows = SETTING_GROUPS.flatMap((group) =>
    keysOfGroup(group).map((key) => {
      const { onlyIn }: SettingField = settingFields[key];
      const scope =
        onlyIn === undefined ? "" : ` Only in the ${translate(say(`scope.${onlyIn}`), "en").replace("this ", "")}.`;
      const cells = [
        words(groupLabel(group)),
        `\`${key}\``,
        words(settingLabel(key)),
        `${words(settingHelp(key))}${scope}`,
        valuesOf(key),
        defaultOf(key),
      ];
      return `| ${cells.join(" | ")} |`;
    }),
  );
  return [
    "| group | name | in the form | what it does | values | default |",
    "|---|---|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

describe("docs/settings.md", () => {
  it("has the table of every setting as it is; `npm run settings-docs` writes it", async () => {
    const written = readFileSync(page, "utf8");
    expect(written).toMatch(TABLE);
    await expect(written.replace(TABLE, () => tableOf())).toMatchFileSnapshot(page);
  });
});
