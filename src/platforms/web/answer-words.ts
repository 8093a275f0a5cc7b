import { ANSWER_CONTROLS, type AnswerControl, FEEDBACK_VALUES, type FeedbackValue } from "../../core/chat.ts";
import { LANGUAGES, type Language } from "../../core/messages/language.ts";
import { type Message, say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";

/** What a button under an answer says, before and after it is pressed, and what it does. */
export interface ControlWords {
  readonly label: string;
  readonly busy: string;
  readonly title: string;
}

/** Footnote's own words under an answer. `{item}` and `{subject}` are for the page to fill in. */
export interface AnswerWords {
  readonly controls: Readonly<Record<AnswerControl, ControlWords>>;
  readonly searching: string;
  readonly writing: string;
  readonly sources: string;
  readonly noAnswer: string;
  readonly brokeOff: string;
  readonly thumbs: Readonly<Record<FeedbackValue, string>> & {
    readonly answer: string;
    readonly digest: string;
    readonly item: string;
    readonly question: string;
    readonly thanks: string;
  };
}

/** The words in every language; the page fetches them once. */
export function answerWords(): Readonly<Record<Language, AnswerWords>> {
  return recordOf(LANGUAGES, (language) => wordsOf((message) => translate(message, language)));
}

/** How an answer with so many sources is summed up; `took` has `{seconds}` for the page to fill in. */
export interface SummaryView {
  readonly plain: string;
  readonly took: string;
}

export function summaryOf(count: number, language: Language): SummaryView {
  return {
    plain: translate(say("web.summary", { count }), language),
    took: translate(say("web.summary.took", { count, seconds: "{seconds}" }), language),
  };
}

function wordsOf(to: (message: Message) => string): AnswerWords {
  return {
    controls: recordOf(ANSWER_CONTROLS, (control) => ({
      label: to(say(`button.${control}`)),
      busy: to(say(`web.${control}.busy`)),
      title: to(say(`web.${control}.title`)),
    })),
    searching: to(say("web.searching")),
    writing: to(say("web.writing")),
    sources: to(say("web.sources")),
    noAnswer: to(say("web.noAnswer")),
    brokeOff: to(say("web.brokeOff")),
    thumbs: {
      ...recordOf(FEEDBACK_VALUES, (value) => to(say(`web.thumb.${value}`))),
      answer: to(say("web.thumbs.answer")),
      digest: to(say("web.thumbs.digest")),
      item: to(say("web.thumbs.item", { item: "{item}" })),
      question: to(say("web.thumbs.question", { subject: "{subject}" })),
      thanks: to(say("web.thumbs.thanks")),
    },
  };
}

function recordOf<Key extends string, Value>(keys: readonly Key[], toValue: (key: Key) => Value): Record<Key, Value>;
function recordOf(keys: readonly string[], toValue: (key: string) => unknown): Record<string, unknown> {
  return Object.fromEntries(keys.map((key) => [key, toValue(key)]));
}
