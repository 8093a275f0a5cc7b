import { z } from "zod";
import { AppError } from "../../core/errors.ts";
import type { FormChoice } from "../../core/form.ts";
import type { Logger } from "../../core/logger.ts";
import type { SlackApi } from "./slack-api.ts";

const listSchema = z.object({
  usergroups: z.array(
    z.object({ id: z.string(), handle: z.string(), name: z.string(), users: z.array(z.string()).default([]) }),
  ),
});
type UserGroup = z.infer<typeof listSchema>["usergroups"][number];

/** A person waits for it. */
const ANSWER_WITHIN_MS = 1_500;
/** Slack lets it be asked twenty times a minute. https://docs.slack.dev/reference/methods/usergroups.list */
const REMEMBER_MS = 60_000;

interface Deps {
  readonly api: SlackApi;
  readonly clock: { now(): number };
  readonly log: Logger;
}

export type UserGroups = ReturnType<typeof createUserGroups>;

/** The user groups of the workspace. Where Slack does not tell of them, nobody is in any. Nothing here throws. */
export function createUserGroups({ api, clock, log }: Deps) {
  let known: { readonly groups: Promise<readonly UserGroup[] | undefined>; readonly until: number } | undefined;

  return {
    /** The ids of those that a person is in. */
    async of(userId: string): Promise<readonly string[]> {
      const groups = (await list()) ?? [];
      return groups.filter(({ users }) => users.includes(userId)).map(({ id }) => id);
    },
    /** A text in which people have typed `@handle`: Slack's commands come as they were typed. */
    async withIds(text: string): Promise<string> {
      const groups = text.includes("@") ? ((await list()) ?? []) : [];
      return text.replace(
        /@([\p{L}\p{N}._-]+)/gu,
        (typed, handle: string) => groups.find((group) => group.handle === handle.toLowerCase())?.id ?? typed,
      );
    },
    /** All of them, to be chosen from. */
    async choices(): Promise<readonly FormChoice[] | undefined> {
      return (await list())?.map(({ id, handle, name }) => ({ value: id, label: `@${handle} (${name})` }));
    },
  };

  async function list(): Promise<readonly UserGroup[] | undefined> {
    if (known === undefined || clock.now() >= known.until) known = { groups: ask(), until: clock.now() + REMEMBER_MS };
    const { groups } = known;
    const found = await groups;
    // A failure of the moment is not worth a minute; the next who needs them asks again.
    if (found === undefined && known?.groups === groups) known = undefined;
    return found;
  }

  async function ask(): Promise<readonly UserGroup[] | undefined> {
    try {
      const answer = await api.call("usergroups.list", AbortSignal.timeout(ANSWER_WITHIN_MS), (client) =>
        client.usergroups.list({ include_users: true }),
      );
      return listSchema.parse(answer).usergroups;
    } catch (error) {
      const reason = error instanceof AppError ? error.message : "an answer that could not be read";
      log.warn({ reason }, "Slack does not tell of user groups, so nobody counts as a member of one");
      return undefined;
    }
  }
}
