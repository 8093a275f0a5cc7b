import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import type { Citation } from "../../../../src/core/answer.ts";
import { hostOfUrl } from "../../../../src/core/source-site.ts";
import { createDocsIndex, type DocsIndex } from "../../../../src/search-chat/server/docs/docs-index.ts";
import { createDocsService } from "../../../../src/search-chat/server/docs/docs-search.ts";
import { readDependencyReadmes } from "../../../../src/search-chat/server/docs/read-dependency-readmes.ts";
import { NOTHING_FOUND, quoteSources } from "../../../../src/search-chat/server/models/quote-sources.ts";
import { bindSearch } from "../../../../src/search-chat/server/search/bind-search.ts";
import { createMemoryLog } from "../../../fakes/memory-log.ts";
import { answerable, unanswerable } from "./question-set.ts";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const checkout = {
  nodeModulesDir: `${root}node_modules`,
  packageJsonPath: `${root}package.json`,
} as const;
/** Measured: all of them. A question may be lost to a new version of a README. */
const MIN_HIT_RATE = 0.9;

describe("the documents of a fresh checkout", () => {
  let index: DocsIndex;
  beforeAll(async () => {
    index = createDocsIndex(
      await readDependencyReadmes(checkout.nodeModulesDir, checkout.packageJsonPath, createMemoryLog()),
    );
  });

  it("are on a dozen sites or more, each with something to quote", () => {
    expect(index.hosts.length).toBeGreaterThanOrEqual(12);
    for (const host of ["bullmq.io", "zod.dev", "getpino.io", "hono.dev", "docs.slack.dev", "discord.js.org"]) {
      expect(index.hosts).toContain(host);
    }
  });

  it("answer most of the questions a newcomer asks, citing the site that knows", async () => {
    const missed: string[] = [];
    for (const [question, host] of answerable) {
      const { citedHosts } = await ask(question);
      if (!citedHosts.includes(host)) missed.push(`${question} → ${citedHosts.join(", ") || "nothing"}`);
    }
    expect(1 - missed.length / answerable.length, missed.join("\n")).toBeGreaterThanOrEqual(MIN_HIT_RATE);
  });

  it("do not answer what they do not know", async () => {
    const answered: string[] = [];
    for (const question of unanswerable) {
      const { text, citedHosts } = await ask(question);
      if (text !== NOTHING_FOUND || citedHosts.length > 0) answered.push(`${question} → ${text.slice(0, 200)}`);
    }
    expect(answered).toEqual([]);
  });

  it("answer nothing from a site that is not allowed", async () => {
    expect((await ask("How do I redact secrets in pino logs?", ["zod.dev"])).text).toBe(NOTHING_FOUND);
  });

  async function ask(question: string, includeSites: readonly string[] = []) {
    const limits = { limit: 10, includeSites, excludeSites: [] };
    const search = { ask: bindSearch({ docs: createDocsService(index) }, "docs", limits), limits };
    const conversation = [{ role: "user", content: question }] as const;
    let text = "";
    let citations: readonly Citation[] = [];
    for await (const event of quoteSources({ conversation, search }, { signal: AbortSignal.timeout(5_000) })) {
      if (event.type === "text") text += event.text;
      if (event.type === "sources") citations = event.sources;
    }
    return { text, citedHosts: citations.map(({ url }) => hostOfUrl(url) ?? "") };
  }
});

it("leaves out packages that are not installed, and a checkout without any is empty", async () => {
  const log = createMemoryLog();
  const logged = log.lines;
  expect(await readDependencyReadmes(`${root}nowhere`, `${root}package.json`, log)).toEqual([]);
  expect(await readDependencyReadmes(`${root}nowhere`, `${root}nowhere/package.json`, log)).toEqual([]);
  expect(logged).toEqual([]);
});
