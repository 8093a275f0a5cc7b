import { z } from "zod";
import type { Platform } from "./chat.ts";
import { LANGUAGES } from "./messages/language.ts";
import { SEARCH_RESULTS, searchServiceNameSchema } from "./search-service.ts";

/** The groups of the editor: a form of Discord's has five fields at most. */
export const SETTING_GROUPS = ["sources", "answers", "conversation", "rules"] as const;
export type SettingGroup = (typeof SETTING_GROUPS)[number];

/** The endpoint's own features beside the search. Source: 302.AI, “exclusive features”. */
export const ANSWER_FEATURES = ["deep-search", "reasoning", "link-parsing", "image-reading"] as const;
export type AnswerFeature = (typeof ANSWER_FEATURES)[number];

/** An IANA zone that this Node knows. */
const timeZoneSchema = z.string().refine((zone) => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
});

/** How a value is typed, chosen and shown. */
export type SettingKind = "sites" | "choice" | "choices" | "integer" | "text" | "switch" | "roles";

export interface SettingField<Schema extends z.ZodType = z.ZodType> {
  readonly kind: SettingKind;
  readonly group: SettingGroup;
  readonly schema: Schema;
  /** What holds where no scope says anything; undefined: nothing does, and the endpoint decides. */
  readonly default: z.infer<Schema> | undefined;
  /** Where a platform's habit is another one. */
  readonly platformDefaults?: Readonly<Partial<Record<Platform, z.infer<Schema>>>>;
  /** Of `choice` and `choices`, in the order in which they are shown. */
  readonly choices?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly maxLength?: number;
  /** The only scope that may say it; absent: any. */
  readonly onlyIn?: "workspace";
}

function field<Schema extends z.ZodType>(
  schema: Schema,
  rest: Omit<SettingField<Schema>, "schema">,
): SettingField<Schema> {
  return { schema, ...rest };
}

function choice<const Values extends readonly [string, ...string[]]>(
  values: Values,
  rest: Pick<SettingField<z.ZodType<Values[number]>>, "group" | "default" | "platformDefaults">,
) {
  return field(z.enum(values), { kind: "choice", choices: values, ...rest });
}

/**
 * Every setting. The card, the form, `/settings set`, the catalogue's keys (`setting.<key>.label`, `.help`,
 * `choice.<key>.<value>`) and the table in docs/settings.md follow from it; the order is the one they are shown in.
 */
export const settingFields = {
  /** Hosts, or `@name` for a list of the workspace's. */
  includeSites: field(z.array(z.string()), { kind: "sites", group: "sources", default: [] }),
  excludeSites: field(z.array(z.string()), { kind: "sites", group: "sources", default: [] }),
  searchService: field(searchServiceNameSchema, {
    kind: "choice",
    group: "sources",
    choices: searchServiceNameSchema.options,
    // The install says it: the first service that it offers.
    default: undefined,
  }),
  searchResults: field(z.int().min(SEARCH_RESULTS.min).max(SEARCH_RESULTS.max), {
    kind: "integer",
    group: "sources",
    default: SEARCH_RESULTS.default,
    min: SEARCH_RESULTS.min,
    max: SEARCH_RESULTS.max,
  }),
  offListCitations: choice(["remove", "mark"], { group: "sources", default: "remove" }),
  model: field(z.string().min(1).max(200), { kind: "text", group: "answers", default: undefined, maxLength: 200 }),
  answerMode: field(z.array(z.enum(ANSWER_FEATURES)), {
    kind: "choices",
    group: "answers",
    choices: ANSWER_FEATURES,
    default: [],
  }),
  answerLength: choice(["short", "normal", "long"], { group: "answers", default: "normal" }),
  language: choice(["asker", ...LANGUAGES], { group: "answers", default: "asker" }),
  instructions: field(z.string().min(1).max(1_000), {
    kind: "text",
    group: "answers",
    default: undefined,
    maxLength: 1_000,
  }),
  answerWhen: choice(["mention", "every", "commands"], { group: "conversation", default: "mention" }),
  threadFollowUps: field(z.boolean(), { kind: "switch", group: "conversation", default: true }),
  answerWhere: choice(["thread", "channel"], {
    group: "conversation",
    default: "channel",
    platformDefaults: { slack: "thread" },
  }),
  visibility: choice(["public", "asker"], { group: "conversation", default: "public" }),
  streaming: field(z.boolean(), { kind: "switch", group: "conversation", default: true }),
  /** Ids of Discord roles or Slack user groups. */
  whoMayAsk: field(z.array(z.string().min(1)), { kind: "roles", group: "rules", default: [] }),
  /** Days. */
  retentionDays: field(z.int().min(1).max(365), { kind: "integer", group: "rules", default: 30, min: 1, max: 365 }),
  /** The digests that follow it move with it. */
  timeZone: field(timeZoneSchema, {
    kind: "text",
    group: "rules",
    default: "UTC",
    maxLength: 60,
    onlyIn: "workspace",
  }),
} as const;

export type SettingKey = keyof typeof settingFields;
export type SettingValue<Key extends SettingKey> = z.infer<(typeof settingFields)[Key]["schema"]>;

export const SETTING_KEYS = keysOf(settingFields);

export function isSettingKey(name: string): name is SettingKey {
  return Object.hasOwn(settingFields, name);
}

/** The fields of one group, in order. */
export function keysOfGroup(group: SettingGroup): readonly SettingKey[] {
  return SETTING_KEYS.filter((key) => settingFields[key].group === group);
}

function keysOf<Table extends object>(table: Table): readonly (keyof Table)[];
function keysOf(table: object): readonly string[] {
  return Object.keys(table);
}
