type Log = { (fields: object, sentence: string): void; (sentence: string): void };

/** The part of pino that the product uses. Object first, sentence second. */
export interface Logger {
  readonly debug: Log;
  readonly info: Log;
  readonly warn: Log;
  readonly error: Log;
  child(bindings: object): Logger;
}
