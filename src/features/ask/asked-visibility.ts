import type { Visibility } from "../../core/chat.ts";
import type { CommandCall } from "../../core/commands.ts";

type AskOptions = Extract<CommandCall, { name: "ask" }>["options"];

/** Who is to see the answer by `private`; undefined: it says nothing. In doubt, what was typed as private stays private. */
export function askedVisibility({ private: asked }: Pick<AskOptions, "private">): Visibility | undefined {
  if (asked === undefined || asked.trim() === "") return undefined;
  return /^(?:no|false|off|0)$/iu.test(asked.trim()) ? "public" : "asker";
}
