import { nameOf } from "../../core/allowed-url.ts";
import type { AnswerProvider, Citation } from "../../core/answer.ts";
import type { JobHandlers } from "../../core/jobs.ts";
import { escapeMarkdown } from "../../core/markdown.ts";
import type { Language } from "../../core/messages/language.ts";
import { type Message, say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { encodeUrl } from "../../core/render-answer.ts";
import type { SearchServiceName } from "../../core/search-service.ts";
import { choiceLabel } from "../../core/setting-labels.ts";
import { type EffectiveSettings, siteListsOf } from "../../core/settings.ts";
import { hostOfUrl } from "../../core/source-site.ts";
import { readEffectiveSettings, type SettingsSource } from "../read-effective-settings.ts";
import { searchRequest } from "../search-request.ts";
import { type ShowPrivatelyDeps, showPrivately } from "../show-privately.ts";
import { verdictOn } from "./verdict-on-source.ts";

export interface RunSourcesTestDeps extends SettingsSource, ShowPrivatelyDeps {
  readonly provider: AnswerProvider;
  readonly searchServices: readonly SearchServiceName[];
}

const INSTRUCTIONS = "Answer briefly from the search results, and put [n] behind each statement for result n.";
const MAX_TITLE_LENGTH = 80;

/** Asks the endpoint as the channel would, and tells one person which of the sources it returns pass. Posts no answer. */
export function createRunSourcesTest(deps: RunSourcesTestDeps): JobHandlers["sources-test"] {
  return ({ reply }, context) => {
    const { target, question, language = "en" } = reply;
    const compose = async () => {
      const settings = await readEffectiveSettings(target.channel, deps, { threadId: target.threadId });
      const request = {
        messages: [
          { role: "system", content: INSTRUCTIONS },
          { role: "user", content: question },
        ],
        ...searchRequest(settings, deps.searchServices),
      } as const;
      let citations: readonly Citation[] = [];
      for await (const event of deps.provider.answer(request, context)) {
        if (event.type === "citations") citations = event.citations;
      }
      const asked = [say("sources.test.asked", { question: escapeMarkdown(shorten(question)) }), ...searched(settings)];
      const lines = [...asked.map((line) => translate(line, language)), "", ...verdicts(citations, settings, language)];
      return [lines.join("\n")];
    };
    return showPrivately({ reply, compose }, context, deps);
  };
}

/** Which sites and service the question is searched with. */
function searched(settings: EffectiveSettings): readonly Message[] {
  const { include, exclude } = siteListsOf(settings);
  const service = choiceLabel("searchService", settings.searchService.value);
  return [
    say("sources.test.service", { service, count: settings.searchResults.value }),
    include === undefined
      ? say("sources.test.anySite")
      : say("sources.test.only", { count: include.length, sites: include.join(", ") }),
    ...(exclude.length === 0 ? [] : [say("sources.test.never", { count: exclude.length, sites: exclude.join(", ") })]),
  ];
}

function verdicts(citations: readonly Citation[], settings: EffectiveSettings, language: Language): readonly string[] {
  if (citations.length === 0) return [translate(say("sources.test.noSources"), language)];
  const lines = citations.map((citation, index) => {
    const verdict = verdictOn(citation.url, settings);
    const source = sourceText(citation, verdict === undefined);
    const line =
      verdict === undefined ? say("sources.test.passes", { source }) : say("sources.test.dropped", { source, verdict });
    return { passes: verdict === undefined, text: `${index + 1}. ${translate(line, language)}` };
  });
  const passing = lines.filter(({ passes }) => passes).length;
  const heading = say("sources.test.returned", { count: lines.length, passing });
  return [translate(heading, language), "", ...lines.map(({ text }) => text)];
}

/** What may not be cited is named and not linked. */
function sourceText({ url, title }: Citation, isLinked: boolean): string {
  const host = hostOfUrl(url) ?? nameOf(url);
  const words = escapeMarkdown(shorten(title ?? "") || host);
  return isLinked ? `[${words}](${encodeUrl(url)}) — ${host}` : `${words} — ${escapeMarkdown(host)}`;
}

function shorten(text: string): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, " ").trim();
  const characters = [...line];
  return characters.length > MAX_TITLE_LENGTH ? `${characters.slice(0, MAX_TITLE_LENGTH - 1).join("")}…` : line;
}
