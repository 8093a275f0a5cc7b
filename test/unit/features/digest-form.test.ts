import { describe, expect, it } from "vitest";
import { callOfForm, type Form } from "../../../src/core/form.ts";
import type { Invocation } from "../../../src/core/invocation.ts";
import { channel, openChannel } from "./feature-bench.ts";

type Bot = ReturnType<typeof openChannel>;

async function open(bot: Bot, command: string, more: Partial<Invocation> = {}): Promise<Form> {
  const outcome = await bot.invoke(command, { canShowForm: true, ...more });
  if (outcome.kind !== "form") throw new Error(`no form, but ${JSON.stringify(outcome)}`);
  return outcome.form;
}

/** What stands in a form. */
function valuesOf({ fields }: Form): Readonly<Record<string, string>> {
  return Object.fromEntries(fields.map((field) => [field.name, "value" in field ? (field.value ?? "") : ""]));
}

function save(bot: Bot, { command }: Form, values: Readonly<Record<string, string>>): Promise<string> {
  return bot.type(`/${command}`, { call: callOfForm(command, values) });
}

describe("the form of /digest create", () => {
  it("asks for the options of the command, and makes what the command would make", async () => {
    const bot = openChannel();
    const form = await open(bot, "/digest create");
    expect(form).toMatchObject({ title: "New digest", command: "digest create" });
    expect(form.fields.map(({ name, label, kind, isRequired }) => [name, label, kind, isRequired === true])).toEqual([
      ["topic", "Topic", "text", true],
      ["when", "When", "text", true],
      ["zone", "Time zone", "text", false],
      ["sites", "Sites", "text", false],
      ["items", "Items", "integer", false],
    ]);
    expect(form.fields[4]).toMatchObject({ min: 3, max: 10 });
    const answer = await save(bot, form, { topic: "Rust", when: "daily 9:00", zone: "", sites: "", items: "4" });
    expect(answer).toMatch(/^Saved\./u);
    expect(await bot.digests.list(channel)).toMatchObject([{ topic: "Rust", items: 4, zoneFrom: "workspace" }]);
  });

  it("is not shown to those who may not, nor where there are no forms, nor when the options were typed", async () => {
    const nobody = openChannel({ manages: [] });
    expect(await nobody.type("/digest create", { canShowForm: true })).toContain("Only the people who manage");
    expect(await openChannel().type("/digest create")).toContain("What shall it look for?");
    expect(await openChannel().type('/digest create Rust when:"daily 9:00"', { canShowForm: true })).toContain(
      "Saved.",
    );
  });
});

