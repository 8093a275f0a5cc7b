import { linksOf, pingsOf } from "./pings.ts";
import { SlackFault } from "./slack-fault.ts";

/** The blocks that Footnote uses. */
export type SlackBlock =
  | { readonly type: "section"; readonly text: { type: string; text: string; verbatim?: boolean } }
  | { readonly type: "actions"; readonly elements: readonly SlackButton[] };

export interface SlackButton {
  readonly type: "button";
  readonly action_id: string;
  readonly text: { readonly type: string; readonly text: string };
  readonly value?: string;
  readonly style?: string;
}

/** https://docs.slack.dev/reference/block-kit/blocks, and each block's own page. */
const MAX_BLOCKS = 50;
const MAX_SECTION = 3_000;
const MAX_ELEMENTS = 25;
const MAX_LABEL = 75;
const MAX_ACTION_ID = 255;
const MAX_VALUE = 2_000;
/** Reported from live workspaces as failing somewhat above it. */
const MAX_TOTAL = 10_000;

/** Reads blocks from a form or JSON, and refuses what Slack would; undefined when there are none in the call. */
export function parseBlocks(value: unknown): readonly SlackBlock[] | undefined {
  if (value === undefined) return undefined;
  const blocks = (typeof value === "string" ? JSON.parse(value) : value) as readonly SlackBlock[];
  if (!Array.isArray(blocks)) throw new SlackFault("invalid_blocks_format");
  if (blocks.length > MAX_BLOCKS || !blocks.every(isValid)) throw new SlackFault("invalid_blocks");
  const ids = buttonsOf(blocks).map(({ action_id }) => action_id);
  if (new Set(ids).size < ids.length) throw new SlackFault("invalid_blocks");
  const total = blocks.reduce((sum, block) => sum + JSON.stringify(block).length, 0);
  if (total > MAX_TOTAL) throw new SlackFault("msg_blocks_too_long");
  return blocks;
}

/** What people read in blocks. */
export function textOfBlocks(blocks: readonly SlackBlock[]): string {
  return blocks.flatMap((block) => (block.type === "section" ? [block.text.text] : [])).join("\n\n");
}

export function buttonsOf(blocks: readonly SlackBlock[] = []): readonly SlackButton[] {
  return blocks.flatMap((block) => (block.type === "actions" ? block.elements : []));
}

/** Text objects are parsed for names and addresses unless they are verbatim. */
export function pingsOfBlocks(blocks: readonly SlackBlock[]): readonly string[] {
  return blocks.flatMap((block) =>
    block.type === "section"
      ? pingsOf(block.text.text, { isMarkdown: false, linkNames: block.text.verbatim !== true })
      : [],
  );
}

export function linksOfBlocks(blocks: readonly SlackBlock[]): readonly string[] {
  return blocks.flatMap((block) =>
    block.type === "section" ? linksOf(block.text.text, block.text.verbatim === true ? "none" : undefined) : [],
  );
}

function isValid(block: SlackBlock): boolean {
  if (block.type === "section") {
    const { type, text } = block.text;
    return type === "mrkdwn" && text.length >= 1 && text.length <= MAX_SECTION;
  }
  return (
    block.type === "actions" &&
    block.elements.length >= 1 &&
    block.elements.length <= MAX_ELEMENTS &&
    block.elements.every(isValidButton)
  );
}

function isValidButton({ type, text, action_id, value = "", style = "primary" }: SlackButton): boolean {
  return (
    type === "button" &&
    text.type === "plain_text" &&
    text.text.length >= 1 &&
    text.text.length <= MAX_LABEL &&
    action_id.length <= MAX_ACTION_ID &&
    value.length <= MAX_VALUE &&
    ["primary", "danger"].includes(style)
  );
}
