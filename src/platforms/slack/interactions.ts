import type { App, MessageShortcut, ViewSubmitAction } from "@slack/bolt";
import type { Clock } from "../../core/clock.ts";
import type { Outcome } from "../../core/invocation.ts";
import type { Logger } from "../../core/logger.ts";
import type { Language } from "../../core/messages/language.ts";
import { CONTROL_ACTION } from "./answer-blocks.ts";
import { ASK_ABOUT_VIEW } from "./ask-about-view.ts";
import { createCommandAnswers } from "./command-answers.ts";
import { createControlPresses } from "./control-presses.ts";
import { FORM_CALLBACK } from "./form-view.ts";
import { createForms } from "./forms.ts";
import { createHome } from "./home.ts";
import type { Identity } from "./identity.ts";
import { inTime } from "./in-time.ts";
import { createMemberships } from "./memberships.ts";
import type { ParsedInvocation } from "./parse-event.ts";
import { createRun } from "./run-invocation.ts";
import { ASK_ABOUT_SHORTCUT, createShortcuts, WHY_SHORTCUT } from "./shortcuts.ts";
import type { SlackApi } from "./slack-api.ts";
import type { UserGroups } from "./user-groups.ts";
import { createViewPresses } from "./view-presses.ts";

interface Deps {
  readonly api: SlackApi;
  readonly log: Logger;
  readonly clock: Clock;
  invoke(invocation: ParsedInvocation): Promise<Outcome>;
  track<Result>(work: Promise<Result>): Promise<Result>;
  languageOf(userId: string): Language;
  learnLanguage(userId: string): Promise<void>;
  readonly groups: Pick<UserGroups, "choices" | "withIds">;
}

/** What people type after a slash, press, fill in and choose, which Slack delivers once: each must be answered in 3 s. */
export function createInteractions({ groups, learnLanguage, invoke, ...shared }: Deps) {
  const { api, log, clock, track } = shared;
  const run = createRun({ log, invoke });
  const isMember = createMemberships({ api, clock });
  const home = createHome({ ...shared, run, learnLanguage, isMember });
  const forms = createForms({
    ...shared,
    run,
    groupChoices: groups.choices,
    onChanged(userId, { workspaceId, home: shown }, notice) {
      // Not awaited: the modal is answered first.
      if (shown !== undefined) void track(home.publish({ asker: { id: userId }, workspaceId, home: shown, notice }));
    },
  });
  const commands = createCommandAnswers({ ...shared, run, forms, groups });
  const messagePresses = createControlPresses({ ...shared, run, forms });
  const viewPresses = createViewPresses({ ...shared, run, forms, home, isMember });
  const shortcuts = createShortcuts({ ...shared, run, forms });

  return {
    /** A tab that takes longer to draw is drawn all the same, and need not be told of again. */
    async openHome(body: unknown): Promise<void> {
      await inTime(clock, track(home.opened(body)));
    },
    listen(app: App, identityOf: () => Identity): void {
      app.command(/^\//u, ({ body, ack }) => commands.answer(body, { ack, identity: identityOf() }));
      app.action(new RegExp(`^${CONTROL_ACTION}`, "u"), ({ body, ack }) =>
        (isInView(body) ? viewPresses : messagePresses).take(body, () => ack()),
      );
      app.view<ViewSubmitAction>(FORM_CALLBACK, ({ body, ack }) => forms.take(body, ack));
      app.view<ViewSubmitAction>(ASK_ABOUT_VIEW, ({ body, ack }) => shortcuts.take(body, ack));
      const withAck = (ack: () => Promise<void>) => ({ botUserId: identityOf().botUserId, ack: () => ack() });
      app.shortcut<MessageShortcut>(WHY_SHORTCUT, ({ body, ack }) => shortcuts.why(body, withAck(ack)));
      app.shortcut<MessageShortcut>(ASK_ABOUT_SHORTCUT, ({ body, ack }) => shortcuts.askAbout(body, withAck(ack)));
    },
  };
}

/** What is pressed in a modal or a Home tab belongs to no message. */
function isInView(body: object): boolean {
  return "view" in body && body.view !== undefined;
}
