import { z } from "zod";
import { AppError } from "../../core/errors.ts";
import type { Logger } from "../../core/logger.ts";
import type { SlackApi } from "./slack-api.ts";

const answerSchema = z.object({ user: z.object({ locale: z.string().optional() }) });

const ANSWER_WITHIN_MS = 2_000;
const REMEMBER_MS = 60 * 60_000;
const ASK_AGAIN_AFTER_MS = 10 * 60_000;
const MAX_REMEMBERED = 10_000;

interface Deps {
  readonly api: SlackApi;
  readonly clock: { now(): number };
  readonly log: Logger;
}

/**
 * The languages people use Slack in. No event tells them, and no question waits for them: the first time nothing is
 * known, later it is. https://docs.slack.dev/reference/methods/users.info
 */
export function createLocales({ api, clock, log }: Deps) {
  const known = new Map<string, { readonly locale: string | undefined; readonly until: number }>();
  const asking = new Map<string, Promise<void>>();

  return {
    of: (userId: string): string | undefined => known.get(userId)?.locale,
    /** Asks Slack, unless that is not long ago. Never throws. */
    learn(userId: string): Promise<void> {
      if (clock.now() < (known.get(userId)?.until ?? 0)) return Promise.resolve();
      const asked = asking.get(userId) ?? ask(userId).finally(() => asking.delete(userId));
      asking.set(userId, asked);
      return asked;
    },
  };

  async function ask(userId: string): Promise<void> {
    try {
      const answer = await api.call("users.info", AbortSignal.timeout(ANSWER_WITHIN_MS), (client) =>
        client.users.info({ user: userId, include_locale: true }),
      );
      remember(userId, answerSchema.safeParse(answer).data?.user.locale, REMEMBER_MS);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      log.debug({ err: error, code: error.code }, "Slack does not say what language a person uses");
      remember(userId, known.get(userId)?.locale, ASK_AGAIN_AFTER_MS);
    }
  }

  function remember(userId: string, locale: string | undefined, forMs: number): void {
    const [oldest] = known.keys();
    if (known.size >= MAX_REMEMBERED && oldest !== undefined) known.delete(oldest);
    known.delete(userId);
    known.set(userId, { locale, until: clock.now() + forMs });
  }
}
