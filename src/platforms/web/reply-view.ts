import type { Form, FormField } from "../../core/form.ts";
import type { Outcome, ReplyButton } from "../../core/invocation.ts";
import type { Language } from "../../core/messages/language.ts";
import { say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { renderMarkdown, textOfHtml } from "./render-markdown.ts";

/** What came of a press, for the one who pressed. */
export interface ReplyView {
  /** Safe to insert as it is. */
  readonly html: string;
  readonly text: string;
  readonly buttons: readonly ReplyButton[];
}

/** A form as the page shows it. */
export interface FormView {
  readonly title: string;
  readonly command: string;
  readonly fields: readonly FormField[];
  readonly words: {
    readonly save: string;
    readonly cancel: string;
    /** The choice of nothing. */
    readonly nothing: string;
    readonly roles: string;
  };
}

export function toReplyView({ markdown, buttons = [] }: Extract<Outcome, { kind: "reply" }>): ReplyView {
  const html = renderMarkdown(markdown);
  return { html, text: textOfHtml(html).trim(), buttons };
}

export function toFormView({ title, command, fields }: Form, language: Language): FormView {
  const words = {
    save: translate(say("button.save"), language),
    cancel: translate(say("button.cancel"), language),
    nothing: translate(say("web.form.nothing"), language),
    roles: translate(say("web.form.roles"), language),
  };
  return { title, command, fields, words };
}
