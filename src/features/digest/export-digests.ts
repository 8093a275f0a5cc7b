import type { Digest } from "../../core/digest.ts";
import type { Outcome } from "../../core/invocation.ts";
import type { Language } from "../../core/messages/language.ts";
import { type Speak, speakerOf } from "../../core/messages/translate.ts";
import { type DigestRow, toDigestRow } from "./digest-row.ts";

/** One block is one message on Discord, so that it can be copied whole. */
const MAX_BLOCK_LENGTH = 1_700;

/** All digests of a workspace as JSON: in blocks that can each be imported on their own, and whole as a file. */
export function exportDigests(digests: readonly Digest[], language: Language = "en"): Outcome {
  const speak = speakerOf(language);
  if (digests.length === 0) return { kind: "reply", markdown: speak("digest.noneInWorkspace") };
  const file = { version: 1, digests: digests.map(toDigestRow) };
  return {
    kind: "reply",
    markdown: inBlocks(digests, speak),
    attachment: { name: "digests.json", text: `${JSON.stringify(file, undefined, 2)}\n` },
  };
}

function inBlocks(digests: readonly Digest[], speak: Speak): string {
  const blocks = blocksOf(digests.map(toDigestRow)).map((rows) => ["```json", toJson(rows), "```"].join("\n"));
  const intro = speak("digest.exported", { count: digests.length, blocks: blocks.length });
  return [intro, ...blocks].join("\n\n");
}

function blocksOf(rows: readonly DigestRow[]): readonly (readonly DigestRow[])[] {
  const blocks: DigestRow[][] = [];
  for (const row of rows) {
    const last = blocks.at(-1);
    if (last !== undefined && toJson([...last, row]).length <= MAX_BLOCK_LENGTH) last.push(row);
    else blocks.push([row]);
  }
  return blocks;
}

/** Backticks would end the block, and platforms take care that an @ pings nobody: both are written as JSON can, too. */
function toJson(digests: readonly DigestRow[]): string {
  return JSON.stringify({ version: 1, digests }).replaceAll("`", "\\u0060").replaceAll("@", "\\u0040");
}
