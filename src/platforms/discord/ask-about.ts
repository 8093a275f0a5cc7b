import type {
  APIModalInteractionResponseCallbackData,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
} from "discord.js";
import { askCall, type CommandCall } from "../../core/commands.ts";
import { cutText } from "../../core/cut-text.ts";
import { UserInputError } from "../../core/errors.ts";
import type { Form } from "../../core/form.ts";
import type { Invocation } from "../../core/invocation.ts";
import { languageOf } from "../../core/messages/language.ts";
import { say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { MAX_QUESTION_LENGTH } from "../../core/question-length.ts";
import { type FormValues, toModal, valuesOf } from "./form-modal.ts";
import { imagesOf } from "./message-images.ts";
import { wordsOf } from "./message-menu.ts";
import { createShortMemory } from "./short-memory.ts";

const PREFIX = "footnote:about:";
/** As long as the menu's own token lives. */
const KEEP_MS = 15 * 60_000;
const MOST_KEPT = 1_000;
/** The message shall have room beside it. */
const MAX_WORDS_LENGTH = 1_500;

type AskedAbout = Pick<Invocation, "images" | "inReplyTo"> & { readonly call: CommandCall };

interface About {
  readonly userId: string;
  readonly messageId: string;
  readonly words: string;
  readonly images: readonly string[];
}

/** Whether a form asks about a message. */
export function asksAbout(customId: string): boolean {
  return customId.startsWith(PREFIX);
}

/** The messages that people are about to ask about, for a quarter of an hour, in this process alone. */
export function createAskAbout(deps: { readonly clock: { now(): number } }) {
  const kept = createShortMemory<About>(deps, { keepMs: KEEP_MS, max: MOST_KEPT });

  return {
    /** Keeps the message and returns the form that asks what to ask about it. */
    open(interaction: MessageContextMenuCommandInteraction): APIModalInteractionResponseCallbackData {
      const { id, user, targetMessage, locale } = interaction;
      const words = wordsOf(targetMessage).slice(0, MAX_QUESTION_LENGTH);
      const images = imagesOf([targetMessage]);
      kept.keep(id, { userId: user.id, messageId: targetMessage.id, words, images });
      return toModal(formOf(id, locale), { prefix: PREFIX });
    },

    /** The form once more, with what was typed into it. */
    reopen(customId: string, { typed, locale }: { readonly typed: FormValues; readonly locale: string }) {
      return toModal(formOf(customId.slice(PREFIX.length), locale), { prefix: PREFIX, typed });
    },

    /** What is asked, with the message. Throws UserInputError when the message is kept no more. */
    parse(interaction: ModalSubmitInteraction): AskedAbout {
      const about = kept.recall(interaction.customId.slice(PREFIX.length));
      if (about?.userId !== interaction.user.id) throw new UserInputError(say("discord.about.forgotten"));
      const { messageId, images } = about;
      return {
        call: askCall(withQuote(valuesOf(interaction)["question"] ?? "", about.words)),
        inReplyTo: { messageId },
        ...(images.length === 0 ? {} : { images }),
      };
    },
  };
}

function formOf(id: string, locale: string): Form {
  const language = languageOf(locale);
  return {
    title: translate(say("discord.about.title"), language),
    command: id,
    fields: [
      {
        name: "question",
        kind: "text",
        label: translate(say("discord.about.question"), language),
        help: translate(say("discord.about.help"), language),
        isRequired: true,
        isLong: true,
        maxLength: MAX_WORDS_LENGTH,
      },
    ],
  };
}

/** The question, and under it the message as a quotation, as much of it as a question may hold. */
function withQuote(question: string, words: string): string {
  if (words.trim() === "") return question;
  const quoted = words.replace(/^/gmu, "> ");
  const room = MAX_QUESTION_LENGTH - question.length - 2;
  const [cut = ""] = cutText(quoted, [], { maxLength: room - 1, measure: (text) => text.length });
  return `${question}\n\n${cut.length < quoted.length ? `${cut}…` : cut}`;
}
