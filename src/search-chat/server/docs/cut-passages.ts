import type { Block, BodyBlock, Passage, SourceDocument } from "./document.ts";
import { htmlBlocks, htmlTitle } from "./html-blocks.ts";
import { markdownBlocks } from "./markdown-blocks.ts";
import { tidy } from "./tidy.ts";

/** A passage ends before the block that would make it longer than this. A block is never cut. */
const PASSAGE_CHARS = 700;
/** Code belongs to the sentence before it, up to this length of both. */
const PASSAGE_WITH_CODE_CHARS = 1_800;
/** Sections that answer no question about the subject. */
const BOILERPLATE =
  /^\W*(licen[cs]es?|contribut\w*|contents|table of contents|toc|sponsors?|backers?|used by|code of conduct|acknowledge?ments?|credits|authors?|maintainers?|stargazers|related( projects)?|the team|team|funding|benchmarks?)\W*$/iu;

/** Cuts a page into passages along its headings, paragraphs, list items and code blocks. */
export function cutPassages(document: SourceDocument): readonly Passage[] {
  const blocks = blocksOf(document);
  const title = document.title ?? titleOf(document, blocks);
  const passages: Passage[] = [];
  let path: readonly { depth: number; text: string }[] = [];
  let body: BodyBlock[] = [];
  const endPassage = () => {
    const headings = path.map(({ text }) => text).filter((text) => text !== "" && !title.endsWith(text));
    if (body.some(saysSomething) && !headings.some((text) => BOILERPLATE.test(text))) {
      passages.push({ url: document.url, title, position: passages.length, headings, blocks: body });
    }
    body = [];
  };
  for (const block of blocks) {
    if (block.kind === "heading") {
      endPassage();
      path = [...path.filter(({ depth }) => depth < block.depth), block];
    } else {
      if (!fits(body, block)) endPassage();
      body.push(block);
    }
  }
  endPassage();
  return passages;
}

function blocksOf(document: SourceDocument): readonly Block[] {
  switch (document.format) {
    case "blocks":
      return document.blocks;
    case "markdown":
      return markdownBlocks(document.text);
    case "html":
      return htmlBlocks(document.text);
    case "text":
      return document.text
        .split(/\r?\n\s*\r?\n/u)
        .map(tidy)
        .filter((paragraph) => paragraph !== "")
        .map((paragraph) => ({ kind: "prose", text: paragraph }));
  }
}

function titleOf(document: SourceDocument, blocks: readonly Block[]): string {
  const { pathname, hostname } = new URL(document.url);
  const heading = blocks.find((block) => block.kind === "heading");
  const last = pathname.split("/").findLast((part) => part !== "");
  return (document.format === "html" ? htmlTitle(document.text) : undefined) ?? heading?.text ?? last ?? hostname;
}

function fits(body: readonly BodyBlock[], block: BodyBlock): boolean {
  const length = body.reduce((sum, { text }) => sum + text.length, 0);
  if (body.length === 0) return true;
  // The sentence that introduces a list or code ("for example:") is worthless without it.
  if (body.at(-1)?.text.endsWith(":")) return length + block.text.length <= PASSAGE_WITH_CODE_CHARS;
  return length + block.text.length <= (block.kind === "code" ? PASSAGE_WITH_CODE_CHARS : PASSAGE_CHARS);
}

function saysSomething({ text }: BodyBlock): boolean {
  return /\p{L}{2}/u.test(text);
}
