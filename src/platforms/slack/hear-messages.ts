import { UserInputError, userMessageOf } from "../../core/errors.ts";
import type { Outcome } from "../../core/invocation.ts";
import type { Logger } from "../../core/logger.ts";
import type { Language } from "../../core/messages/language.ts";
import { createOnceAQuestion } from "./once-a-question.ts";
import { type ParsedInvocation, parseEvent } from "./parse-event.ts";
import { createSessionStops } from "./session-stop.ts";
import type { SlackApi } from "./slack-api.ts";
import { tellAsker } from "./tell-asker.ts";
import { typedCommand } from "./typed-command.ts";

interface Deps {
  readonly api: SlackApi;
  readonly log: Logger;
  readonly clock: { now(): number };
  invoke(invocation: ParsedInvocation): Promise<Outcome>;
  languageOf(userId: string): Language;
}

/**
 * Hears what people say where we are, and Slack's own Stop. What rejects is not acknowledged, and comes again.
 */
export function createHearing({ api, log, clock, invoke, languageOf }: Deps) {
  const stops = createSessionStops({ api, log });
  const onceAQuestion = createOnceAQuestion();

  return {
    async message(body: unknown, botUserId: string): Promise<void> {
      const parsed = parseEvent(body, { botUserId, receivedAt: clock.now() });
      if (parsed === undefined) return;
      // Nothing else comes twice: what is said to others need not be remembered.
      if (parsed.trigger === "mention") return onceAQuestion(parsed.id, () => hear(parsed, botUserId));
      await hear(parsed, botUserId);
    },

    async stop(body: unknown, botUserId: string): Promise<void> {
      for (const stop of await stops.ofPress(body, { botUserId, receivedAt: clock.now() })) await invoke(stop);
    },
  };

  async function hear(parsed: ParsedInvocation, botUserId: string): Promise<void> {
    const language = languageOf(parsed.asker.id);
    const outcome = await outcomeOf(parsed, botUserId).catch((error: unknown): Outcome => {
      if (!(error instanceof UserInputError)) throw error;
      return { kind: "reply", markdown: userMessageOf(error, language), isRefusal: true };
    });
    if (outcome.kind === "reply") await tellAsker({ api, log, language }, parsed, outcome);
  }

  async function outcomeOf(parsed: ParsedInvocation, botUserId: string): Promise<Outcome> {
    return invoke(typedCommand(parsed) ?? (await stops.ofWord(parsed, botUserId)) ?? parsed);
  }
}
