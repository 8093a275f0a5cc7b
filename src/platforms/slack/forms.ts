import type { AckFn, ViewResponseAction } from "@slack/bolt";
import type { ModalView } from "@slack/web-api";
import type { Clock } from "../../core/clock.ts";
import { PlatformError } from "../../core/errors.ts";
import type { Form, FormChoice } from "../../core/form.ts";
import type { Logger } from "../../core/logger.ts";
import type { Language } from "../../core/messages/language.ts";
import { say } from "../../core/messages/message.ts";
import { toFormView, toResultView } from "./form-view.ts";
import { inTime } from "./in-time.ts";
import type { ModalPlace } from "./modal-place.ts";
import { type FilledForm, parseForm } from "./parse-form.ts";
import { slackErrorOf } from "./platform-error.ts";
import type { ReplyOutcome, Run } from "./run-invocation.ts";
import { showReply } from "./show-reply.ts";
import type { SlackApi } from "./slack-api.ts";

/** A trigger opens a modal for 3 s. https://docs.slack.dev/surfaces/modals */
const OPEN_WITHIN_MS = 2_500;

interface Deps {
  readonly api: SlackApi;
  readonly log: Logger;
  readonly clock: Clock;
  readonly run: Run;
  languageOf(userId: string): Language;
  /** The user groups to choose from; undefined where Slack does not tell in time. */
  groupChoices(): Promise<readonly FormChoice[] | undefined>;
  /** Told when a form has been carried out; `notice`: what is to be said of it, when only a Home tab under it can. */
  onChanged(userId: string, place: ModalPlace, notice?: string): void;
  track<Result>(work: Promise<Result>): Promise<Result>;
}

interface OpenOptions {
  readonly triggerId: string;
  readonly place: ModalPlace;
  readonly language: Language;
}

export type Forms = ReturnType<typeof createForms>;

/** Opens modals, and takes in the forms of commands when they are filled in. */
export function createForms({ api, log, clock, run, languageOf, groupChoices, onChanged, track }: Deps) {
  return {
    /** Throws PlatformError. */
    async open(form: Form, { triggerId, ...options }: OpenOptions): Promise<void> {
      await openView(triggerId, await viewOf(form, options));
    },
    openView,
    viewOf,

    /** A refusal is laid on top of the form, which stays as it was filled in; anything else takes its place. */
    async take(body: unknown, ack: AckFn<ViewResponseAction>): Promise<void> {
      const filled = parseForm(body, { receivedAt: clock.now() });
      if (filled === undefined) return ack();
      const language = languageOf(filled.asker.id);
      let next: ModalView | undefined;
      const taken = track(
        run(filled.read, {
          language,
          openForm: async (form) => {
            next = await viewOf(form, { place: filled.place, language });
          },
        }),
      );
      const reply = await inTime(clock, taken);
      if (reply === "late") {
        await ack();
        void track(taken.then((late) => tellLate(filled, late)));
        return;
      }
      if (reply?.isRefusal !== true) onChanged(filled.asker.id, filled.place);
      if (reply === undefined) return next === undefined ? ack() : ack({ response_action: "update", view: next });
      const view = toResultView(filled.title, reply, { place: filled.place, language });
      return ack({ response_action: reply.isRefusal === true ? "push" : "update", view });
    },
  };

  async function openView(triggerId: string, view: ModalView): Promise<void> {
    try {
      await api.call("views.open", AbortSignal.timeout(OPEN_WITHIN_MS), (client) =>
        client.views.open({ trigger_id: triggerId, view }),
      );
    } catch (error) {
      if (!TOO_LATE.has(slackErrorOf(error) ?? "")) throw error;
      throw new PlatformError("The trigger of a form had expired before the form was there", {
        code: "REPLY_EXPIRED",
        userMessage: say("slack.formTooLate"),
        cause: error,
      });
    }
  }

  async function viewOf(form: Form, options: Omit<OpenOptions, "triggerId">): Promise<ModalView> {
    const hasRoles = form.fields.some(({ kind }) => kind === "roles");
    return toFormView(form, { ...options, groups: hasRoles ? await groupChoices() : undefined });
  }

  async function tellLate({ asker, place }: FilledForm, reply: ReplyOutcome | undefined): Promise<void> {
    const { responseUrl } = place;
    if (reply?.isRefusal !== true || responseUrl === undefined)
      onChanged(asker.id, place, responseUrl === undefined ? reply?.markdown : undefined);
    if (reply === undefined || responseUrl === undefined) return;
    try {
      await showReply(responseUrl, reply, { language: languageOf(asker.id) });
    } catch (error) {
      log.error({ err: error }, "What became of a form could not be said");
    }
  }
}

const TOO_LATE = new Set(["expired_trigger_id", "exchanged_trigger_id", "trigger_expired", "trigger_exchanged"]);
