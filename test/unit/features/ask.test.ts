import { describe, expect, it } from "vitest";
import { commands, shownCommands } from "../../../src/core/commands.ts";
import { StoreError } from "../../../src/core/errors.ts";
import { MAX_QUESTION_LENGTH } from "../../../src/core/question-length.ts";
import { channel, openChannel } from "./feature-bench.ts";

describe("a question", () => {
  it("becomes one durable job with all that its answer needs", async () => {
    const bot = openChannel();
    expect(await bot.invoke("/ask  What is new?\nToday? ", { id: "event-x", locale: "de" })).toEqual({
      kind: "accepted",
    });
    expect([...bot.jobs.answers]).toEqual([
      [
        "event-x",
        {
          version: 1,
          reply: {
            id: "event-x",
            target: { kind: "message", channel, messageId: "q1", placement: "channel" },
            asker: { id: "u" },
            question: "What is new?\nToday?",
            language: "de",
          },
          sites: [],
          receivedAt: 1_000,
          locale: "de",
        },
      ],
    ]);
  });

  it("delivered twice is accepted twice and asked once", async () => {
    const bot = openChannel();
    await bot.invoke("/ask What?", { id: "event-x" });
    expect(await bot.invoke("/ask What?", { id: "event-x" })).toEqual({ kind: "accepted" });
    expect(bot.jobs.answers.size).toBe(1);
  });

  it("keeps the sites it is narrowed to", async () => {
    const bot = openChannel();
    await bot.type("/sources include arxiv.org");
    expect(await bot.type("/ask What? sites:https://export.arxiv.org/x")).toBe("(accepted)");
    expect([...bot.jobs.answers.values()][0]?.sites).toEqual(["export.arxiv.org"]);
  });

  it.each([
    ["/ask", "Ask me something"],
    ["/ask   \n ", "Ask me something"],
    ["/ask private:yes", "Ask me something"],
    [`/ask ${"x".repeat(MAX_QUESTION_LENGTH + 1)}`, "this one has 4001"],
    ["/ask What? sites:zod.dev", "zod.dev is not among the sites this channel allows"],
    ["/ask What? sites:com", "domain ending"],
  ])("%.40s is refused with a sentence, and no job is made", async (text, sentence) => {
    const bot = openChannel();
    await bot.type("/sources include arxiv.org");
    expect(await bot.type(text)).toContain(sentence);
    expect(bot.jobs.answers.size).toBe(0);
  });

  it("is refused at once when the search service cannot be narrowed", async () => {
    const bot = openChannel({ offered: ["bocha", "tavily"] });
    expect(await bot.type("/ask What? sites:zod.dev")).toContain("Bocha cannot keep to these sites. Leave `sites` out");
    expect(await bot.type("/ask What?")).toBe("(accepted)");
  });

  it("that could not be made durable is not accepted", async () => {
    const bot = openChannel();
    bot.jobs.failNext(new StoreError("away"));
    await expect(bot.invoke("/ask What?")).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
  });
});

it("/help names every command and action, with what each needs", async () => {
  const text = await openChannel().type("/help");
  for (const name of Object.keys(shownCommands).filter((name) => name !== "sources"))
    expect(text).toContain(`\`/${name}`);
  for (const action of Object.keys(commands.sources.subcommands)) expect(text).toContain(`\`/sources ${action}`);
  expect(text).toContain("`/ask <question>`");
  expect(text).toContain("`/sources clear include|exclude|all`");
});

it("/help speaks the asker's language, and says commands as they are typed", async () => {
  const text = await openChannel().type("/help", { locale: "fr-CA" });
  expect(text).toContain("Mentionne-moi avec une question");
  expect(text).toContain("`/ask <question>` — ");
  expect(text).not.toContain("Ask a question");
});
