import { describe, expect, it } from "vitest";
import { ProviderError } from "../../../src/core/errors.ts";
import { createBreakers } from "../../../src/search-chat/circuit-breakers.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";

function start() {
  return createBreakers({ clock: { now: () => 0 }, log: createMemoryLog() }, { kept: ["home"] });
}

describe("the circuit breakers of a process", () => {
  it("are one for each name", async () => {
    const breakers = start();
    await breakers
      .of("a")
      .begin()
      ?.fail(new ProviderError("down", { code: "PROVIDER_UNAVAILABLE" }));
    expect(breakers.states()).toEqual([
      { name: "home", state: "closed", failures: 0 },
      { name: "a", state: "closed", failures: 1 },
    ]);
    expect(breakers.of("a").state().failures).toBe(1);
  });

  it("are at most a hundred beside the install's own, however many models channels name", async () => {
    const breakers = start();
    await breakers
      .of("failing")
      .begin()
      ?.fail(new ProviderError("down", { code: "PROVIDER_UNAVAILABLE" }));
    for (let count = 0; count < 250; count += 1) breakers.of(`model-${count}`);
    const names = breakers.states().map(({ name }) => name);
    expect(names).toHaveLength(101);
    expect(names).toEqual(expect.arrayContaining(["home", "failing", "model-249"]));
  });

  it("are at most a hundred even when all of them fail", async () => {
    const breakers = start();
    for (let count = 0; count < 150; count += 1) {
      await breakers
        .of(`model-${count}`)
        .begin()
        ?.fail(new ProviderError("down", { code: "PROVIDER_UNAVAILABLE" }));
    }
    const names = breakers.states().map(({ name }) => name);
    expect(names).toHaveLength(101);
    expect(names).toContain("model-149");
  });
});
