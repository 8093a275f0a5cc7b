import { z } from "zod";
import { UserInputError } from "../../core/errors.ts";
import { parseSourceSites } from "../../core/source-site.ts";
import { searchChatRequestSchema } from "../wire.ts";

export type ReadRequest =
  | { readonly ok: true; readonly request: CheckedRequest }
  /** One sentence for the caller, with the field's name. */
  | { readonly ok: false; readonly fault: string };

/** Site lists as people write them (`https://arxiv.org/abs`, `*.arxiv.org`), in their one spelling. */
const requestSchema = searchChatRequestSchema.extend({
  "search-include-sites": searchChatRequestSchema.shape["search-include-sites"].transform(toSites),
  "search-exclude-sites": searchChatRequestSchema.shape["search-exclude-sites"].transform(toSites),
  n: z.literal(1, "only one answer per call is given").nullish(),
});

/** A body that can be answered. */
export type CheckedRequest = z.output<typeof requestSchema>;

/** Reads a body by the contract. Fields it does not know are left out. */
export function readRequest(body: string): ReadRequest {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { ok: false, fault: "The body is not JSON." };
  }
  const parsed = requestSchema.safeParse(json);
  if (parsed.success) return { ok: true, request: parsed.data };
  const [issue] = parsed.error.issues;
  const field = issue === undefined || issue.path.length === 0 ? "body" : issue.path.join(".");
  return { ok: false, fault: `${field}: ${issue?.message ?? "is not valid"}` };
}

function toSites(items: readonly string[], context: z.RefinementCtx): readonly string[] {
  try {
    return items.length === 0 ? [] : parseSourceSites(items.join(" "));
  } catch (error) {
    if (!(error instanceof UserInputError)) throw error;
    context.addIssue({ code: "custom", message: error.userMessage });
    return z.NEVER;
  }
}
