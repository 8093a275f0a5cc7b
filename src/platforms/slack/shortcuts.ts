import type { AckFn, ViewResponseAction } from "@slack/bolt";
import type { Clock } from "../../core/clock.ts";
import { PlatformError } from "../../core/errors.ts";
import type { Logger } from "../../core/logger.ts";
import type { Language } from "../../core/messages/language.ts";
import { createAskAbout } from "./ask-about.ts";
import { parseAskAbout, toAskAboutView } from "./ask-about-view.ts";
import { toResultView } from "./form-view.ts";
import type { Forms } from "./forms.ts";
import { inTime } from "./in-time.ts";
import { invocationAt } from "./modal-place.ts";
import { pressIdOf } from "./parse-control-press.ts";
import { parseShortcut, type Shortcut } from "./parse-shortcut.ts";
import type { ReplyOutcome, Run } from "./run-invocation.ts";
import { showReply } from "./show-reply.ts";
import type { SlackApi } from "./slack-api.ts";

/** What the manifest calls the two message shortcuts. */
export const WHY_SHORTCUT = "footnote_why";
export const ASK_ABOUT_SHORTCUT = "footnote_ask_about";

interface Deps {
  readonly api: SlackApi;
  readonly log: Logger;
  readonly clock: Clock;
  readonly run: Run;
  readonly forms: Pick<Forms, "openView">;
  languageOf(userId: string): Language;
  track<Result>(work: Promise<Result>): Promise<Result>;
}

/** What people can do with a message of anybody's: ask why it was (not) answered, and ask about it. */
export function createShortcuts({ api, log, clock, run, forms, languageOf, track }: Deps) {
  const ask = createAskAbout({ api, log, clock, run, languageOf });

  return {
    async why(body: unknown, context: { readonly botUserId: string; ack(): Promise<void> }): Promise<void> {
      const shortcut = parseShortcut(body, { ...context, receivedAt: clock.now() });
      if (shortcut !== undefined) await inTime(clock, track(explain(shortcut)));
      await context.ack();
    },

    async askAbout(body: unknown, context: { readonly botUserId: string; ack(): Promise<void> }): Promise<void> {
      const shortcut = parseShortcut(body, { ...context, receivedAt: clock.now() });
      if (shortcut !== undefined) await inTime(clock, track(open(shortcut)));
      await context.ack();
    },

    /** The modal of `askAbout` was filled in. */
    async take(body: unknown, ack: AckFn<ViewResponseAction>): Promise<void> {
      const asked = parseAskAbout(body);
      if (asked === undefined) return ack();
      const taken = track(ask(asked));
      const reply = await inTime(clock, taken);
      if (reply === undefined) return ack();
      if (reply === "late") {
        await ack();
        void track(taken.then((late) => tell(asked.place.responseUrl, asked.asker.id, late)));
        return;
      }
      const view = toResultView(asked.title, reply, { place: asked.place, language: languageOf(asked.asker.id) });
      await ack({ response_action: "push", view });
    },
  };

  async function explain({ place, asker, pointedAt, triggerId, responseUrl }: Shortcut): Promise<void> {
    const call = { name: "settings", action: "why", options: {} } as const;
    const happening = { id: `slack-${pressIdOf(triggerId)}`, asker, receivedAt: clock.now(), call };
    const reply = await run(() => ({ ...invocationAt(place, happening), pointedAt }), {
      language: languageOf(asker.id),
    });
    await tell(responseUrl, asker.id, reply);
  }

  async function open(shortcut: Shortcut): Promise<void> {
    const language = languageOf(shortcut.asker.id);
    try {
      await forms.openView(shortcut.triggerId, toAskAboutView(shortcut, language));
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      const reply = await run(() => Promise.reject(error), { language });
      await tell(shortcut.responseUrl, shortcut.asker.id, reply);
    }
  }

  async function tell(url: string | undefined, userId: string, reply: ReplyOutcome | undefined): Promise<void> {
    if (reply === undefined || url === undefined) return;
    try {
      await showReply(url, reply, { language: languageOf(userId) });
    } catch (error) {
      log.error({ err: error }, "What became of a shortcut could not be said");
    }
  }
}
