import { z } from "zod";
import { UserInputError } from "../../core/errors.ts";
import { MAX_SITES, parseSourceSites, tooManySites } from "../../core/source-site.ts";
import { searchChatRequestSchema } from "../wire.ts";
import { ServerFailure } from "./failure.ts";
import { jsonDepth } from "./json-depth.ts";
import { readModelName } from "./read-features.ts";

/** Deeper than any tool's schema; what is written out again must not overflow a stack. */
const MAX_DEPTH = 64;
/** A path may hold a key that the caller made up. */
const MAX_PATH_CHARS = 120;

const { "search-include-sites": includeSites, "search-exclude-sites": excludeSites } = searchChatRequestSchema.shape;

/** What this server asks beyond the contract. Site lists (`https://arxiv.org/abs`, `*.arxiv.org`) get their one spelling. */
const requestSchema = searchChatRequestSchema
  .extend({
    "search-include-sites": includeSites.transform(toSites),
    "search-exclude-sites": excludeSites.transform(toSites),
    n: z.literal(1, "only one answer per call is given").nullish(),
    functions: z.array(z.unknown()).max(0, "send the functions as tools instead").nullish(),
  })
  .superRefine(({ model, tools, tool_choice }, context) => {
    const refuse = (field: string, message: string) => context.addIssue({ code: "custom", path: [field], message });
    if (readModelName(model).model === "") refuse("model", "there is no name before the suffixes");
    if (typeof tool_choice === "object" && "function" in tool_choice) {
      const { name } = z.object({ name: z.string() }).parse(tool_choice.function);
      if (!tools?.some((tool) => tool.function.name === name)) refuse("tool_choice", "no tool has this name");
    } else if (tool_choice === "required" && !tools?.length) refuse("tool_choice", "there is no tool to call");
  });

/** 302.AI's simplified form: one `message` instead of `messages`. */
const simpleSchema = z.object({
  message: z.string().min(1),
  messages: z.undefined("send either message or messages").optional(),
  stream: z.literal(false, "the simplified form is answered in one piece").nullish(),
});

/** A body that can be answered. */
export type CheckedRequest = z.output<typeof requestSchema>;

export interface ReadRequest {
  readonly request: CheckedRequest;
  /** `simple`: `{model, message}`, to be answered with `{output}`. */
  readonly form: "chat" | "simple";
}

/**
 * Reads a body by the contract. Fields it does not know are left out. Throws ServerFailure: `invalidRequest` with the
 * field's name, or `functionUnavailable` for what the contract has and this server does not.
 */
export function readRequest(body: string): ReadRequest {
  const json = parseJson(body);
  const isSimple = typeof json === "object" && json !== null && "message" in json && json.message !== null;
  const request = parse(requestSchema, isSimple ? toChatForm(json) : json);
  if (request.mcp_servers?.length) {
    throw new ServerFailure("functionUnavailable", { detail: "mcp_servers: MCP servers are not called from here" });
  }
  return { request, form: isSimple ? "simple" : "chat" };
}

/** The JSON of a body. Throws ServerFailure (`invalidRequest`). */
export function parseJson(body: string): unknown {
  if (jsonDepth(body, MAX_DEPTH) > MAX_DEPTH) {
    throw new ServerFailure("invalidRequest", { detail: `The body is nested more than ${MAX_DEPTH} levels deep.` });
  }
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new ServerFailure("invalidRequest", { detail: "The body is not JSON.", cause: error });
  }
}

function toChatForm(json: object): object {
  const { message } = parse(simpleSchema, json);
  return { ...json, messages: [{ role: "user", content: message }] };
}

function parse<Schema extends z.ZodType>(schema: Schema, json: unknown): z.output<Schema> {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue === undefined || issue.path.length === 0 ? "body" : issue.path.join(".");
  const field = path.length <= MAX_PATH_CHARS ? path : `${path.slice(0, MAX_PATH_CHARS)}…`;
  throw new ServerFailure("invalidRequest", { detail: `${field}: ${issue?.message ?? "is not valid"}` });
}

function toSites(items: readonly string[], context: z.RefinementCtx): readonly string[] {
  try {
    if (items.length > MAX_SITES) throw tooManySites(items.length);
    return items.length === 0 ? [] : parseSourceSites(items.join(" "));
  } catch (error) {
    if (!(error instanceof UserInputError)) throw error;
    context.addIssue({ code: "custom", message: error.userMessage });
    return z.NEVER;
  }
}
