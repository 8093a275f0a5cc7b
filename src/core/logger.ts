type Log = { (fields: object, sentence: string): void; (sentence: string): void };

/** The part of pino that the product uses. Object first, sentence second. */
export interface Logger {
  readonly debug: Log;
  readonly info: Log;
  readonly warn: Log;
  readonly error: Log;
  child(bindings: object): Logger;
}

/** A child that is made when it first says something: pino censors and writes down the bindings of every child it makes. */
export function childOnUse(parent: Logger, bindings: object): Logger {
  let made: Logger | undefined;
  const at =
    (level: "debug" | "info" | "warn" | "error"): Log =>
    (first: object | string, sentence?: string) => {
      made ??= parent.child(bindings);
      if (typeof first === "string") made[level](first);
      else made[level](first, sentence ?? "");
    };
  return {
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
    child: (more) => childOnUse(parent, { ...bindings, ...more }),
  };
}
