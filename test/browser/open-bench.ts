import type { Browser, BrowserContextOptions } from "playwright-core";
import { expect } from "vitest";
import type { Invocation, Outcome } from "../../src/core/invocation.ts";
import { startWebSite } from "../integration/web/web-site.ts";
import { openPage } from "./open-page.ts";
import { scriptAnswer } from "./script-answer.ts";

/** How core ends an answer. */
export const SOURCES =
  "\n\n**Sources**\n\n1. [Retries](https://docs.bullmq.io/guide?a=1&b=2) — docs.bullmq.io\n2. [Zod](https://zod.dev/) — zod.dev";

/** The page in a browser, the real server behind it, and a worker that the test plays itself. */
export async function openBench(browser: Browser, options: BrowserContextOptions = {}) {
  const invocations: Invocation[] = [];
  let site = await startWebSite();
  let outcome = async (): Promise<Outcome> => ({ kind: "accepted" });
  const serve = () =>
    site.start(async (invocation) => {
      invocations.push(invocation);
      return outcome();
    });
  await serve();
  const { page, problems, close } = await openPage(browser, site.origin, options);
  const box = page.getByRole("textbox", { name: /^Question for/u });
  return {
    page,
    /** What the browser's console complained about. */
    problems,
    invocations,
    /** The question box. */
    box,
    transcripts: () => site.transcripts,
    /** What becomes of every invocation from now on. */
    answerWith(next: () => Promise<Outcome>) {
      outcome = next;
    },
    /** Asks as a person does, who sees it taken before going on, and returns the worker's half of it. */
    async ask(question: string) {
      const before = invocations.length;
      await box.fill(question);
      await box.press("Enter");
      await expect.poll(() => invocations.length).toBe(before + 1);
      // Until the server has answered, the page sends nothing else.
      await page.locator(".composer-box:not([data-busy])").waitFor();
      const invocation = invocations.at(-1);
      if (invocation === undefined) throw new Error("Nothing was asked.");
      return scriptAnswer(site.transcripts, invocation);
    },
    /** The presses of the buttons under answers so far. */
    presses: () => invocations.flatMap(({ call }) => (call.name === "control" ? [call.control] : [])),
    stopServer: () => site.close(),
    /** A new server at the same address, which has forgotten everything. */
    async startServer() {
      site = await startWebSite({ port: site.port });
      await serve();
    },
    async close() {
      await close();
      await site.close();
    },
  };
}

export type Bench = Awaited<ReturnType<typeof openBench>>;
