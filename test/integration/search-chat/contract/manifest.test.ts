import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { contractRows } from "../../../contracts/search-chat-row.ts";

const tests = fileURLToPath(new URL("../../../", import.meta.url));
const sources = "async clients deep fusion map memory ocr online openai own search status tools".split(" ");

/** The rows that tests are named after. */
const tested = readdirSync(tests, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".test.ts"))
  .flatMap((entry) => {
    const text = readFileSync(join(entry.parentPath, entry.name), "utf8");
    return [...text.matchAll(/^\s*row\(\s*"([^"]+)"/gmu)].map(([, id = ""]) => id);
  });

describe("the manifest of the search-chat contract", () => {
  it("has a test for every row", () => {
    expect(contractRows.map(({ id }) => id).filter((id) => !tested.includes(id))).toEqual([]);
  });

  it("has a row for every test", () => {
    const ids = new Set(contractRows.map(({ id }) => id));
    expect(tested.filter((id) => !ids.has(id))).toEqual([]);
  });

  it("names each row once, with what it claims and where that is from", () => {
    expect(new Set(contractRows.map(({ id }) => id)).size).toBe(contractRows.length);
    expect(new Set(tested).size).toBe(tested.length);
    for (const { claim, source } of contractRows) {
      expect(claim).not.toBe("");
      expect(sources).toContain(source);
    }
  });
});
