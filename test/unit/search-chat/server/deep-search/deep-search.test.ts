import { describe, expect, it } from "vitest";
import { ServerFailure } from "../../../../../src/search-chat/server/failure.ts";
import { ENOUGH, hit, notYet, openWorld, plan, until } from "./deep-search-driver.ts";

const A = "https://a.example/one";
const B = "https://b.example/two";
const C = "https://c.example/three";

describe("a deep search", () => {
  it("plans, searches, reads, judges, searches again, and answers from what it has read", async () => {
    const world = openWorld({
      says: (stage, { nth }) => {
        if (stage === "plan") return plan("queue durability", "queue speed");
        if (stage === "judge") return nth === 1 ? notYet("what it costs", "queue price") : ENOUGH;
        return "It is durable [1] and cheap [3].";
      },
      find: (query) => ({ "queue durability": [hit(A)], "queue speed": [hit(B), hit(A)] })[query] ?? [hit(C)],
      page: (url) => `The whole text of ${url}.`,
    });

    const { text, reasoning, sources, events, done } = await world.ask("Is the queue any good?");

    expect(world.queries()).toEqual(["queue durability", "queue speed", "queue price"]);
    expect(world.read).toEqual([A, B, C]);
    expect(reasoning.split("\n")).toEqual([
      "Searching: queue durability",
      "Searching: queue speed",
      "Found 2 new results",
      "Reading a.example (1 of 2)",
      "Reading b.example (2 of 2)",
      "Not yet answered: what it costs",
      "Searching: queue price",
      "Found 1 new result",
      "Reading c.example (1 of 1)",
      "",
    ]);
    expect(text).toBe("It is durable [1] and cheap [3].");
    expect(sources.map(({ number, url }) => [number, url])).toEqual([
      [1, A],
      [2, C],
      [3, B],
    ]);
    expect(events.findIndex(({ type }) => type === "sources")).toBeLessThan(
      events.findIndex(({ type }) => type === "text"),
    );
    for (const url of [A, B, C]) expect(world.shownAt("answer")[0]).toContain(`The whole text of ${url}.`);
    expect(done).toEqual([
      {
        type: "done",
        finishReason: "stop",
        usage: { promptTokens: 400, completionTokens: 40, totalTokens: 440 },
      },
    ]);
  });

  it("judges from what was found so far and knows what was searched for", async () => {
    const world = openWorld({
      says: (stage, { nth }) => (stage === "judge" ? (nth === 1 ? notYet("more", "second") : ENOUGH) : plan("first")),
      find: (query) => [hit(`https://${query}.example/`)],
      page: (url) => `Read at ${url}`,
    });
    await world.ask("Why?");
    const [first, second] = world.shownAt("judge");
    expect(first).toContain("Read at https://first.example/");
    expect(first).not.toContain("second");
    expect(second).toContain("- first\n- second");
    expect(second).toContain("Read at https://second.example/");
    expect(second).toMatch(/user: Why\?$/u);
  });

  it.each([
    ["prose", "I would search for queues."],
    ["nothing", ""],
    ["JSON of another kind", '{"answer": 42}'],
    ["an empty plan", plan()],
    ["a plan of blanks", plan(" ", "…")],
    ["brackets without an end", "[".repeat(30_000)],
  ])("searches for the question itself when the plan is %s", async (_, said) => {
    const world = openWorld({ says: (stage) => (stage === "plan" ? said : ENOUGH), find: () => [hit(A)] });
    await world.ask("Is the queue any good?");
    expect(world.queries()).toEqual(["Is the queue any good?"]);
  });

  it("leaves out what failed, says so, and answers from the rest", async () => {
    const world = openWorld({
      says: (stage) => (stage === "plan" ? plan("one", "two") : stage === "judge" ? ENOUGH : "Yes [1]."),
      find: (query) => {
        if (query === "one") throw new ServerFailure("searchBusy", { detail: "Tavily is asked too often." });
        return [hit(A), hit(B)];
      },
      page: (url) => (url === B ? "Text of B" : undefined),
    });
    const { reasoning, text, sources } = await world.ask("Really?");
    expect(reasoning).toContain("A search failed (one): Tavily is asked too often.\n");
    expect(reasoning).toContain("Could not read a.example: The site answered with status 404.\n");
    expect(text).toBe("Yes [1].");
    expect(sources.map(({ url }) => url)).toEqual([B, A]);
  });

  it("fails as the first search does when all fail", async () => {
    const failure = new ServerFailure("searchOutOfQuota", { detail: "Tavily's quota is used up." });
    const world = openWorld({
      says: (stage) => (stage === "plan" ? plan("one", "two") : "never asked"),
      find: () => {
        throw failure;
      },
    });
    await expect(world.ask("Really?")).rejects.toBe(failure);
    expect(world.shownAt("answer")).toEqual([]);
  });

  it("says that nothing was found when nothing was", async () => {
    const world = openWorld({
      says: (stage) => (stage === "plan" ? plan("one") : stage === "judge" ? ENOUGH : "Nothing was found."),
      find: () => [],
    });
    const { text, sources, events } = await world.ask("Really?");
    expect(text).toBe("Nothing was found.");
    expect(sources).toEqual([]);
    expect(events.some(({ type }) => type === "sources")).toBe(true);
    expect(world.shownAt("answer")[0]).toContain("found nothing");
  });

  it("tells the model's own failure, and searches for nothing", async () => {
    const failure = new ServerFailure("modelBusy");
    const world = openWorld({
      says: () => {
        throw failure;
      },
      find: () => [],
    });
    await expect(world.ask("Really?")).rejects.toBe(failure);
    expect(world.searched).toEqual([]);
  });

  it("reads no page twice, and none that the service has given whole", async () => {
    const whole = { ...hit(B), content: "A long text. ".repeat(200) };
    const world = openWorld({
      says: (stage, { nth }) =>
        stage === "plan" ? plan("one", "two") : stage === "judge" && nth === 1 ? notYet("x", "three") : ENOUGH,
      find: () => [hit(A), whole, hit("http://a.example/one/#part")],
      page: () => "Text",
    });
    await world.ask("Really?");
    expect(world.read).toEqual([A]);
    expect(world.shownAt("answer")[0]).toContain("A long text. A long text.");
  });
});

