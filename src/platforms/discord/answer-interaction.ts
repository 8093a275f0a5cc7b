import { setTimeout as delay } from "node:timers/promises";
import type {
  ButtonInteraction,
  ChatInputCommandInteraction,
  Interaction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
} from "discord.js";
import type { CommandCall } from "../../core/commands.ts";
import { UserInputError, userMessageOf } from "../../core/errors.ts";
import { callOfForm, mayOpenForm, parseCommandLine } from "../../core/form.ts";
import type { Invocation, Outcome } from "../../core/invocation.ts";
import type { Logger } from "../../core/logger.ts";
import { type Language, languageOf } from "../../core/messages/language.ts";
import { say } from "../../core/messages/message.ts";
import { asksAbout, createAskAbout } from "./ask-about.ts";
import { formCommandOf, toModal, valuesOf } from "./form-modal.ts";
import { menuOf, pointedAt } from "./message-menu.ts";
import { parseCommand, toInvocation, type UserInteraction, visibilityOf } from "./parse-interaction.ts";
import { parsePress } from "./parse-press.ts";
import { commandLineOf } from "./reply-buttons.ts";
import { acknowledge, defer, type Said, showInInteraction, showToPresser, takePrivate } from "./show-outcome.ts";
import { createTypedForms, openingCallOf, opensAgain, type TypedForm } from "./typed-forms.ts";

interface Deps {
  readonly log: Logger;
  readonly clock: { now(): number };
  /** What becomes of an invocation; never rejects. */
  outcomeOf(read: () => Invocation, language: Language): Promise<Outcome>;
}

/** What can still be answered with a form. */
type FormOpener = Exclude<UserInteraction, ModalSubmitInteraction>;

/** Discord waits 3 s for a form; after this it is told to wait for words. */
const FORM_WITHIN_MS = 2_000;

