import { readFileSync } from "node:fs";
import { it } from "vitest";

/** One row of the search-chat contract. */
export interface ContractRow {
  readonly id: string;
  readonly claim: string;
  /** A key of the list at the file's head. */
  readonly source: string;
}

/** Every row, in the order of the file. */
export const contractRows: readonly ContractRow[] = readFileSync(
  new URL("./search-chat-rows.tsv", import.meta.url),
  "utf8",
)
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => {
    const [id = "", claim = "", source = ""] = line.split("\t");
    return { id, claim, source };
  });

/** The test of one row, named after it. */
export function row(id: string, run: () => Promise<void> | void): void {
  const found = contractRows.find((each) => each.id === id);
  if (found === undefined) throw new Error(`The contract has no row ${id}.`);
  it(`${id}: ${found.claim}`, run);
}
