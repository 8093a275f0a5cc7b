import { z } from "zod";
import { PlatformError } from "../../core/errors.ts";
import type { SlackApi } from "./slack-api.ts";

const authSchema = z.object({ user_id: z.string() });

export type OwnUser = (signal: AbortSignal) => Promise<string>;

/** Whose messages are ours: the bot user of the token. Slack is asked once per process. */
export function createOwnUser({ api }: { readonly api: SlackApi }): OwnUser {
  let known: string | undefined;
  return async (signal) => {
    if (known !== undefined) return known;
    const parsed = authSchema.safeParse(await api.call("auth.test", signal, (client) => client.auth.test()));
    if (!parsed.success)
      throw new PlatformError("Slack did not say whose the token is", { code: "PLATFORM_UNAVAILABLE" });
    known = parsed.data.user_id;
    return known;
  };
}
