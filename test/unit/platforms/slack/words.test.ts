import { describe, expect, it } from "vitest";
import { catalogues } from "../../../../src/core/messages/catalogues.ts";
import { LANGUAGES } from "../../../../src/core/messages/language.ts";
import { say } from "../../../../src/core/messages/message.ts";
import { translate } from "../../../../src/core/messages/translate.ts";

describe.each(LANGUAGES)("Footnote's words on Slack in %s", (language) => {
  it.each([
    "slack.shortcut.why",
    "slack.shortcut.askAbout",
    "slack.askAbout.send",
    "slack.home.title",
    "button.save",
    "button.cancel",
    "button.close",
  ] as const)("are short enough for a shortcut, a title or a modal's button: %s", (key) => {
    expect(translate(say(key), language).length).toBeLessThanOrEqual(24);
  });

  it("leave the gaps of the shown question to the asker and the question", () => {
    const said = translate(say("slack.asked", { name: "Ann", question: "{why} <b> 'so'?" }), language);
    expect(said).toContain("Ann");
    expect(said).toContain("{why} <b> 'so'?");
  });

  it("are all there or in English", () => {
    for (const [key, sentence] of Object.entries(catalogues[language])) {
      if (key.startsWith("slack.")) expect(sentence).not.toBe("");
    }
  });
});
