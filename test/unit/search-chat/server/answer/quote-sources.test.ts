import { describe, expect, it } from "vitest";
import { createDocsIndex } from "../../../../../src/search-chat/server/docs/docs-index.ts";
import { createDocsService } from "../../../../../src/search-chat/server/docs/docs-search.ts";
import { bindSearch } from "../../../../../src/search-chat/server/search/bind-search.ts";
import { ask, questionOf, resultOf, searchFinding } from "./answer-driver.ts";

const extractive = { features: { model: "extractive" } };
const noUpstream = { chatModel: undefined };

describe("extractive", () => {
  it("quotes what a web search found, with its source", async () => {
    const { search } = searchFinding([
      resultOf("https://docs.example/queues", "# Queues\n\nA queue keeps jobs until a worker takes them."),
      resultOf("https://docs.example/weather", "It rains in spring."),
    ]);

    const { text, sources } = await ask(
      questionOf("How does a queue keep jobs?", { search, ...extractive }),
      noUpstream,
    );

    expect(text).toContain("A queue keeps jobs until a worker takes them. [1]");
    expect(text).not.toContain("rains");
    expect(sources).toMatchObject([{ number: 1, url: "https://docs.example/queues" }]);
  });

  it("quotes the snippet where the service gives no more", async () => {
    const { search } = searchFinding([
      { title: "Queues", url: "https://docs.example/queues", snippet: "A queue keeps jobs until a worker takes them." },
    ]);

    const { text } = await ask(questionOf("How does a queue keep jobs?", { search, ...extractive }), noUpstream);

    expect(text).toContain("A queue keeps jobs until a worker takes them. [1]");
  });

  it("quotes two passages of one page of the documents under one number", async () => {
    const text = [
      "# Manual",
      "## Retry limits of jobs",
      "A job has three retries by default.",
      "## Retry pauses of jobs",
      "The pause between retries of a job grows.",
    ].join("\n\n");
    const index = createDocsIndex([{ url: "https://docs.example/manual", format: "markdown", text }]);
    const limits = { limit: 10, includeSites: [], excludeSites: [] };
    const search = { ask: bindSearch({ docs: createDocsService(index) }, "docs", limits), limits };

    const answer = await ask(questionOf("retries of a job", { search, ...extractive }), noUpstream);

    expect(answer.text).toContain("A job has three retries by default. [1]");
    expect(answer.text).toContain("The pause between retries of a job grows. [1]");
    expect(answer.sources).toHaveLength(1);
  });

  it("says so when nothing that was found answers", async () => {
    const { search } = searchFinding([resultOf("https://docs.example/weather", "It rains in spring.")]);

    const { text, sources, done } = await ask(questionOf("How do queues work?", { search, ...extractive }), noUpstream);

    expect(text).toBe("Nothing on the allowed sites answers this.");
    expect(sources).toEqual([]);
    expect(done).toHaveLength(1);
  });

  it("says so when search is off", async () => {
    const { text, events } = await ask(questionOf("How do queues work?", extractive), noUpstream);

    expect(text).toMatch(/^Search is off/u);
    expect(events.some(({ type }) => type === "sources")).toBe(false);
  });

  it("is the only model where there is no upstream server", async () => {
    await expect(ask(questionOf("Hello?"), noUpstream)).rejects.toMatchObject({
      failure: "modelUnavailable",
      detail: "model: no available model of this name; there is extractive",
    });
  });
});
