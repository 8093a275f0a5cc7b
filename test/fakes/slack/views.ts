import { z } from "zod";
import { SlackFault } from "./slack-fault.ts";

const plain = (max: number) =>
  z.strictObject({ type: z.literal("plain_text"), text: z.string().min(1).max(max), emoji: z.boolean().optional() });
const actionId = z.string().min(1).max(255);
const blockId = z.string().min(1).max(255).optional();
const option = z.strictObject({ text: plain(75), value: z.string().min(1).max(150) });
type Option = z.infer<typeof option>;

/** What is chosen at first has to be among what can be chosen, word for word. */
function areAmong({
  options,
  initial_options: initial = [],
}: {
  options: Option[];
  initial_options?: Option[] | undefined;
}) {
  const known = options.map((candidate) => JSON.stringify(candidate));
  return new Set(known).size === known.length && initial.every((one) => known.includes(JSON.stringify(one)));
}

/** https://docs.slack.dev/reference/block-kit/block-elements, and each element's own page. */
const elementSchema = z.union([
  z
    .strictObject({
      type: z.literal("plain_text_input"),
      action_id: actionId,
      multiline: z.boolean().optional(),
      initial_value: z.string().max(3_000).optional(),
      max_length: z.int().min(1).max(3_000).optional(),
      focus_on_load: z.boolean().optional(),
    })
    .refine(({ initial_value: initial = "", max_length: max = 3_000 }) => initial.length <= max),
  z.strictObject({
    type: z.literal("number_input"),
    action_id: actionId,
    is_decimal_allowed: z.boolean(),
    initial_value: z
      .string()
      .regex(/^-?\d+(?:\.\d+)?$/u)
      .optional(),
    min_value: z.string().optional(),
    max_value: z.string().optional(),
  }),
  z
    .strictObject({
      type: z.literal("static_select"),
      action_id: actionId,
      options: z.array(option).min(1).max(100),
      initial_option: option.optional(),
    })
    .refine(({ options, initial_option: initial }) =>
      areAmong({ options, initial_options: initial === undefined ? [] : [initial] }),
    ),
  z
    .strictObject({
      type: z.literal("checkboxes"),
      action_id: actionId,
      options: z.array(option).min(1).max(10),
      initial_options: z.array(option).min(1).optional(),
    })
    .refine(areAmong),
  z
    .strictObject({
      type: z.literal("multi_static_select"),
      action_id: actionId,
      options: z.array(option).min(1).max(100),
      initial_options: z.array(option).min(1).optional(),
    })
    .refine(areAmong),
]);
type Element = z.infer<typeof elementSchema>;

const inputSchema = z.strictObject({
  type: z.literal("input"),
  block_id: z.string().min(1).max(255),
  optional: z.boolean(),
  label: plain(2_000),
  hint: plain(2_000).optional(),
  element: elementSchema,
});
const mrkdwn = z.looseObject({ type: z.literal("mrkdwn"), text: z.string().min(1).max(3_000) });
const sectionSchema = z.looseObject({ type: z.literal("section"), block_id: blockId, text: mrkdwn });
const buttonSchema = z.strictObject({
  type: z.literal("button"),
  action_id: actionId,
  text: plain(75),
  value: z.string().max(2_000).optional(),
  style: z.enum(["primary", "danger"]).optional(),
});
const conversationsSchema = z.strictObject({
  type: z.literal("conversations_select"),
  action_id: actionId,
  placeholder: plain(150).optional(),
  initial_conversation: z.string().optional(),
  filter: z.strictObject({
    include: z.array(z.enum(["im", "mpim", "private", "public"])).min(1),
    exclude_bot_users: z.boolean().optional(),
    exclude_external_shared_channels: z.boolean().optional(),
  }),
});
const actionsSchema = z.strictObject({
  type: z.literal("actions"),
  block_id: blockId,
  elements: z
    .array(z.union([buttonSchema, conversationsSchema]))
    .min(1)
    .max(25),
});
const headerSchema = z.strictObject({ type: z.literal("header"), block_id: blockId, text: plain(150) });
const dividerSchema = z.strictObject({ type: z.literal("divider") });

