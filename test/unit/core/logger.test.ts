import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { childOnUse, type Logger } from "../../../src/core/logger.ts";

/** A parent that keeps what is written, and counts the children it had to make. */
function openLog() {
  const lines: string[] = [];
  const root = pino({ level: "info", base: null, timestamp: false }, { write: (line) => lines.push(line) });
  let children = 0;
  const parent: Logger = {
    debug: root.debug.bind(root),
    info: root.info.bind(root),
    warn: root.warn.bind(root),
    error: root.error.bind(root),
    child(bindings) {
      children += 1;
      return root.child(bindings);
    },
  };
  return { parent, children: () => children, said: (): unknown[] => lines.map((line) => JSON.parse(line)) };
}

describe("childOnUse", () => {
  it("says with each sentence what it is bound to", () => {
    const { parent, said } = openLog();
    const log = childOnUse(parent, { jobId: "j1" });
    log.warn({ code: "X" }, "it went wrong");
    log.error("it went worse");
    log.child({ part: 2 }).info("a part");
    expect(said()).toEqual([
      { level: 40, jobId: "j1", code: "X", msg: "it went wrong" },
      { level: 50, jobId: "j1", msg: "it went worse" },
      { level: 30, jobId: "j1", part: 2, msg: "a part" },
    ]);
  });

  it("makes no child before there is something to say, and one for all that is said", () => {
    const { parent, children } = openLog();
    const log = childOnUse(parent, { jobId: "j1" });
    expect(children()).toBe(0);
    log.info("one");
    log.info("two");
    expect(children()).toBe(1);
  });
});
