import type { AnswerRequest } from "../core/answer.ts";
import { AppError, UserInputError } from "../core/errors.ts";
import { say } from "../core/messages/message.ts";
import { type SearchServiceName, siteListFault } from "../core/search-service.ts";
import { type EffectiveSettings, siteListsOf } from "../core/settings.ts";

/** What a request says of model and search under these settings. Throws when no request could keep to the lists. */
export function searchRequest(
  settings: EffectiveSettings,
  offered: readonly SearchServiceName[],
): Pick<AnswerRequest, "model" | "search"> {
  const { lostExcludes } = settings;
  if (lostExcludes.length > 0)
    throw new UserInputError(say("sources.lists.lost", { names: lostExcludes.join(" ") }), { code: "NO_SITE_ALLOWED" });
  const lists = siteListsOf(settings);
  if (lists.include?.length === 0)
    throw new AppError("Every included site is also excluded", { code: "NO_SITE_ALLOWED" });
  const service = settings.searchService.value;
  const fault = siteListFault(service, lists, offered);
  if (fault !== undefined) throw new UserInputError(fault);
  return {
    model: settings.model?.value,
    search: {
      service,
      results: settings.searchResults.value,
      includeSites: lists.include ?? [],
      excludeSites: lists.exclude,
    },
  };
}
