import type { AckFn, ViewResponseAction } from "@slack/bolt";
import type { Clock } from "../../core/clock.ts";
import type { CommandForm } from "../../core/command-form.ts";
import { userMessageOf } from "../../core/errors.ts";
import type { Outcome } from "../../core/invocation.ts";
import type { Logger } from "../../core/logger.ts";
import { toFormView, toResultView } from "./form-view.ts";
import type { ParsedInvocation } from "./parse-event.ts";
import { type FilledForm, parseForm } from "./parse-form.ts";
import { postToResponseUrl } from "./response-url.ts";
import type { SlackApi } from "./slack-api.ts";
import { toMrkdwn } from "./to-mrkdwn.ts";

/** A trigger opens a modal for 3 s; a modal waits as long for what became of it. https://docs.slack.dev/surfaces/modals */
const OPEN_WITHIN_MS = 2_500;
const ACKNOWLEDGE_WITHIN_MS = 2_500;
const RESPOND_WITHIN_MS = 10_000;

interface Deps {
  readonly api: SlackApi;
  readonly log: Logger;
  readonly clock: Clock;
  invoke(invocation: ParsedInvocation): Promise<Outcome>;
  track<Result>(work: Promise<Result>): Promise<Result>;
}

type Reply = Extract<Outcome, { readonly kind: "reply" }>;

/** Opens the forms of commands, and takes them in when they are filled in. */
export function createCommandForms({ api, log, clock, invoke, track }: Deps) {
  return {
    /** Throws PlatformError. */
    async open({ channel, replyTo }: ParsedInvocation, form: CommandForm): Promise<void> {
      if (replyTo.kind !== "interaction") return;
      const { interactionId: trigger_id, token: responseUrl, expiresAt } = replyTo;
      const { workspaceId, channelId } = channel;
      const { action, title } = form;
      const metadata = { version: 1, action, title, workspaceId, channelId, responseUrl, expiresAt };
      const view = toFormView(form, JSON.stringify(metadata));
      await api.call("views.open", AbortSignal.timeout(OPEN_WITHIN_MS), (client) =>
        client.views.open({ trigger_id, view }),
      );
    },

    /** A refusal is laid on top of the form, which stays as it was filled in; anything else takes its place. */
    async take(body: unknown, ack: AckFn<ViewResponseAction>): Promise<void> {
      const filled = parseForm(body, { receivedAt: clock.now() });
      if (filled === undefined) return ack();
      const { title } = filled.metadata;
      const taken = track(outcomeOf(filled.invocation));
      const inTime = new AbortController();
      const tooLate = clock.wait(ACKNOWLEDGE_WITHIN_MS, inTime.signal).then(
        () => "late" as const,
        () => "late" as const,
      );
      const first = await Promise.race([taken, tooLate]);
      inTime.abort();
      if (first !== "late") {
        if (first === undefined) return ack();
        const view = toResultView(title, first.markdown);
        return ack({ response_action: first.isRefusal === true ? "push" : "update", view });
      }
      await ack();
      void track(taken.then((late) => tellLate(filled, late)));
    },
  };

  async function outcomeOf(invocation: ParsedInvocation): Promise<Reply | undefined> {
    try {
      const outcome = await invoke(invocation);
      return outcome.kind === "reply" ? outcome : undefined;
    } catch (error) {
      log.error({ err: error }, "A form could not be carried out");
      return { kind: "reply", markdown: userMessageOf(error), isRefusal: true };
    }
  }

  async function tellLate({ metadata }: FilledForm, reply: Reply | undefined): Promise<void> {
    if (reply === undefined) return;
    try {
      const signal = AbortSignal.timeout(RESPOND_WITHIN_MS);
      await postToResponseUrl(metadata.responseUrl, { type: "ephemeral", text: toMrkdwn(reply.markdown) }, signal);
    } catch (error) {
      log.error({ err: error }, "What became of a form could not be said");
    }
  }
}
