import type { Digest } from "../../core/digest.ts";
import { type Language, languageOf } from "../../core/messages/language.ts";
import { readEffectiveSettings, type SettingsSource } from "../read-effective-settings.ts";

/** What Footnote's own words in a digest's posts are in: the channel's language where it has one, else the digest's. */
export async function postLanguage(
  { channel, language }: Pick<Digest, "channel" | "language">,
  deps: SettingsSource,
): Promise<Language> {
  const settings = await readEffectiveSettings(channel, deps);
  return settings.language.value === "asker" ? languageOf(language) : settings.language.value;
}
