import { z } from "zod";
import { SlackFault } from "./slack-fault.ts";

const plain = (max: number) => z.strictObject({ type: z.literal("plain_text"), text: z.string().min(1).max(max) });
const actionId = z.string().min(1).max(255);
const option = z.strictObject({ text: plain(75), value: z.string().min(1).max(150) });

const elementSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("plain_text_input"),
    action_id: actionId,
    multiline: z.boolean().optional(),
    max_length: z.int().min(1).max(3_000).optional(),
  }),
  z.strictObject({
    type: z.literal("number_input"),
    action_id: actionId,
    is_decimal_allowed: z.boolean(),
    min_value: z.string().optional(),
    max_value: z.string().optional(),
  }),
  z.strictObject({ type: z.literal("static_select"), action_id: actionId, options: z.array(option).min(1).max(100) }),
]);

const inputSchema = z.strictObject({
  type: z.literal("input"),
  block_id: z.string().min(1).max(255),
  optional: z.boolean(),
  label: plain(2_000),
  hint: plain(2_000).optional(),
  element: elementSchema,
});
const sectionSchema = z.looseObject({
  type: z.literal("section"),
  text: z.looseObject({ type: z.literal("mrkdwn"), text: z.string().min(1).max(3_000) }),
});

/** A modal within the limits that Slack documents. https://docs.slack.dev/reference/views/modal-views */
const viewSchema = z
  .strictObject({
    type: z.literal("modal"),
    callback_id: z.string().max(255).optional(),
    title: plain(24),
    submit: plain(24).optional(),
    close: plain(24).optional(),
    private_metadata: z.string().max(3_000).optional(),
    blocks: z.array(z.discriminatedUnion("type", [inputSchema, sectionSchema])).max(100),
  })
  .refine(({ blocks, submit }) => submit !== undefined || blocks.every(({ type }) => type !== "input"));
export type SlackView = z.infer<typeof viewSchema>;

export function parseView(json: unknown): SlackView {
  const parsed = viewSchema.safeParse(typeof json === "string" ? JSON.parse(json) : json);
  if (!parsed.success) throw new SlackFault("invalid_arguments");
  return parsed.data;
}

export function textOfView({ blocks }: SlackView): string {
  return blocks.map((block) => (block.type === "section" ? block.text.text : block.label.text)).join("\n");
}

/** What a filled-in form is delivered as. Throws for what Slack's own client would not let through. */
export function stateOf({ blocks }: SlackView, values: Readonly<Record<string, string>>): object {
  const inputs = blocks.flatMap((block) => (block.type === "input" ? [block] : []));
  const unknown = Object.keys(values).find((name) => !inputs.some(({ block_id: id }) => id === name));
  if (unknown !== undefined) throw new Error(`the form has no field ${unknown}`);
  return Object.fromEntries(
    inputs.map(({ block_id: id, optional, element }) => {
      const value = values[id];
      if (value === undefined && !optional) throw new Error(`the field ${id} is required`);
      return [id, { [element.action_id]: { type: element.type, ...filledIn(element, value) } }];
    }),
  );
}

function filledIn(element: z.infer<typeof elementSchema>, value: string | undefined): object {
  if (element.type !== "static_select") return { value: value ?? null };
  if (value === undefined) return { selected_option: null };
  const selected = element.options.find((candidate) => candidate.value === value);
  if (selected === undefined) throw new Error(`there is no choice ${value}`);
  return { selected_option: selected };
}
