/** A refusal as Slack words it: `{ "ok": false, "error": code }`. */
export class SlackFault extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}
