import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { type KeysCommand, runKeysCommand } from "../../../src/cli/keys.ts";
import { loadConfig } from "../../../src/config.ts";
import { UserInputError } from "../../../src/core/errors.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";

const none = { scopes: undefined, daily: undefined, perMinute: undefined };

describe("the command keys", () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "footnote-keys-"));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  async function run(args: readonly string[], rights: Partial<KeysCommand> = {}): Promise<readonly string[]> {
    const lines: string[] = [];
    const config = loadConfig({ REDIS_URL: inject("redisUrl"), DATA_DIR: dataDir });
    const write = (line: string) => void lines.push(line);
    await runKeysCommand({ ...none, ...rights, args }, { config, log: createMemoryLog(), write });
    return lines;
  }

  it("prints a key once, and says what it may", async () => {
    const name = `key-${randomUUID()}`;
    const [key, sentence] = await run(["add", name], { scopes: ["search", "chat"], daily: "1000", perMinute: "60" });
    expect(key).toMatch(/^footnote_[\w-]{43}$/u);
    expect(sentence).toBe(
      `The key “${name}” may: chat and search, 1000 calls a day, 60 a minute. It is shown only now: keep it.`,
    );
    const listed = (await run(["list"])).filter((line) => line.startsWith(name));
    expect(listed).toHaveLength(1);
    expect(listed[0]).toMatch(
      /: chat and search, 1000 calls a day, 60 a minute; used today: 0; made \d{4}-\d\d-\d\d$/u,
    );
    expect(listed[0]).not.toContain(key);
  });

  it("gives a key every scope and no limit where none is named", async () => {
    const name = `key-${randomUUID()}`;
    expect((await run(["add", name]))[1]).toContain("chat and search, any number of calls a day, at any rate.");
  });

  it("makes no second key of a name, until the first is revoked", async () => {
    const name = `key-${randomUUID()}`;
    await run(["add", name]);
    await expect(run(["add", name])).rejects.toThrow(
      `There is a key “${name}” already: revoke it first, or choose another name.`,
    );
    expect(await run(["revoke", name])).toEqual([`The key “${name}” is revoked: its next call is refused.`]);
    await run(["add", name]);
  });

  it.each([
    [[], {}, "Say what to do with the keys."],
    [["make"], {}, "There is no “keys make”."],
    [["add"], {}, "NAME may have 64 letters"],
    [["add", "a b"], {}, "NAME may have 64 letters"],
    [["add", "a\nb"], {}, "NAME may have 64 letters"],
    [["add", "a", "b"], {}, "“b” is too much."],
    [["add", "a"], { scopes: ["root"] }, "There is no scope “root”; there is chat, search."],
    [["add", "a"], { daily: "0" }, "--daily must be 1 or more."],
    [["add", "a"], { daily: "" }, "--daily must be 1 or more."],
    [["add", "a"], { daily: "1000000001" }, "--daily may be 1000000000 at most."],
    [["add", "a"], { perMinute: "ten" }, "--per-minute must be a whole number."],
    [["add", "a"], { perMinute: "1.5" }, "--per-minute must be a whole number."],
    [["list", "a"], {}, "“a” is too much."],
    [["revoke", "a"], { daily: "1" }, "--scope, --daily and --per-minute belong to keys add."],
    [["revoke", "nobody"], {}, "There is no key “nobody” that is not revoked: see keys list."],
  ])("changes nothing where it cannot be understood (%j %j)", async (args, rights, sentence) => {
    // Others make keys in this Redis, too, by other names.
    const named = async () => (await run(["list"])).filter((line) => /^\S{1,6} /u.test(line));
    const before = await named();
    const failed = await run(args, rights).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(UserInputError);
    expect(failed instanceof UserInputError && failed.userMessage.startsWith(sentence)).toBe(true);
    expect(await named()).toEqual(before);
  });
});
