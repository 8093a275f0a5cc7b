import { z } from "zod";
import { fakeComponentsSchema } from "./fake-discord-components.ts";
import { FakeDiscordRefusal } from "./fake-discord-refusal.ts";

const MAX_CONTENT = 2_000;
const MAX_NONCE = 25;
export const EPHEMERAL = 1 << 6;
const SUPPRESS_EMBEDS = 1 << 2;
/** What a bot may set on a message it creates or edits. */
const SETTABLE_FLAGS = SUPPRESS_EMBEDS | EPHEMERAL;

const bodySchema = z.object({
  content: z.string().optional(),
  flags: z.int().default(0),
  allowed_mentions: z
    .object({
      parse: z.array(z.enum(["users", "roles", "everyone"])).optional(),
      users: z.array(z.string()).optional(),
      roles: z.array(z.string()).optional(),
      replied_user: z.boolean().optional(),
    })
    .optional(),
  components: fakeComponentsSchema.optional(),
  /** What came beside the JSON. */
  files: z
    .array(z.object({ name: z.string().min(1), text: z.string() }))
    .max(10)
    .optional(),
  nonce: z.string().max(MAX_NONCE).optional(),
  enforce_nonce: z.boolean().optional(),
  message_reference: z.object({ message_id: z.string(), fail_if_not_exists: z.boolean().default(true) }).optional(),
});
export type FakeMessageBody = z.infer<typeof bodySchema>;

/** Checks a message as Discord does: not empty, at most 2,000 characters, known flags. */
export function parseFakeMessageBody(json: unknown): FakeMessageBody & { readonly content: string } {
  const parsed = bodySchema.safeParse(json);
  if (!parsed.success) throw new FakeDiscordRefusal(400, 50035, "Invalid Form Body", { errors: parsed.error.issues });
  const { content = "", flags } = parsed.data;
  if (content.trim() === "") throw new FakeDiscordRefusal(400, 50006, "Cannot send an empty message");
  if ([...content].length > MAX_CONTENT)
    throw new FakeDiscordRefusal(400, 50035, "Invalid Form Body: content too long");
  if ((flags & ~SETTABLE_FLAGS) !== 0) throw new FakeDiscordRefusal(400, 50035, "Invalid Form Body: flags");
  return { ...parsed.data, content };
}

/** Whom the message would notify. `surface` decides what an absent `allowed_mentions` lets through. */
export function pingsOf(body: FakeMessageBody, surface: "channel" | "interaction"): readonly string[] {
  const allowed = body.allowed_mentions;
  const parse = allowed?.parse ?? (allowed === undefined ? defaultsOf(surface) : []);
  const content = (body.content ?? "").replace(/```.*?```|`[^`\n]*`/gsu, "");
  const found = (pattern: RegExp) =>
    [...content.matchAll(pattern)].map((match) => ({ text: match[0], id: match[1] ?? "" }));
  return [
    ...(parse.includes("everyone") ? found(/@(?:everyone|here)/gu) : []),
    ...found(/<@!?(\d+)>/gu).filter(({ id }) => parse.includes("users") || allowed?.users?.includes(id)),
    ...found(/<@&(\d+)>/gu).filter(({ id }) => parse.includes("roles") || allowed?.roles?.includes(id)),
  ].map(({ text }) => text);
}

/** The addresses Discord would unfurl. */
export function previewsOf(content: string, flags: number): readonly string[] {
  if ((flags & SUPPRESS_EMBEDS) !== 0) return [];
  return [...content.matchAll(/(?<!<)https?:\/\/[^\s)>\]]+/gu)].map(([url]) => url);
}

function defaultsOf(surface: "channel" | "interaction"): readonly string[] {
  return surface === "channel" ? ["users", "roles", "everyone"] : ["users"];
}
