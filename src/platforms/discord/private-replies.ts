import { RequestMethod, Routes } from "discord.js";
import type { ReplyTarget } from "../../core/chat.ts";
import { PlatformError } from "../../core/errors.ts";
import type { DiscordCall } from "./discord-call.ts";
import { parseSentMessage } from "./sent-message.ts";

type InteractionTarget = Extract<ReplyTarget, { readonly kind: "interaction" }>;
type Context = { readonly signal: AbortSignal };

/**
 * Creates the way out of a public "thinking…" for a private answer. Whether others see it is fixed before the channel's
 * settings are read, and cannot be changed; what follows it can be private once it is gone.
 */
export function createPrivateReplies(call: DiscordCall, applicationId: string) {
  return {
    /** Removes what everybody sees. Resolves with whether the answer must be a message of its own. */
    async leave({ token }: InteractionTarget, { signal }: Context): Promise<boolean> {
      const route = Routes.webhookMessage(applicationId, token, "@original");
      try {
        const json = await call({ method: RequestMethod.Get, route, auth: false, repeatable: true }, { signal });
        if (parseSentMessage(json).isPrivate) return false;
        await call({ method: RequestMethod.Delete, route, auth: false, repeatable: true }, { signal });
      } catch (error) {
        // It is gone already, by an attempt before this one or by the listener.
        if (!(error instanceof PlatformError && error.code === "PLATFORM_NOT_FOUND")) throw error;
      }
      return true;
    },
  };
}
