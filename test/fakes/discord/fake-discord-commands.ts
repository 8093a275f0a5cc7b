import { z } from "zod";
import { FakeDiscordRefusal } from "./fake-discord-refusal.ts";
import type { RegisteredCommand, RegisteredOption } from "./fake-discord-state.ts";

const SUBCOMMAND = 1;
const STRING = 3;
const INTEGER = 4;
const BOOLEAN = 5;
const MAX_COMMAND_SIZE = 8_000;

const name = z
  .string()
  .regex(/^[-_'\p{L}\p{N}]{1,32}$/u)
  .refine((text) => text === text.toLowerCase(), "must be lower case");
const description = z.string().min(1).max(100);
/** The client languages that Footnote has words for, as Discord names them. https://docs.discord.com/developers/reference#locales */
const locale = z.enum(["de", "es-ES", "es-419", "fr", "ja", "zh-CN"]);
const localizations = (text: z.ZodString) => z.partialRecord(locale, text).optional();
const menuName = z.string().trim().min(1).max(32);
const choiceName = z.string().min(1).max(100);
const MAX_MENU_COMMANDS = 15;

const valueOptionSchema = z.strictObject({
  type: z.union([z.literal(STRING), z.literal(INTEGER), z.literal(BOOLEAN)]),
  name,
  description,
  description_localizations: localizations(description),
  required: z.boolean().optional(),
  max_length: z.int().min(1).max(6_000).optional(),
  min_value: z.number().optional(),
  max_value: z.number().optional(),
  choices: z
    .array(
      z.strictObject({
        name: choiceName,
        name_localizations: localizations(choiceName),
        value: z.union([z.string().min(1).max(100), z.number()]),
      }),
    )
    .max(25)
    .optional(),
});
const valueOptionsSchema = z
  .array(valueOptionSchema)
  .max(25)
  .refine(
    (options) => !options.some((option, index) => option.required === true && options[index - 1]?.required === false),
    "required options must come first",
  )
  .refine(
    (options) => new Set(options.map((option) => option.name)).size === options.length,
    "names of options must differ",
  );
const subcommandSchema = z.strictObject({
  type: z.literal(SUBCOMMAND),
  name,
  description,
  description_localizations: localizations(description),
  options: valueOptionsSchema.optional(),
});
const common = {
  default_member_permissions: z.string().regex(/^\d+$/u).nullish(),
  contexts: z.array(z.int().min(0).max(2)).min(1).optional(),
  integration_types: z.array(z.int().min(0).max(1)).min(1).optional(),
};
const slashSchema = z
  .strictObject({
    type: z.literal(1).optional(),
    name,
    description,
    description_localizations: localizations(description),
    options: z.union([z.array(subcommandSchema).max(25), valueOptionsSchema]).optional(),
    ...common,
  })
  .refine((command) => sizeOf(command) <= MAX_COMMAND_SIZE, "command is larger than 8,000 characters");

/** In the menu of a message: its name may be written as people write, and it has no description. */
const menuSchema = z.strictObject({
  type: z.literal(3),
  name: menuName,
  name_localizations: localizations(menuName),
  ...common,
});
const registrationSchema = z
  .array(z.union([slashSchema, menuSchema]))
  .refine((all) => all.filter(({ type }) => type !== 3).length <= 100, "too many commands")
  .refine((all) => all.filter(({ type }) => type === 3).length <= MAX_MENU_COMMANDS, "too many commands in menus")
  .refine(
    (all) => new Set(all.map(({ name: own, type = 1 }) => `${type} ${own}`)).size === all.length,
    "names of commands must differ",
  );

/** Checks a bulk overwrite against Discord's documented limits. */
export function parseFakeRegistration(json: unknown): readonly RegisteredCommand[] {
  const parsed = registrationSchema.safeParse(json);
  if (!parsed.success) throw new FakeDiscordRefusal(400, 50035, "Invalid Form Body", { errors: parsed.error.issues });
  return parsed.data;
}

export type SlashValue = string | number | boolean;

/** The options of one use of a command as the gateway delivers them; what the client would not let through throws. */
export function toFakeOptions(
  values: Readonly<Record<string, SlashValue>>,
  registered: readonly RegisteredOption[] | undefined,
): readonly object[] {
  for (const option of registered ?? []) checkValue(option, values[option.name]);
  return Object.entries(values).map(([optionName, value]) => {
    if (registered !== undefined && !registered.some((option) => option.name === optionName)) {
      throw new Error(`the command has no option ${optionName}`);
    }
    return { name: optionName, type: typeOf(value), value };
  });
}

function checkValue(option: RegisteredOption, value: SlashValue | undefined): void {
  if (value === undefined) {
    if (option.required === true) throw new Error(`the option ${option.name} is required`);
    return;
  }
  if (option.type !== typeOf(value)) throw new Error(`the option ${option.name} has another type`);
  if (option.choices !== undefined && !option.choices.some((choice) => choice.value === value)) {
    throw new Error(`the option ${option.name} has no choice ${value}`);
  }
  if (typeof value === "string" && value.length > (option.max_length ?? 6_000)) {
    throw new Error(`the option ${option.name} is too long`);
  }
  if (typeof value === "number" && (value < (option.min_value ?? value) || value > (option.max_value ?? value))) {
    throw new Error(`the option ${option.name} is out of range`);
  }
}

function typeOf(value: SlashValue): number {
  if (typeof value === "boolean") return BOOLEAN;
  return typeof value === "number" ? INTEGER : STRING;
}

/** Names, descriptions and values count; where there are localizations, the longest of them or of the default. */
function sizeOf(part: unknown): number {
  if (Array.isArray(part)) return part.reduce<number>((sum, item) => sum + sizeOf(item), 0);
  if (typeof part !== "object" || part === null) return 0;
  const own: Readonly<Record<string, unknown>> = { ...part };
  return Object.entries(own).reduce((sum, [key, value]) => {
    if (key.endsWith("_localizations")) return sum;
    return (
      sum +
      (["name", "description", "value"].includes(key) ? longest(value, own[`${key}_localizations`]) : sizeOf(value))
    );
  }, 0);
}

function longest(text: unknown, others: unknown): number {
  return Math.max(String(text).length, ...Object.values(others ?? {}).map((other) => String(other).length));
}
