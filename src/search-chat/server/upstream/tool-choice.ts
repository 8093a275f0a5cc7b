import { z } from "zod";

const forcedSchema = z.object({ type: z.literal("function"), function: z.object({ name: z.string() }) });

/** The function that `tool_choice` demands; undefined where it demands none by name. */
export function forcedFunction(choice: unknown): string | undefined {
  const parsed = forcedSchema.safeParse(choice);
  return parsed.success ? parsed.data.function.name : undefined;
}
