import type { AckFn, RespondArguments } from "@slack/bolt";
import type { Clock } from "../../core/clock.ts";
import type { Logger } from "../../core/logger.ts";
import type { Language } from "../../core/messages/language.ts";
import type { Forms } from "./forms.ts";
import type { Identity } from "./identity.ts";
import { inTime } from "./in-time.ts";
import { placeOf } from "./modal-place.ts";
import type { ParsedInvocation } from "./parse-event.ts";
import { parseSlashCommand } from "./parse-slash-command.ts";
import { type ReplyContent, replyContents } from "./reply-content.ts";
import { postToResponseUrl, responseBody } from "./response-url.ts";
import type { Run } from "./run-invocation.ts";
import type { UserGroups } from "./user-groups.ts";

const RESPOND_WITHIN_MS = 10_000;

interface Deps {
  readonly log: Logger;
  readonly clock: Clock;
  readonly run: Run;
  readonly forms: Pick<Forms, "open">;
  readonly groups: Pick<UserGroups, "withIds">;
  languageOf(userId: string): Language;
  track<Result>(work: Promise<Result>): Promise<Result>;
}

interface SlashBody {
  readonly response_url: string;
  readonly trigger_id: string;
  readonly user_id: string;
}

interface Command {
  readonly ack: AckFn<string | RespondArguments>;
  readonly identity: Identity;
}

/**
 * Answers slash commands in their acknowledgement: a command is never redelivered, so whatever became of it is said
 * there, and through the `response_url` when it took longer than Slack waits.
 */
export function createCommandAnswers({ log, clock, run, forms, groups, languageOf, track }: Deps) {
  return {
    async answer(body: SlashBody, { ack, identity }: Command): Promise<void> {
      const response = track(respondTo(body, identity));
      const contents = await inTime(clock, response);
      if (contents !== "late") {
        const [first, ...more] = contents;
        // An accepted question is shown with its answer, so the command itself need not be.
        await (first === undefined ? ack() : ack(responseBody({ type: "ephemeral", ...first })));
        if (more.length > 0) void track(respond(body.response_url, more));
        return;
      }
      await ack();
      // Not awaited: the acknowledgement leaves when this handler returns.
      void track(response.then((late) => respond(body.response_url, late)));
    },
  };

  async function respondTo(body: SlashBody, { botUserId }: Identity): Promise<readonly ReplyContent[]> {
    const language = languageOf(body.user_id);
    const read = async () => withGroupIds(parseSlashCommand(body, { botUserId, receivedAt: clock.now() }));
    const reply = await run(read, {
      language,
      openForm: (form, { channel, replyTo }) =>
        forms.open(form, { triggerId: body.trigger_id, place: placeOf(channel, replyTo), language }),
    });
    return reply === undefined ? [] : replyContents(reply, language);
  }

  /** Who may ask is said in groups, and what is typed names them by their handles. */
  async function withGroupIds(invocation: ParsedInvocation): Promise<ParsedInvocation> {
    const { call } = invocation;
    if (call.name !== "settings" || call.action !== "set") return invocation;
    const { setting = "", value: typed = "" } = call.options;
    if (!`${setting} ${typed}`.trimStart().toLowerCase().startsWith("whomayask")) return invocation;
    const value = await groups.withIds(typed);
    return { ...invocation, call: { ...call, options: { ...call.options, value } } };
  }

  async function respond(url: string, contents: readonly ReplyContent[]): Promise<void> {
    try {
      const signal = AbortSignal.timeout(RESPOND_WITHIN_MS);
      for (const content of contents) await postToResponseUrl(url, { type: "ephemeral", ...content }, signal);
    } catch (error) {
      log.error({ err: error }, "What became of a command could not be said");
    }
  }
}
