import { hasWorkspace } from "../../core/chat.ts";
import { UserInputError } from "../../core/errors.ts";
import type { Invocation, ManagedScope } from "../../core/invocation.ts";
import { anyOf, say } from "../../core/messages/message.ts";
import { type SettingsTarget, STORED_SCOPES, type StoredScope } from "../../core/settings.ts";

/** The layer that a scope's name means in the place it was typed in. Throws UserInputError where the place has none. */
export function targetAt(invocation: Invocation, text = ""): SettingsTarget {
  const { channel, replyTo } = invocation;
  const scope = parseScope(text);
  switch (scope) {
    case "workspace":
      // Everybody's direct messages on Discord would be changed at once.
      if (!hasWorkspace(channel)) throw new UserInputError(say("settings.no.workspace"));
      return { channel, scope };
    case "category":
      if (channel.categoryId === undefined) throw new UserInputError(say("settings.no.category"));
      return { channel, scope };
    case "channel":
      return { channel, scope };
    case "thread":
      if (replyTo.threadId === undefined) throw new UserInputError(say("settings.no.thread"));
      return { channel, scope, threadId: replyTo.threadId };
  }
}

/** Every layer that speaks in the place an invocation came from, but for the install's. */
export function targetsHere({ channel, replyTo: { threadId } }: Invocation): readonly SettingsTarget[] {
  return [
    ...(hasWorkspace(channel) ? [{ channel, scope: "workspace" } as const] : []),
    ...(channel.categoryId === undefined ? [] : [{ channel, scope: "category" } as const]),
    { channel, scope: "channel" },
    ...(threadId === undefined ? [] : [{ channel, scope: "thread", threadId } as const]),
  ];
}

/** Refuses a person who may not change a layer, and says who can. Throws UserInputError. */
export async function refuseOthers(invocation: Invocation, target: SettingsTarget): Promise<void> {
  const needed = neededFor(invocation, target);
  if (await invocation.mayManage(needed)) return;
  throw new UserInputError(say(`settings.forbidden.${invocation.channel.platform}.${needed}`), {
    code: "INPUT_FORBIDDEN",
  });
}

/** The right that a layer asks for. The platform is only asked about the channel one is in: of another, it takes the workspace's. */
export function neededFor({ channel, replyTo }: Invocation, target: SettingsTarget): ManagedScope {
  switch (target.scope) {
    case "workspace":
    case "category":
      return "workspace";
    case "channel":
      return target.channel.channelId === channel.channelId ? "channel" : "workspace";
    case "thread":
      return target.threadId === replyTo.threadId ? "channel" : "workspace";
  }
}

function parseScope(text: string): StoredScope {
  const typed = text.trim().toLowerCase();
  const scope = typed === "" ? "channel" : STORED_SCOPES.find((name) => name === typed);
  if (scope !== undefined) return scope;
  throw new UserInputError(say("settings.notAScope", { text: text.trim().slice(0, 40), scopes: anyOf(STORED_SCOPES) }));
}
