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

const valueOptionSchema = z.strictObject({
  type: z.union([z.literal(STRING), z.literal(INTEGER), z.literal(BOOLEAN)]),
  name,
  description,
  required: z.boolean().optional(),
  max_length: z.int().min(1).max(6_000).optional(),
  min_value: z.number().optional(),
  max_value: z.number().optional(),
  choices: z
    .array(
      z.strictObject({ name: z.string().min(1).max(100), value: z.union([z.string().min(1).max(100), z.number()]) }),
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
  options: valueOptionsSchema.optional(),
});
const commandSchema = z
  .strictObject({
    type: z.literal(1).optional(),
    name,
    description,
    options: z.union([z.array(subcommandSchema).max(25), valueOptionsSchema]).optional(),
    default_member_permissions: z.string().regex(/^\d+$/u).nullish(),
    contexts: z.array(z.int().min(0).max(2)).min(1).optional(),
    integration_types: z.array(z.int().min(0).max(1)).min(1).optional(),
  })
  .refine((command) => sizeOf(command) <= MAX_COMMAND_SIZE, "command is larger than 8,000 characters");

/** Checks a bulk overwrite against Discord's documented limits. */
export function parseFakeRegistration(json: unknown): readonly RegisteredCommand[] {
  const parsed = z.array(commandSchema).max(100).safeParse(json);
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

/** Names, descriptions and values count. */
function sizeOf(part: unknown): number {
  if (Array.isArray(part)) return part.reduce<number>((sum, item) => sum + sizeOf(item), 0);
  if (typeof part !== "object" || part === null) return 0;
  return Object.entries(part).reduce(
    (sum, [key, value]) =>
      sum + (["name", "description", "value"].includes(key) ? String(value).length : sizeOf(value)),
    0,
  );
}
