import type { Block } from "./document.ts";

/** Blocks as one text for a reader or a model: paragraphs, list items, headings and fenced code, in their order. */
export function blocksToText(blocks: readonly Block[]): string {
  return blocks
    .map((block, position) => {
      const follows = blocks[position - 1]?.kind;
      const isNextLine = block.kind === follows && (block.kind === "item" || block.kind === "row");
      return (position === 0 ? "" : isNextLine ? "\n" : "\n\n") + textOf(block);
    })
    .join("");
}

function textOf(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `${"#".repeat(block.depth)} ${block.text}`;
    case "prose":
      return block.text;
    case "item":
    case "row":
      return `- ${block.text}`;
    case "code": {
      const longest = Math.max(2, ...[...block.text.matchAll(/`+/gu)].map(([run]) => run.length));
      const fence = "`".repeat(longest + 1);
      return `${fence}${block.language}\n${block.text}\n${fence}`;
    }
  }
}
