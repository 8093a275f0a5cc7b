import type { AnswerProvider, Citation } from "../../core/answer.ts";
import type { Digest } from "../../core/digest.ts";
import { ProviderError } from "../../core/errors.ts";
import type { SearchServiceName } from "../../core/search-service.ts";
import { type SettingsStore, type SiteLists, siteListsOf } from "../../core/settings.ts";
import { type InstallLayer, readEffectiveSettings } from "../read-effective-settings.ts";
import { searchRequest } from "../search-request.ts";
import { digestMessages, type Wanted } from "./digest-request.ts";
import { itemsFromCitations } from "./items-from-citations.ts";
import { type FoundItem, parseItems } from "./parse-items.ts";

export interface FindItemsDeps {
  readonly provider: AnswerProvider;
  readonly settings: SettingsStore;
  readonly install: InstallLayer;
  readonly searchServices: readonly SearchServiceName[];
}

/** What the endpoint found, and what it is to be held against. */
export interface Found {
  readonly items: readonly FoundItem[];
  readonly citations: readonly Citation[];
  readonly sites: SiteLists;
}

/** No list of items is that long; what goes on is cut off. */
const MAX_TEXT_LENGTH = 200_000;

/**
 * Asks the endpoint for items on a digest's topic, from the sites its channel allows and it names itself. Of what comes
 * back only the fields of items are taken; nothing in it is obeyed, and nothing of it has been checked yet.
 */
export async function findItems(
  digest: Digest,
  { wanted, signal }: { readonly wanted: Wanted; readonly signal: AbortSignal },
  deps: FindItemsDeps,
): Promise<Found> {
  const settings = await readEffectiveSettings(digest.channel, deps, { questionSites: digest.sites });
  const request = { messages: digestMessages(digest, wanted), ...searchRequest(settings, deps.searchServices) };
  let text = "";
  let citations: readonly Citation[] = [];
  for await (const event of deps.provider.answer(request, { signal })) {
    if (event.type === "text") text += event.text;
    if (event.type === "citations") citations = event.citations;
    if (text.length > MAX_TEXT_LENGTH) break;
  }
  // A stream that was aborted may end as if it were whole.
  signal.throwIfAborted();
  if (text.trim() === "") throw new ProviderError("The endpoint finished without a word", { code: "PROVIDER_EMPTY" });
  return { items: parseItems(text) ?? itemsFromCitations(text, citations), citations, sites: siteListsOf(settings) };
}