describe("the time of a deep search", () => {
  it("is up for a plan, a search and a page each, and the rest goes on", async () => {
    const never = new Promise<never>(() => undefined);
    const world = openWorld({
      says: (stage, { nth }) =>
        stage === "plan"
          ? undefined
          : stage === "judge"
            ? nth === 1
              ? notYet("x", "slow", "quick")
              : undefined
            : "Well [1].",
      find: (query) => (query === "slow" ? never : [hit(A), hit(B)]),
      page: (url) => (url === A ? never : "Text of B"),
    });
    const answered = world.ask("Really?");
    await until(() => world.shownAt("plan").length === 1);
    await world.clock.advance(90_000);
    await until(() => world.read.length === 2);
    await world.clock.advance(20_000);
    await until(() => world.queries().includes("quick"));
    await world.clock.advance(65_000);
    await until(() => world.shownAt("judge").length === 2);
    await world.clock.advance(90_000);
    const { reasoning, text } = await answered;
    expect(world.queries()).toEqual(["Really?", "slow", "quick"]);
    expect(reasoning).toContain("Could not read a.example: The page took too long to load.\n");
    expect(reasoning).toContain("A search failed (slow): ");
    expect(text).toBe("Well [1].");
    expect([world.chatModel.open(), world.clock.waiting()]).toEqual([0, 0]);
  });

  it("is up in all, and what was found is answered from", async () => {
    const world = openWorld({
      says: (stage) => (stage === "plan" ? plan("one") : stage === "judge" ? undefined : "As far as I know [1]."),
      find: () => [hit(A)],
      limits: { researchMs: 10_000, modelMs: 60_000 },
    });
    const answered = world.ask("Really?");
    await until(() => world.shownAt("judge").length === 1);
    await world.clock.advance(10_000);
    const { reasoning, text } = await answered;
    expect(reasoning).toMatch(/The time for research is up\n$/u);
    expect(text).toBe("As far as I know [1].");
    expect(world.chatModel.open()).toBe(0);
  });

  it("is up before anything was found, which is a failure of the search", async () => {
    const world = openWorld({
      says: () => plan("one"),
      find: () => new Promise(() => undefined),
      limits: { researchMs: 10_000 },
    });
    const answered = expect(world.ask("Really?")).rejects.toMatchObject({ failure: "searchTookTooLong" });
    await until(() => world.searched.length === 1);
    await world.clock.advance(10_000);
    await answered;
  });

  it.each(["plan", "find", "page", "judge", "answer"] as const)(
    "ends at once when the caller goes away during %s",
    async (when) => {
      const gone = new AbortController();
      const never = new Promise<never>(() => undefined);
      const world = openWorld({
        says: (stage) => (stage === when ? undefined : stage === "plan" ? plan("one") : ENOUGH),
        find: () => (when === "find" ? never : [hit(A)]),
        page: () => (when === "page" ? never : "Text"),
      });
      const ended = expect(world.ask("Really?", gone.signal)).rejects.toThrow("gone");
      await until(() =>
        when === "find"
          ? world.searched.length > 0
          : when === "page"
            ? world.read.length > 0
            : world.shownAt(when).length > 0,
      );
      gone.abort(new Error("gone"));
      await ended;
      expect([world.chatModel.open(), world.clock.waiting()]).toEqual([0, 0]);
    },
  );
});
