import { describe, expect, it } from "vitest";
import { channel, openChannel } from "./feature-bench.ts";
import { open, save, textOf } from "./settings-form-bench.ts";

const ada = { id: "U1", name: "Ada" };
const bob = { id: "U2", name: "Bob" };

describe("two people who edit at once", () => {
  it("both get what they changed, when that is not the same", async () => {
    const bot = openChannel();
    const [first, second] = [
      await open(bot, "settings edit group:answers"),
      await open(bot, "settings edit group:answers"),
    ];
    await save(bot, first, { answerLength: "long" }, { asker: ada });
    expect(textOf(await save(bot, second, { language: "fr" }, { asker: bob }))).toContain("Changed in this channel");
    expect(await bot.layer()).toMatchObject({ answerLength: "long", language: "fr" });
  });

  it("do not overwrite each other: the second reads who changed what, and can open it again", async () => {
    const bot = openChannel();
    const [first, second] = [
      await open(bot, "settings edit group:answers"),
      await open(bot, "settings edit group:answers"),
    ];
    await save(bot, first, { answerLength: "long" }, { asker: ada });
    await bot.type("/settings set searchResults 3");
    const outcome = await save(bot, second, { answerLength: "short", language: "fr" }, { asker: bob });
    expect(outcome).toMatchObject({
      isRefusal: true,
      buttons: [{ label: "Edit: Answers", command: "settings edit group:answers scope:channel" }],
    });
    expect(textOf(outcome)).toMatch(
      /^Nothing was changed, because somebody changed the same.*\n- Ada changed \*\*Length\*\* from not said to Long \(.+\)$/su,
    );
    expect(await bot.layer()).toMatchObject({ answerLength: "long", searchResults: 3, revision: 2 });
    expect((await bot.layer()).language).toBeUndefined();
  });

  it("agree when both wrote the same", async () => {
    const bot = openChannel();
    const form = await open(bot, "settings edit group:answers");
    await bot.type("/settings set answerLength long");
    expect(textOf(await save(bot, form, { answerLength: "long", language: "fr" }))).toContain("Changed");
    expect(await bot.layer()).toMatchObject({ answerLength: "long", language: "fr" });
  });

  it("are told when so much has changed that nobody knows what", async () => {
    const bot = openChannel();
    const form = await open(bot, "settings edit group:answers");
    await bot.type("/settings set answerLength long");
    for (let count = 0; count < 500; count += 1)
      await bot.settings.set(channel, "workspace", (layer) => ({ ...layer, searchResults: 1 + (count % 2) }));
    const outcome = await save(bot, form, { language: "fr" });
    expect(textOf(outcome)).toContain("this form is too old");
    expect((await bot.layer()).language).toBeUndefined();
  });

  it("take nothing back that others have changed more than once", async () => {
    const bot = openChannel();
    await bot.type("/settings set answerLength short");
    const form = await open(bot, "settings edit group:answers");
    await bot.type("/settings set answerLength normal", { asker: ada });
    await bot.type("/settings set answerLength long", { asker: ada });
    expect(textOf(await save(bot, form, { language: "fr" }, { asker: bob }))).toContain("Changed");
    expect(await bot.layer()).toMatchObject({ answerLength: "long", language: "fr" });
  });

  it.each([
    ["answerLength short", "Nothing was changed, because somebody"],
    ["searchResults 3", "Changed in this channel"],
  ])("are told apart even when one saves %s while the other's history is read", async (typed, outcome) => {
    const bot = openChannel();
    const form = await open(bot, "settings edit group:answers");
    const { history } = bot.settings;
    bot.settings.history = async (place) => {
      const seen = await history(place);
      bot.settings.history = history;
      await bot.type(`/settings set ${typed}`, { asker: ada });
      return seen;
    };
    expect(textOf(await save(bot, form, { answerLength: "long" }, { asker: bob }))).toContain(outcome);
  });
});
