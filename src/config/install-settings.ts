import { z } from "zod";
import { UserInputError } from "../core/errors.ts";
import { isSettingKey, SETTING_KEYS, type SettingKey, settingFields } from "../core/setting-fields.ts";
import { emptyLayer, type SettingsLayer } from "../core/settings.ts";
import { MAX_SITES, parseSourceSite } from "../core/source-site.ts";

/** What the environment says of settings. */
export type InstallDefaults = Partial<Pick<SettingsLayer, SettingKey>>;

/** `SETTINGS_DEFAULTS`: a JSON object with a value for each of some settings, as their schemas have it. */
export const settingsDefaultsSchema = z.string().transform((text, context): InstallDefaults => {
  const refuse = (message: string) => context.addIssue({ code: "custom", message });
  const object = objectOf(text);
  if (object === undefined) refuse('is not a JSON object of settings, such as {"answerLength":"short"}');
  const values = Object.entries(object ?? {}).flatMap(([name, value], index) => {
    if (!isSettingKey(name)) {
      refuse(`entry ${index + 1} names no setting (${SETTING_KEYS.join(", ")})`);
      return [];
    }
    const fault = faultOf(name, value);
    if (fault !== undefined) refuse(`${name} ${fault}`);
    return fault === undefined ? [[name, normalised(name, value)] as const] : [];
  });
  const layer: SettingsLayer = { ...emptyLayer, ...Object.fromEntries(values) };
  const both = layer.includeSites.findIndex((site) => layer.excludeSites.includes(site));
  if (both >= 0) refuse(`includeSites has as entry ${both + 1} a site that excludeSites has, too`);
  return Object.fromEntries(values);
});

/** `SETTINGS_LOCKED`: the settings that no workspace may change. */
export const settingsLockedSchema = z.array(z.string()).transform((names, context): SettingKey[] => {
  for (const [index, name] of names.entries()) {
    if (isSettingKey(name)) continue;
    const message = `entry ${index + 1} names no setting (${SETTING_KEYS.join(", ")})`;
    context.addIssue({ code: "custom", message });
  }
  return SETTING_KEYS.filter((key) => names.includes(key));
});

function objectOf(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Without the value, which may be a secret in the wrong place. */
function faultOf(key: SettingKey, value: unknown): string | undefined {
  const parsed = settingFields[key].schema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const at = issue === undefined || issue.path.length === 0 ? "" : ` (entry ${Number(issue.path[0]) + 1})`;
    return `does not take this value${at}: ${issue?.message ?? "it is of another kind"}`;
  }
  const sites = settingFields[key].kind === "sites" && Array.isArray(parsed.data) ? parsed.data : [];
  if (sites.length > MAX_SITES) return `has ${sites.length} sites; ${MAX_SITES} are the most`;
  const wrong = sites.findIndex((site) => siteOf(site) === undefined);
  return wrong < 0 ? undefined : `has as entry ${wrong + 1} what is not a host, such as arxiv.org`;
}

function normalised(key: SettingKey, value: unknown): unknown {
  return settingFields[key].kind === "sites" && Array.isArray(value) ? [...new Set(value.map(siteOf))] : value;
}

function siteOf(site: unknown): string | undefined {
  try {
    return parseSourceSite(String(site));
  } catch (error) {
    if (error instanceof UserInputError) return undefined;
    throw error;
  }
}
