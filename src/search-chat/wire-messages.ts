import { z } from "zod";

const textPartSchema = z.looseObject({ type: z.literal("text"), text: z.string("a text part needs text") });
const imagePartSchema = z.looseObject({
  type: z.literal("image_url"),
  image_url: z.looseObject({ url: z.string().min(1) }, "an image part needs image_url.url"),
});
/** Audio, files, refusals: kept as they came, for a model that understands them. */
const otherPartSchema = z.looseObject({
  type: z
    .string()
    .min(1)
    .refine((type) => type !== "text" && type !== "image_url", "a text part needs text, an image part image_url.url"),
});
const contentPartSchema = z.union([textPartSchema, imagePartSchema, otherPartSchema], {
  error: "a text part needs text, an image part image_url.url, any other part its type",
});

const contentSchema = z.union([z.string(), z.array(contentPartSchema).min(1)], {
  error: "has to be text or a list of parts: a text part needs text, an image part image_url.url",
});
const nameSchema = z.string().optional();

const toolCallSchema = z.object({
  id: z.string().min(1),
  type: z.literal("function", "only functions can be called here"),
  function: z.object({ name: z.string().min(1), arguments: z.string("has to be JSON text") }),
});

/** A message of the conversation. Source: https://platform.openai.com/docs/api-reference/chat/create */
export const messageSchema = z.discriminatedUnion("role", [
  z.object({ role: z.literal("system"), content: contentSchema, name: nameSchema }),
  z.object({ role: z.literal("developer"), content: contentSchema, name: nameSchema }),
  z.object({ role: z.literal("user"), content: contentSchema, name: nameSchema }),
  z.object({
    role: z.literal("assistant"),
    content: contentSchema.nullish(),
    name: nameSchema,
    tool_calls: z.array(toolCallSchema).nullish().transform(withoutNull),
  }),
  z.object({ role: z.literal("tool"), content: contentSchema, tool_call_id: z.string().min(1), name: nameSchema }),
  z.object({ role: z.literal("function"), content: contentSchema.nullish(), name: z.string().min(1) }),
]);

/** A function that the model may ask the caller to run. At most 128, each name at most 64 characters: OpenAI's limits. */
export const toolsSchema = z
  .array(
    z.object({
      type: z.literal("function", "only functions can be called here"),
      function: z.object({
        name: z.string().min(1).max(64),
        description: z.string().optional(),
        parameters: z.record(z.string(), z.unknown()).optional(),
        strict: z.boolean().nullish(),
      }),
    }),
  )
  .max(128);

/** Whether, and which of the tools is to be called. */
export const toolChoiceSchema = z.union(
  [
    z.enum(["none", "auto", "required"]),
    z.object({ type: z.literal("function"), function: z.object({ name: z.string().min(1) }) }),
    z.looseObject({ type: z.literal("allowed_tools"), allowed_tools: z.looseObject({}) }),
  ],
  { error: 'has to be "none", "auto", "required", or an object that names a function' },
);

/** `null` says no more than leaving a field out. */
export function withoutNull<Value>(value: Value | null | undefined): Value | undefined {
  return value ?? undefined;
}
