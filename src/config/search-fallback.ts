import { z } from "zod";
import { type SearchServiceName, searchServiceNameSchema } from "../core/search-service.ts";

/** What to ask when the search service or model of a channel cannot be had. Undefined: what the channel has. */
export interface SearchFallback {
  readonly service: SearchServiceName | undefined;
  readonly model: string | undefined;
}

/** Each is asked in turn, so a longer list would only keep the asker waiting. */
const MOST_FALLBACKS = 5;

/** `tavily`, `exa/deepseek-chat` or `/gpt-4o-mini`; a model's own name may hold slashes. */
export const fallbacksSchema = z.array(z.string()).transform((entries, context): readonly SearchFallback[] => {
  const refuse = (message: string) => context.addIssue({ code: "custom", message });
  if (entries.length === 0) refuse("names no fallback; leave it out instead");
  if (entries.length > MOST_FALLBACKS) refuse(`names ${entries.length} fallbacks; ${MOST_FALLBACKS} are the most`);
  return entries.map((entry, index) => {
    const [first = "", ...rest] = entry.split("/");
    const service = searchServiceNameSchema.safeParse(first.trim());
    const model = rest.join("/").trim();
    if (first !== "" && !service.success)
      refuse(`entry ${index + 1} names no search service (${searchServiceNameSchema.options.join(", ")})`);
    if (rest.length > 0 && model === "") refuse(`entry ${index + 1} has a slash and no model behind it`);
    return { service: service.data, model: model === "" ? undefined : model };
  });
});