const blocksSchema = z
  .array(z.discriminatedUnion("type", [inputSchema, sectionSchema, actionsSchema, headerSchema, dividerSchema]))
  .max(100)
  .refine((blocks) => {
    const ids = blocks.flatMap((block) => ("block_id" in block && block.block_id ? [block.block_id] : []));
    const actions = blocks.flatMap((block) =>
      block.type === "actions" ? block.elements.map(({ action_id }) => action_id) : [],
    );
    return new Set(ids).size === ids.length && new Set(actions).size === actions.length;
  });

const common = {
  callback_id: z.string().max(255).optional(),
  private_metadata: z.string().max(3_000).optional(),
  blocks: blocksSchema,
};

/** Within the limits that Slack documents. https://docs.slack.dev/reference/views */
const viewSchema = z.discriminatedUnion("type", [
  z
    .strictObject({
      type: z.literal("modal"),
      title: plain(24),
      submit: plain(24).optional(),
      close: plain(24).optional(),
      ...common,
    })
    .refine(({ blocks, submit }) => submit !== undefined || blocks.every(({ type }) => type !== "input")),
  z.strictObject({ type: z.literal("home"), ...common }),
]);
export type SlackView = z.infer<typeof viewSchema>;

export function parseView(json: unknown, type: SlackView["type"]): SlackView {
  const text = typeof json === "string" ? json : JSON.stringify(json);
  const parsed = viewSchema.safeParse(JSON.parse(text));
  if (!parsed.success || parsed.data.type !== type || text.length > 250_000) throw new SlackFault("invalid_arguments");
  return parsed.data;
}

/** What people read, block by block. */
export function textOfView({ blocks }: SlackView): string {
  return blocks.map(textOfBlock).join("\n");
}

function textOfBlock(block: SlackView["blocks"][number]): string {
  switch (block.type) {
    case "section":
    case "header":
      return block.text.text;
    case "input":
      return block.label.text;
    case "actions":
      return block.elements.map((element) => (element.type === "button" ? element.text.text : "▾")).join(" ");
    case "divider":
      return "—";
  }
}

export function buttonsOfView({ blocks }: SlackView) {
  return blocks
    .flatMap((block) => (block.type === "actions" ? block.elements : []))
    .flatMap((element) => (element.type === "button" ? [element] : []));
}

/** What stands in the fields of a form before anybody touches them. */
export function initialValuesOf({ blocks }: SlackView): Readonly<Record<string, string | readonly string[]>> {
  return Object.fromEntries(
    blocks.flatMap((block) => (block.type === "input" ? [[block.block_id, initialOf(block.element)]] : [])),
  );
}

/**
 * What a filled-in form is delivered as; a field that is not touched keeps what stood there. Throws for what Slack's own
 * client would not let through.
 */
export function stateOf(view: SlackView, values: Readonly<Record<string, string | readonly string[]>>): object {
  const inputs = view.blocks.flatMap((block) => (block.type === "input" ? [block] : []));
  const unknown = Object.keys(values).find((name) => !inputs.some(({ block_id: id }) => id === name));
  if (unknown !== undefined) throw new Error(`the form has no field ${unknown}`);
  return Object.fromEntries(
    inputs.map(({ block_id: id, optional, element }) => {
      const value = values[id] ?? initialOf(element);
      if (value.length === 0 && !optional) throw new Error(`the field ${id} is required`);
      return [id, { [element.action_id]: { type: element.type, ...filledIn(element, value) } }];
    }),
  );
}

function initialOf(element: Element): string | readonly string[] {
  switch (element.type) {
    case "plain_text_input":
    case "number_input":
      return element.initial_value ?? "";
    case "static_select":
      return element.initial_option?.value ?? "";
    case "checkboxes":
    case "multi_static_select":
      return element.initial_options?.map(({ value }) => value) ?? [];
  }
}

function filledIn(element: Element, value: string | readonly string[]): object {
  switch (element.type) {
    case "plain_text_input":
      if (value.length > (element.max_length ?? 3_000)) throw new Error("the text is too long");
      return { value: value === "" ? null : value };
    case "number_input":
      return { value: value === "" ? null : value };
    case "static_select":
      return { selected_option: value === "" ? null : chosen(element.options, String(value)) };
    case "checkboxes":
    case "multi_static_select":
      return { selected_options: (Array.isArray(value) ? value : []).map((one) => chosen(element.options, one)) };
  }
}

function chosen(options: readonly Option[], value: string): Option {
  const selected = options.find((candidate) => candidate.value === value);
  if (selected === undefined) throw new Error(`there is no choice ${value}`);
  return selected;
}
