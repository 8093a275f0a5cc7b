import { sentenceOf } from "./api.js";
import { html, nothing, render } from "./lit-html/lit-html.js";
import { newId } from "./new-id.js";

/**
 * @typedef {import("../reply-view.ts").FormView} FormView
 * @typedef {import("../reply-view.ts").ReplyView} ReplyView
 * @typedef {FormView["fields"][number]} Field
 * @typedef {{ command: string, values: Record<string, string>, id: string, under: string | undefined, isTyped: boolean }} FilledForm
 * @typedef {{ channel: string, under?: string | undefined, isTyped?: boolean, done?: (reply: ReplyView | undefined) => void }} Opened
 */

/**
 * The form that a command opens, as a dialog over the page. A refusal stands in it, and what was typed stays; Escape and
 * Cancel close it. The focus goes to its first field, and back to where it was.
 *
 * @param {{ submit: (channel: string, filled: FilledForm) => Promise<{ reply?: ReplyView, form?: FormView }> }} actions
 */
export function createFormDialog({ submit }) {
  const host = document.createElement("div");
  document.body.append(host);
  /** @type {{ form: FormView, opened: Opened, id: string } | undefined} */
  let shown;
  let isSending = false;
  /** @type {string | undefined} */
  let error;

  const dialog = () => host.querySelector("dialog");
  const close = () => dialog()?.close();

  const update = () => {
    render(shown === undefined ? nothing : dialogView(shown.form, { isSending, error, send, close, onClose }), host);
  };
  const onClose = () => {
    shown = undefined;
    update();
  };

  /** @param {HTMLFormElement} element */
  const send = async (element) => {
    if (shown === undefined || isSending) return;
    const { form, opened, id } = shown;
    [isSending, error] = [true, undefined];
    update();
    try {
      const values = valuesOf(form.fields, new FormData(element));
      const { channel, under, isTyped = false } = opened;
      // It is about the channel that it was opened in, whichever is shown by now.
      const result = await submit(channel, { command: form.command, values, id, under, isTyped });
      isSending = false;
      // It may have been closed meanwhile; what it changed holds all the same.
      if (shown?.form === form) close();
      if (result.form !== undefined) open(result.form, opened);
      opened.done?.(result.reply);
    } catch (failure) {
      [isSending, error] = [false, sentenceOf(failure)];
      // Refused is not done: sent again, it is another try.
      if (shown?.form === form) shown = { form, opened, id: newId() };
      update();
    }
  };

  /** @param {FormView} form @param {Opened} opened */
  const open = (form, opened) => {
    close();
    [shown, isSending, error] = [{ form, opened, id: newId() }, false, undefined];
    // A dialog of its own for each form: what was typed into another one is gone with it.
    render(nothing, host);
    update();
    dialog()?.showModal();
    // A list of fields that scrolls would take the focus itself.
    dialog()
      ?.querySelector(/** @type {"input"} */ ("input, select, textarea"))
      ?.focus();
  };

  return { open };
}

/** Fields left empty are given as the empty text, several values joined. @param {readonly Field[]} fields @param {FormData} data */
function valuesOf(fields, data) {
  return Object.fromEntries(
    fields.map(({ name }) => [
      name,
      data
        .getAll(name)
        .filter((value) => typeof value === "string" && value !== "")
        .join(", "),
    ]),
  );
}

/**
 * @param {FormView} form
 * @param {{
 *   isSending: boolean,
 *   error: string | undefined,
 *   send: (element: HTMLFormElement) => Promise<void>,
 *   close: () => void,
 *   onClose: () => void,
 * }} context
 */
function dialogView({ title, fields, words }, { isSending, error, send, close, onClose }) {
  return html`<dialog class="form-dialog" aria-labelledby="form-title" @close=${onClose}>
    <form
      @submit=${(/** @type {SubmitEvent & { currentTarget: HTMLFormElement }} */ event) => {
        event.preventDefault();
        void send(event.currentTarget);
      }}
    >
      <h2 id="form-title">${title}</h2>
      <div class="form-fields">${fields.map((field) => fieldView(field, words))}</div>
      <p class="form-error" role="alert">${error ?? ""}</p>
      <div class="form-actions">
        <button type="button" class="form-button" @click=${close}>${words.cancel}</button>
        <button type="submit" class="form-button primary" aria-disabled=${isSending ? "true" : "false"}>
          ${words.save}
        </button>
      </div>
    </form>
  </dialog>`;
}

/** @param {Field} field @param {FormView["words"]} words */
function fieldView(field, words) {
  const { name, label, isRequired = false } = field;
  const help = [field.help, field.kind === "roles" ? words.roles : undefined].filter((text) => text !== undefined);
  const helpId = help.length === 0 ? nothing : `help-${name}`;
  const helpText = help.length === 0 ? nothing : html`<p class="field-help" id=${helpId}>${help.join(" ")}</p>`;
  if (field.kind === "choices") {
    return html`<fieldset class="field" aria-describedby=${helpId}>
      <legend>${label}</legend>
      ${helpText}
      ${field.choices.map(
        (choice) => html`<label class="field-choice"
          ><input type="checkbox" name=${name} value=${choice.value} ?checked=${field.values.includes(choice.value)} /><span
            >${choice.label}</span
          ></label
        >`,
      )}
    </fieldset>`;
  }
  return html`<div class="field">
    <label for=${`field-${name}`}>${label}</label>
    ${helpText}${inputView(field, { id: `field-${name}`, helpId, isRequired, words })}
  </div>`;
}

/**
 * @param {Exclude<Field, { kind: "choices" }>} field
 * @param {{ id: string, helpId: string | typeof nothing, isRequired: boolean, words: FormView["words"] }} context
 */
function inputView(field, { id, helpId, isRequired, words }) {
  const { name } = field;
  switch (field.kind) {
    case "choice":
      return html`<select id=${id} name=${name} aria-describedby=${helpId} ?required=${isRequired}>
        ${isRequired ? nothing : html`<option value="">${words.nothing}</option>`}
        ${field.choices.map(
          ({ value, label }) => html`<option value=${value} ?selected=${value === field.value}>${label}</option>`,
        )}
      </select>`;
    case "integer":
      return html`<input
        id=${id}
        name=${name}
        type="number"
        step="1"
        min=${field.min ?? nothing}
        max=${field.max ?? nothing}
        aria-describedby=${helpId}
        ?required=${isRequired}
        .value=${field.value ?? ""}
      />`;
    case "roles":
      return html`<input
        id=${id}
        name=${name}
        type="text"
        aria-describedby=${helpId}
        ?required=${isRequired}
        .value=${field.values.join(", ")}
      />`;
    case "text":
      return field.isLong === true
        ? html`<textarea
            id=${id}
            name=${name}
            rows="4"
            maxlength=${field.maxLength ?? nothing}
            aria-describedby=${helpId}
            ?required=${isRequired}
            .value=${field.value ?? ""}
          ></textarea>`
        : html`<input
            id=${id}
            name=${name}
            type="text"
            maxlength=${field.maxLength ?? nothing}
            aria-describedby=${helpId}
            ?required=${isRequired}
            .value=${field.value ?? ""}
          />`;
  }
}
