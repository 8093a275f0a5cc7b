import { describe, expect, it } from "vitest";
import { SETTING_GROUPS } from "../../../src/core/setting-fields.ts";
import { channel, openChannel } from "./feature-bench.ts";
import { open, save, textOf } from "./settings-form-bench.ts";

describe("the form of a group", () => {
  it("has what the channel itself says in it, and offers to let the wider scope decide", async () => {
    const bot = openChannel();
    await bot.type("/settings set answerLength short scope:workspace");
    await bot.type("/settings set language en");
    await bot.type("/settings set answerMode reasoning, deep-search");
    const form = await open(bot, "settings edit group:answers");
    expect(form).toMatchObject({ title: "Answers", command: "settings edit group:answers scope:channel revision:2" });
    expect(form.fields.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      "model text",
      "answerMode choices",
      "answerLength choice",
      "language choice",
      "instructions text",
    ]);
    const [model, mode, length, language] = form.fields;
    expect(model).toMatchObject({ label: "Model", value: "" });
    expect(mode).toMatchObject({ values: ["deep-search", "reasoning"] });
    expect(length).toMatchObject({
      value: "-",
      choices: [{ value: "-", label: "As wider scopes say: Short" }, { value: "short", label: "Short" }, {}, {}],
    });
    expect(language).toMatchObject({ value: "en" });
  });

  it("says of a wider scope what is wider than it, and nothing of the narrower ones", async () => {
    const bot = openChannel();
    await bot.type("/settings set answerLength long");
    const { fields } = await open(bot, "settings edit group:answers scope:workspace");
    expect(fields[2]).toMatchObject({ value: "-", choices: [{ label: "As wider scopes say: Normal" }, {}, {}, {}] });
  });

  it.each(SETTING_GROUPS)("keeps to every platform's limits (%s)", async (group) => {
    const bot = openChannel();
    await bot.type(`/settings set instructions ${"x".repeat(1_000)} scope:workspace`);
    for (const scope of ["channel", "workspace"]) {
      const { title, command, fields } = await open(bot, `settings edit group:${group} scope:${scope}`);
      expect(title.length).toBeLessThanOrEqual(24);
      expect(command.length).toBeLessThanOrEqual(85);
      expect(fields.length).toBeGreaterThan(0);
      expect(fields.length).toBeLessThanOrEqual(5);
      for (const field of fields) {
        expect(field.label.length).toBeLessThanOrEqual(45);
        expect((field.help ?? "").length).toBeLessThanOrEqual(100);
        const choices = "choices" in field ? field.choices : [];
        expect(choices.length).toBeLessThanOrEqual(25);
        for (const { label } of choices) expect(label.length).toBeLessThanOrEqual(75);
      }
    }
  });

  it("leaves out what is locked, and what only the workspace may say", async () => {
    const bot = openChannel();
    await bot.type("/settings lock whoMayAsk");
    expect((await open(bot, "settings edit group:rules")).fields.map(({ name }) => name)).toEqual(["retentionDays"]);
    expect((await open(bot, "settings edit group:rules scope:workspace")).fields).toHaveLength(3);
    await bot.type("/settings lock retentionDays");
    expect(await bot.type("/settings edit rules", { canShowForm: true })).toContain("all of these are locked");
  });

  it("leaves a list out that is too long for a field, and so does not touch it", async () => {
    const bot = openChannel();
    const sites = Array.from({ length: 80 }, (_, index) => `a-rather-long-name-of-a-site-${index}.example.org`);
    await bot.type(`/settings set excludeSites ${sites.join(" ")}`);
    const form = await open(bot, "settings edit group:sources");
    expect(form.fields.map(({ name }) => name)).not.toContain("excludeSites");
    await save(bot, form, { searchResults: "3" });
    expect(await bot.layer()).toMatchObject({ excludeSites: sites, searchResults: 3 });
  });

  it("is not opened for somebody who may not save it, nor where there are no forms", async () => {
    expect(await openChannel({ manages: [] }).type("/settings edit answers", { canShowForm: true })).toContain(
      "Only whoever",
    );
    const typed = await openChannel().type("/settings edit answers scope:workspace");
    expect(typed).toContain("`/settings set model gpt-4o-mini scope:workspace`");
    expect(typed).toContain("- `answerLength` Length: Normal (default)");
  });

  it("is asked for by a button each where no group is named", async () => {
    const outcome = await openChannel().invoke("/settings edit scope:workspace", { canShowForm: true });
    expect(outcome).toMatchObject({ kind: "reply", markdown: "Which settings of this workspace?" });
    const commands = outcome.kind === "reply" ? (outcome.buttons ?? []).map(({ command }) => command) : [];
    expect(commands).toHaveLength(4);
    expect(commands[0]).toBe("settings edit group:sources scope:workspace");
    expect(await openChannel().type("/settings edit group:weather")).toContain("“weather” is not a group of settings.");
  });
});