describe("the form of /digest edit", () => {
  /** The form of a digest as somebody opened it, and what stands in it. */
  async function opened() {
    const bot = openChannel();
    await bot.type('/digest create Rust when:"daily 9:00" zone:Europe/Berlin sites:rust-lang.org,zod.dev items:7');
    const form = await open(bot, "/digest edit Rust");
    return { bot, form, values: valuesOf(form) };
  }

  it("has what the digest is set to in it, and changes only what was typed over", async () => {
    const bot = openChannel();
    await bot.type(
      '/digest create Rust when:"daily 9:00" zone:Europe/Berlin sites:rust-lang.org,zod.dev items:7 language:German',
    );
    const [before] = await bot.digests.list(channel);
    const form = await open(bot, "/digest edit Rust");
    expect(form).toMatchObject({
      title: "Edit digest",
      command: expect.stringContaining(`digest edit digest:${before?.id} `),
    });
    const values = valuesOf(form);
    expect(values).toEqual({
      topic: "Rust",
      when: "daily 9:00",
      zone: "Europe/Berlin",
      sites: "rust-lang.org, zod.dev",
      items: "7",
    });
    expect(await save(bot, form, { ...values, items: "5" })).toMatch(/^Changed\./u);
    expect(await bot.digests.list(channel)).toEqual([{ ...before, items: 5 }]);
  });

  it("takes nothing back that somebody else has changed meanwhile in a field that was left alone", async () => {
    const { bot, form, values } = await opened();
    await bot.type('/digest edit Rust items:3 topic:"Rust and Go"');
    expect(await save(bot, form, { ...values, when: "daily 8:00" })).toMatch(/^Changed\./u);
    expect(await bot.digests.list(channel)).toMatchObject([{ topic: "Rust and Go", when: "daily 8:00", items: 3 }]);
  });

  it("changes nothing where somebody else has changed the same meanwhile, and says what", async () => {
    const { bot, form, values } = await opened();
    await bot.type('/digest edit Rust items:3 when:"daily 7:00"');
    const before = await bot.digests.list(channel);
    const all = { ...values, topic: "Go", when: "daily 8:00", items: "4" };
    expect(await save(bot, form, all)).toBe(
      "Nothing was changed, because somebody else has changed the same since you opened the form: When and Items. Open it again to see what is there now.",
    );
    expect(await bot.digests.list(channel)).toEqual(before);
  });

  it("takes what two people have changed alike", async () => {
    const { bot, form, values } = await opened();
    await bot.type("/digest edit Rust items:3");
    expect(await save(bot, form, { ...values, topic: "Go", items: "3" })).toMatch(/^Changed\./u);
    expect(await bot.digests.list(channel)).toMatchObject([{ topic: "Go", items: 3 }]);
  });

  it("changes nothing where nothing in it was changed, and shows what holds", async () => {
    const { bot, form, values } = await opened();
    await bot.type("/digest edit Rust items:3");
    const before = await bot.digests.list(channel);
    const shown = await save(bot, form, { ...values, topic: " Rust " });
    expect(shown).toContain("- **Items**: 3 at most");
    expect(shown).not.toContain("Changed");
    expect(await bot.digests.list(channel)).toEqual(before);
  });

  it("is asked what shall change where it was typed and says nothing", async () => {
    const { bot } = await opened();
    expect(await bot.type('/digest edit Rust topic:""')).toContain("What shall change?");
  });

  it("is taken at its word where its marks cannot be read", async () => {
    const { bot, form, values } = await opened();
    const [digest] = await bot.digests.list(channel);
    const command = `digest edit digest:${digest?.id} opened:abc`;
    expect(await save(bot, { ...form, command }, { ...values, items: "4" })).toMatch(/^Changed\./u);
    expect(await bot.digests.list(channel)).toEqual([{ ...digest, items: 4 }]);
  });

  it("takes an emptied field for what its help says, and has no other emptied", async () => {
    const bot = openChannel();
    await bot.type('/digest create Rust when:"daily 9:00" zone:Europe/Berlin sites:rust-lang.org items:7');
    const form = await open(bot, "/digest edit Rust");
    expect(form.fields.map(({ name, isRequired }) => [name, isRequired === true])).toEqual([
      ["topic", true],
      ["when", true],
      ["zone", false],
      ["sites", false],
      ["items", true],
    ]);
    const values = { topic: "Rust", when: "daily 9:00", items: "7", zone: "", sites: "" };
    await bot.type("/settings set timeZone Asia/Tokyo scope:workspace");
    expect(await save(bot, form, values)).toMatch(/^Changed\./u);
    expect(await bot.digests.list(channel)).toMatchObject([
      { topic: "Rust", when: "daily 9:00", items: 7, sites: [], zoneFrom: "workspace", timeZone: "Asia/Tokyo" },
    ]);
    const emptied = { topic: "", when: "", items: "", zone: "workspace", sites: "all" };
    expect(await save(bot, form, emptied)).toMatch(/^Changed\./u);
    expect(await bot.digests.list(channel)).toMatchObject([{ topic: "Rust", when: "daily 9:00", items: 7 }]);
  });

  it("leaves out a list that a field would cut short", async () => {
    const bot = openChannel();
    const sites = Array.from({ length: 90 }, (_, index) => `site${10 + index}.dev`);
    await bot.type(`/digest create Rust when:"daily 9:00" sites:"${sites.join(" ")}"`);
    const form = await open(bot, "/digest edit Rust");
    expect(form.fields.map(({ name }) => name)).toEqual(["topic", "when", "zone", "items"]);
    await save(bot, form, { topic: "Rust", when: "daily 9:00", zone: "", items: "4" });
    expect(await bot.digests.list(channel)).toMatchObject([{ items: 4, sites }]);
  });

  it("writes a digest that follows the workspace as one that does", async () => {
    const bot = openChannel();
    await bot.type('/digest create Rust when:"daily 9:00"');
    const form = await open(bot, "/digest edit");
    expect(form.fields.slice(2)).toMatchObject([{ value: "workspace" }, { value: "all" }, { value: "5" }]);
  });

  it("asks which one first, where that is not clear", async () => {
    const bot = openChannel();
    for (const topic of ["Rust", "Ruby"]) await bot.type(`/digest create ${topic} when:"daily 9:00"`);
    expect(await bot.type("/digest edit", { canShowForm: true })).toContain("Which digest?");
    expect(await bot.type("/digest edit Go", { canShowForm: true })).toContain("No digest of this channel");
  });
});
