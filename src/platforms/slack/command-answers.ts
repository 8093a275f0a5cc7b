import type { AckFn, RespondArguments } from "@slack/bolt";
import type { Clock } from "../../core/clock.ts";
import { type CommandForm, formFor } from "../../core/command-form.ts";
import { UserInputError, userMessageOf } from "../../core/errors.ts";
import type { Outcome } from "../../core/invocation.ts";
import type { Logger } from "../../core/logger.ts";
import type { Identity } from "./identity.ts";
import type { ParsedInvocation } from "./parse-event.ts";
import { parseSlashCommand } from "./parse-slash-command.ts";
import { postToResponseUrl, responseBody, type UrlResponse } from "./response-url.ts";
import { toMrkdwn } from "./to-mrkdwn.ts";

/** Slack gives up after 3 s, and the way there and back takes some. https://docs.slack.dev/interactivity/handling-user-interaction */
const ACKNOWLEDGE_WITHIN_MS = 2_500;
const RESPOND_WITHIN_MS = 10_000;

interface Deps {
  readonly log: Logger;
  readonly clock: Clock;
  invoke(invocation: ParsedInvocation): Promise<Outcome>;
  track<Result>(work: Promise<Result>): Promise<Result>;
  openForm(invocation: ParsedInvocation, form: CommandForm): Promise<void>;
}

interface Command {
  readonly ack: AckFn<string | RespondArguments>;
  readonly identity: Identity;
}

/**
 * Answers slash commands in their acknowledgement: a command is never redelivered, so whatever became of it is said
 * there, and through the `response_url` when it took longer than Slack waits.
 */
export function createCommandAnswers({ log, clock, invoke, track, openForm }: Deps) {
  return {
    async answer(body: { readonly response_url: string }, { ack, identity }: Command): Promise<void> {
      const response = track(respondTo(body, identity));
      const inTime = new AbortController();
      const tooLate = clock.wait(ACKNOWLEDGE_WITHIN_MS, inTime.signal).then(
        () => "late" as const,
        () => "late" as const,
      );
      const first = await Promise.race([response, tooLate]);
      inTime.abort();
      // An accepted question is shown with its answer, so the command itself need not be.
      if (first !== "late") return first === "accepted" ? ack() : ack(responseBody(first));
      await ack();
      // Not awaited: the acknowledgement leaves when this handler returns.
      void track(response.then((late) => respondLate(body.response_url, late)));
    },
  };

  async function respondTo(body: unknown, { botUserId }: Identity): Promise<UrlResponse | "accepted"> {
    try {
      const parsed = parseSlashCommand(body, { botUserId, receivedAt: clock.now() });
      const form = parsed.call.name === "digest" ? formFor(parsed.call, "slack") : undefined;
      if (form !== undefined) {
        await openForm(parsed, form);
        return "accepted";
      }
      const outcome = await invoke(parsed);
      return outcome.kind === "reply" ? { type: "ephemeral", text: toMrkdwn(outcome.markdown) } : "accepted";
    } catch (error) {
      if (!(error instanceof UserInputError)) log.error({ err: error }, "A command could not be carried out");
      return { type: "ephemeral", text: toMrkdwn(userMessageOf(error)) };
    }
  }

  async function respondLate(url: string, response: UrlResponse | "accepted"): Promise<void> {
    if (response === "accepted") return;
    try {
      await postToResponseUrl(url, response, AbortSignal.timeout(RESPOND_WITHIN_MS));
    } catch (error) {
      log.error({ err: error }, "What became of a command could not be said");
    }
  }
}