describe("a form that is saved", () => {
  it("changes what was typed over and nothing else, in one step of the history", async () => {
    const bot = openChannel();
    await bot.type("/settings set language en");
    const form = await open(bot, "settings edit group:answers");
    const outcome = await save(bot, form, { answerLength: "long", instructions: "Be kind.", model: " gpt-5 " });
    expect(textOf(outcome)).toBe(
      "Changed in this channel. What holds now:\n\n- **Model**: gpt\\-5 (this channel)\n- **Length**: Long (this channel)\n- **Instructions**: Be kind. (this channel)",
    );
    const [change] = await bot.settings.history(channel);
    expect(change).toMatchObject({ revision: 2, parts: ["model", "answerLength", "instructions"] });
    expect(await bot.layer()).toMatchObject({ language: "en", answerLength: "long", model: "gpt-5" });
  });

  it("lets the wider scope decide where a field was emptied", async () => {
    const bot = openChannel();
    for (const typed of ["language de", "model one", "answerMode reasoning"]) await bot.type(`/settings set ${typed}`);
    await save(bot, await open(bot, "settings edit group:answers"), { language: "-", model: "", answerMode: "" });
    const { language, model, answerMode } = await bot.layer();
    expect([language, model, answerMode]).toEqual([undefined, undefined, undefined]);
  });

  it("changes nothing when nothing was typed over, even beside a list that says it is empty", async () => {
    const bot = openChannel();
    await bot.type("/settings set answerMode none");
    const outcome = await save(bot, await open(bot, "settings edit group:answers"), {});
    expect(textOf(outcome)).toContain("it was like that already");
    expect(await bot.layer()).toMatchObject({ answerMode: [], revision: 1 });
  });

  it("is refused whole when one field is wrong, with every fault", async () => {
    const bot = openChannel();
    const form = await open(bot, "settings edit group:sources");
    const outcome = await save(bot, form, { includeSites: "com", searchResults: "99", offListCitations: "mark" });
    expect(outcome).toMatchObject({ kind: "reply", isRefusal: true });
    expect(textOf(outcome).split("\n")).toEqual([
      "Nothing was changed:",
      expect.stringMatching(/^- \*\*Only these sites\*\*: “com” is a whole domain ending/u),
      "- **Search results**: Search results is a whole number from 1 to 20.",
    ]);
    expect(await bot.settings.history(channel)).toEqual([]);
  });

  it("is refused whole when questions could not be asked afterwards", async () => {
    const bot = openChannel();
    const form = await open(bot, "settings edit group:sources");
    const outcome = await save(bot, form, { includeSites: "a.org", searchService: "bocha", searchResults: "3" });
    expect(textOf(outcome)).toContain("Bocha cannot keep to a list of sites");
    expect(await bot.settings.history(channel)).toEqual([]);
  });

  it("is refused when what it changes was locked, or the right was lost, while it was open", async () => {
    const bot = openChannel();
    const form = await open(bot, "settings edit group:answers");
    await bot.type("/settings lock answerLength");
    expect(textOf(await save(bot, form, { answerLength: "long" }))).toContain("Length is locked by this workspace.");
    const late = await save(bot, form, { model: "x" }, { mayManage: async () => false });
    expect(textOf(late)).toContain("Only whoever");
    expect((await bot.layer()).revision).toBe(0);
  });

  it("takes the digests along that follow the workspace's time zone", async () => {
    const bot = openChannel();
    await bot.type('/digest create Rust when:"daily 9:00"');
    await save(bot, await open(bot, "settings edit group:rules scope:workspace"), { timeZone: "Asia/Tokyo" });
    expect(await bot.digests.list(channel)).toMatchObject([{ timeZone: "Asia/Tokyo" }]);
  });

  it("ignores what is no setting at all", async () => {
    const bot = openChannel();
    const form = await open(bot, "settings edit group:answers");
    await save(bot, form, { answerLength: "long", locked: "model", siteLists: "x", __proto__: "y" });
    expect((await bot.settings.history(channel))[0]?.parts).toEqual(["answerLength"]);
  });
});
