import type { Config } from "../config.ts";
import type { Citation } from "../core/answer.ts";
import { checkCitations, stablePart } from "../core/check-citations.ts";
import { systemClock } from "../core/clock.ts";
import { UserInputError } from "../core/errors.ts";
import type { Logger } from "../core/logger.ts";
import { renderAnswer } from "../core/render-answer.ts";
import { siteListFault } from "../core/search-service.ts";
import { parseSourceSites } from "../core/source-site.ts";
import { openEndpoint } from "../endpoint.ts";

export interface AskOptions {
  readonly question: string;
  /** Sites as typed. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

interface AskDeps {
  readonly config: Config;
  readonly log: Logger;
  readonly signal: AbortSignal;
  write(text: string): void;
}

/** Answers one question in the terminal, held to the given lists, and ends with its sources. Throws AppError. */
export async function ask(
  { question, include, exclude }: AskOptions,
  { config, log, signal, write }: AskDeps,
): Promise<void> {
  if (question.trim() === "")
    throw new UserInputError('Ask something: npm run ask -- "How do I retry a job in BullMQ?"');
  const sites = {
    include: include.length === 0 ? undefined : parseSites(include),
    exclude: exclude.length === 0 ? [] : parseSites(exclude),
  };
  const both = sites.include?.find((site) => sites.exclude.includes(site));
  if (both !== undefined) throw new UserInputError(`${both} is both included and excluded.`);
  const [service] = config.searchServices;
  const fault = siteListFault(service, sites, config.searchServices);
  if (fault !== undefined) throw new UserInputError(fault);

  const { provider } = await openEndpoint({ clock: systemClock, log }, config);
  const request = {
    messages: [{ role: "user" as const, content: question }],
    search: { service, includeSites: sites.include ?? [], excludeSites: sites.exclude },
  };
  const terminal = createGrowingOutput(write);
  let text = "";
  let citations: readonly Citation[] | undefined;
  for await (const event of provider.answer(request, { signal })) {
    if (event.type === "citations") citations = event.citations;
    if (event.type !== "text") continue;
    text += event.text;
    terminal.grow(checkCitations(stablePart(text), citations, sites).markdown.trimEnd());
  }
  const parts = renderAnswer(checkCitations(text, citations ?? [], sites), sites, {
    maxLength: Number.POSITIVE_INFINITY,
    measure: (part) => part.length,
  });
  terminal.end(parts.join("\n\n"));
}

function parseSites(texts: readonly string[]): readonly string[] {
  return parseSourceSites(texts.join(","));
}

/** A terminal cannot take words back: text that did not merely grow waits for the end and is then written anew. */
function createGrowingOutput(write: (text: string) => void) {
  let written = "";
  const grow = (text: string) => {
    if (!text.startsWith(written)) return;
    write(text.slice(written.length));
    written = text;
  };
  return {
    grow,
    end(text: string): void {
      if (text.startsWith(written)) grow(text);
      else write(`\n\n${text}`);
      write("\n");
    },
  };
}