/** Answers commands, menus, buttons and forms: each is acknowledged within Discord's 3 s, carried out, and shown. */
export function createAnswerInteraction({ log, clock, outcomeOf }: Deps): (interaction: Interaction) => Promise<void> {
  const typedForms = createTypedForms({ clock });
  const about = createAskAbout({ clock });

  return async (interaction) => {
    if (interaction.isChatInputCommand()) await onCommand(interaction);
    else if (interaction.isMessageContextMenuCommand()) await onMenu(interaction);
    else if (interaction.isButton()) await onPress(interaction);
    else if (interaction.isModalSubmit()) await onForm(interaction);
  };

  async function onCommand(interaction: ChatInputCommandInteraction): Promise<void> {
    const receivedAt = clock.now();
    await unlessRefused(interaction, async () => {
      const call = parseCommand(interaction);
      await carryOut(interaction, call, { receivedAt, visibility: visibilityOf(call) });
    });
  }

  async function onMenu(interaction: MessageContextMenuCommandInteraction): Promise<void> {
    const receivedAt = clock.now();
    switch (menuOf(interaction)) {
      case "why": {
        const call = { name: "settings", action: "why", options: {} } as const;
        const pointed = pointedAt(interaction);
        return carryOut(interaction, call, { receivedAt, visibility: "asker", fields: { pointedAt: pointed } });
      }
      case "ask":
        return acknowledge(interaction, () => interaction.showModal(about.open(interaction)));
      case undefined:
        return refuse(interaction, new UserInputError(say("discord.commandOutOfDate")));
    }
  }

  async function onPress(interaction: ButtonInteraction): Promise<void> {
    const receivedAt = clock.now();
    const { customId } = interaction;
    const line = commandLineOf(customId);
    await unlessRefused(interaction, async () => {
      if (opensAgain(customId)) return reopen(interaction, typedForms.recall(interaction), receivedAt);
      if (line !== undefined) {
        const call = orOutOfDate("button", () => parseCommandLine(line));
        return carryOut(interaction, call, { receivedAt, visibility: "asker" });
      }
      const invocation = parsePress(interaction, { receivedAt });
      await acknowledge(interaction, () => interaction.deferUpdate());
      const outcome = await outcomeOf(() => invocation, languageOf(interaction.locale));
      if (outcome.kind === "reply") await showToPresser(interaction, outcome);
    });
  }

  async function onForm(interaction: ModalSubmitInteraction): Promise<void> {
    const receivedAt = clock.now();
    const { customId } = interaction;
    await unlessRefused(interaction, async () => {
      const { call, ...fields } = asksAbout(customId) ? about.parse(interaction) : { call: formCallOf(interaction) };
      const visibility = asksAbout(customId) ? "public" : "asker";
      await defer(interaction, visibility);
      const invocation = { ...toInvocation(interaction, call, { receivedAt, visibility }), ...fields };
      const outcome = await outcomeOf(() => invocation, languageOf(interaction.locale));
      const isRefusal = outcome.kind === "reply" && outcome.isRefusal === true;
      const row = isRefusal ? typedForms.keep(interaction) : undefined;
      await settle(interaction, outcome, { visibility, row });
    });
  }

  /** The form that was refused, with what was typed into it. */
  async function reopen(
    interaction: ButtonInteraction,
    typed: TypedForm | undefined,
    receivedAt: number,
  ): Promise<void> {
    if (typed === undefined) throw new UserInputError(say("discord.forgotten"));
    const { customId, values } = typed;
    if (asksAbout(customId)) {
      const modal = about.reopen(customId, { typed: values, locale: interaction.locale });
      return acknowledge(interaction, () => interaction.showModal(modal));
    }
    const call = orOutOfDate("form", () => openingCallOf(formCommandOf(customId) ?? ""));
    await carryOut(interaction, call, { receivedAt, visibility: "asker", typed });
  }

  async function carryOut(
    interaction: FormOpener,
    call: CommandCall,
    {
      receivedAt,
      visibility,
      fields = {},
      typed,
    }: {
      readonly receivedAt: number;
      readonly visibility: "public" | "asker";
      readonly fields?: Pick<Invocation, "pointedAt">;
      readonly typed?: TypedForm;
    },
  ): Promise<void> {
    const invocation = { ...toInvocation(interaction, call, { receivedAt, visibility }), ...fields };
    if (mayOpenForm(call)) return openForm(interaction, invocation, typed);
    await defer(interaction, visibility);
    await settle(interaction, await outcomeOf(() => invocation, languageOf(interaction.locale)), { visibility });
  }

  /** A form is the first answer or none, so nothing is acknowledged before it is there. */
  async function openForm(interaction: FormOpener, invocation: Invocation, typed?: TypedForm): Promise<void> {
    const answering = outcomeOf(() => ({ ...invocation, canShowForm: true }), languageOf(interaction.locale));
    const isLate = await hasNotCome(answering, FORM_WITHIN_MS);
    if (isLate) await defer(interaction, "asker");
    const outcome = await answering;
    if (isLate || outcome.kind !== "form") return settle(interaction, outcome, { visibility: "asker" });
    // What was typed was typed on what the form showed when it was first opened, which its command says.
    const command = formCommandOf(typed?.customId ?? "") ?? outcome.form.command;
    const modal = toModal(
      { ...outcome.form, command },
      { typed: typed?.values, roles: interaction.guild?.roles.cache },
    );
    await acknowledge(interaction, () => interaction.showModal(modal));
  }

  /** Shows what became of it, where Discord is waiting for it. */
  async function settle(
    interaction: UserInteraction,
    outcome: Outcome,
    shown: Parameters<typeof showInInteraction>[2],
  ): Promise<void> {
    switch (outcome.kind) {
      case "reply":
        return showInInteraction(interaction, outcome, shown);
      case "accepted":
        if (!interaction.deferred) await defer(interaction, shown.visibility);
        else if (shown.visibility === "public" && outcome.visibility === "asker") await takePrivate(interaction);
        return;
      case "ignored":
        // Discord takes no answer for an answer of nothing: "thinking…" comes and goes.
        if (!interaction.deferred) await defer(interaction, shown.visibility);
        await interaction.deleteReply();
        return;
      case "form":
        log.warn({ command: outcome.form.command }, "a form came too late to be opened on Discord");
        return refuse(interaction, new UserInputError(say("discord.formTooLate")), shown);
    }
  }

  async function unlessRefused(interaction: UserInteraction, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof UserInputError)) throw error;
      await refuse(interaction, error);
    }
  }

  async function refuse(
    interaction: UserInteraction,
    error: UserInputError,
    shown: Parameters<typeof showInInteraction>[2] = { visibility: "asker" },
  ): Promise<void> {
    const said: Said = {
      kind: "reply",
      markdown: userMessageOf(error, languageOf(interaction.locale)),
      isRefusal: true,
    };
    await showInInteraction(interaction, said, shown);
  }
}

/** The command of a form that was filled in. Throws UserInputError when it is none of today's. */
function formCallOf(interaction: ModalSubmitInteraction): CommandCall {
  const command = formCommandOf(interaction.customId) ?? "";
  return orOutOfDate("form", () => callOfForm(command, valuesOf(interaction)));
}

/** A command that a button or a form carries is ours; what it cannot be today is of another version. */
function orOutOfDate(carrier: "button" | "form", parse: () => CommandCall): CommandCall {
  try {
    return parse();
  } catch (cause) {
    if (!(cause instanceof UserInputError)) throw cause;
    throw new UserInputError(say(`discord.${carrier}OutOfDate`), { cause });
  }
}

async function hasNotCome(work: Promise<unknown>, withinMs: number): Promise<boolean> {
  const came = new AbortController();
  const late = delay(withinMs, true, { signal: came.signal }).catch(() => false);
  try {
    return await Promise.race([work.then(() => false), late]);
  } finally {
    came.abort();
  }
}
