import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { z } from "zod";
import { imageFlags } from "../bench/sides.ts";

const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")));

it.each(["start", "search-server"])("npm run %s gives node the flags that the image gives it", (name) => {
  const flags = (scripts[name] ?? "").split(" ").filter((argument) => argument.startsWith("--"));

  expect(flags).not.toEqual([]);
  expect(flags).toEqual(imageFlags);
});
