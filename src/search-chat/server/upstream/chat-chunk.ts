import { z } from "zod";

/** A piece of a tool call as upstream servers send it. */
export interface WrittenToolCall {
  readonly index?: number | undefined;
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly arguments?: string | undefined;
}

/** What one event of a stream, or a whole answer, holds. */
export interface ChatChunk {
  /** Whether it holds an answer at all: the usage chunk does not. */
  readonly hasChoice: boolean;
  readonly text: string;
  readonly reasoning: string;
  readonly toolCalls: readonly WrittenToolCall[];
  readonly finishReason: string | undefined;
  readonly usage:
    | { readonly promptTokens: number; readonly completionTokens: number; readonly totalTokens: number }
    | undefined;
}

/** Mistral's thinking models put their thoughts among the parts. https://docs.mistral.ai/capabilities/reasoning/ */
const partSchema = z
  .union([
    z.object({ type: z.literal("text"), text: z.string() }).transform(({ text }) => ({ text, reasoning: "" })),
    z
      .object({ type: z.literal("thinking"), thinking: z.array(z.object({ text: z.string().optional() })) })
      .transform(({ thinking }) => ({ text: "", reasoning: thinking.map(({ text = "" }) => text).join("") })),
  ])
  .catch({ text: "", reasoning: "" });

const wordsSchema = z.string().nullish().catch(undefined);

const toolCallSchema = z.object({
  index: z.number().int().nonnegative().nullish().catch(undefined),
  id: wordsSchema,
  function: z
    .object({
      name: wordsSchema,
      /** Ollama and some gateways send an object instead of JSON text. */
      arguments: z.union([z.string(), z.looseObject({}).transform((value) => JSON.stringify(value))]).nullish(),
    })
    .nullish(),
});

const messageSchema = z.object({
  content: z.union([z.string(), z.array(partSchema)]).nullish(),
  refusal: wordsSchema,
  /** DeepSeek, vLLM, llama.cpp. */
  reasoning_content: wordsSchema,
  /** OpenRouter, Ollama, newer vLLM. Some send both fields, with the same words. */
  reasoning: wordsSchema,
  /** Jina marks each piece as `text` or `think`. */
  type: wordsSchema,
  tool_calls: z.array(toolCallSchema).nullish(),
});

const count = z.number().int().nonnegative();

const chunkSchema = z.object({
  choices: z
    .array(
      z.object({
        index: z.number().nullish(),
        delta: messageSchema.nullish(),
        message: messageSchema.nullish(),
        finish_reason: wordsSchema,
      }),
    )
    .nullish(),
  usage: z
    .object({ prompt_tokens: count, completion_tokens: count.default(0), total_tokens: count.optional() })
    .nullish()
    .catch(undefined),
});

/**
 * Reads a chunk of a stream or a whole answer, in every dialect. Undefined for what is none. Nearly all chunks hold a few
 * words and no more: they are told by hand, since a schema takes longer for each than its JSON does.
 */
export function readChatChunk(payload: unknown): ChatChunk | undefined {
  return readWords(payload) ?? readWhole(payload);
}

const NO_CALLS: readonly WrittenToolCall[] = [];

function readWords(payload: unknown): ChatChunk | undefined {
  if (!isObject(payload) || payload["usage"] != null) return undefined;
  const { choices } = payload;
  const choice: unknown = Array.isArray(choices) && choices.length === 1 ? choices[0] : undefined;
  if (!isObject(choice)) return undefined;
  const { index, delta, message, finish_reason } = choice;
  if ((index ?? 0) !== 0 || (message ?? finish_reason) != null || !isObject(delta)) return undefined;
  const { content, reasoning_content, reasoning, refusal, type, tool_calls } = delta;
  if ((refusal ?? type ?? tool_calls) != null) return undefined;
  const text = content ?? "";
  const thought = (reasoning_content || reasoning) ?? "";
  if (typeof text !== "string" || typeof thought !== "string") return undefined;
  return { hasChoice: true, text, reasoning: thought, toolCalls: NO_CALLS, finishReason: undefined, usage: undefined };
}

function readWhole(payload: unknown): ChatChunk | undefined {
  const parsed = chunkSchema.safeParse(payload);
  if (!parsed.success) return undefined;
  const { choices, usage } = parsed.data;
  const choice = choices?.find(({ index }) => (index ?? 0) === 0);
  // Perplexity repeats the whole text as `message` beside each piece.
  const message = choice?.delta ?? choice?.message ?? {};
  const { text, reasoning } = readContent(message.content);
  const isThought = message.type === "think";
  return {
    hasChoice: choice !== undefined,
    text: isThought ? "" : text || (message.refusal ?? ""),
    reasoning: message.reasoning_content || message.reasoning || (isThought ? text : reasoning),
    toolCalls: (message.tool_calls ?? []).map((call) => ({
      index: call.index ?? undefined,
      id: call.id || undefined,
      name: call.function?.name || undefined,
      arguments: call.function?.arguments ?? undefined,
    })),
    finishReason: choice?.finish_reason || undefined,
    usage:
      usage == null
        ? undefined
        : {
            promptTokens: usage.prompt_tokens,
            completionTokens: usage.completion_tokens,
            totalTokens: usage.total_tokens ?? usage.prompt_tokens + usage.completion_tokens,
          },
  };
}

function readContent(content: z.output<typeof messageSchema>["content"]): { text: string; reasoning: string } {
  if (content == null) return { text: "", reasoning: "" };
  if (typeof content === "string") return { text: content, reasoning: "" };
  return {
    text: content.map(({ text }) => text).join(""),
    reasoning: content.map(({ reasoning }) => reasoning).join(""),
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
