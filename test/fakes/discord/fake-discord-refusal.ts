/** An error answer in Discord's form. https://docs.discord.com/developers/topics/opcodes-and-status-codes */
export class FakeDiscordRefusal extends Error {
  readonly status: number;
  readonly code: number;
  readonly detail: object;

  constructor(status: number, code: number, message: string, detail: object = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.detail = detail;
  }
}
