import type { ActionsBlock, KnownBlock } from "@slack/web-api";
import type { ReplyButton } from "../../core/invocation.ts";
import type { Language } from "../../core/messages/language.ts";
import { say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { CONTROL_ACTION, textBlocks } from "./answer-blocks.ts";
import type { ReplyOutcome } from "./run-invocation.ts";
import { toMrkdwn } from "./to-mrkdwn.ts";

/** What the action id of a button that runs a command begins with; its number follows. */
export const RUN_ACTION = `${CONTROL_ACTION}run_`;

/** Reported from live workspaces: Slack refuses blocks that are longer in all. */
const MAX_BLOCKS_LENGTH = 9_500;
/** https://docs.slack.dev/reference/block-kit/blocks/actions-block */
const MAX_ELEMENTS = 25;

/** What a message says; blocks are shown instead of the text. */
export interface ReplyContent {
  readonly text: string;
  readonly blocks?: readonly KnownBlock[];
}

/** A reply as one message, or two where it is too long to have its buttons beside it. */
export function replyContents(
  { markdown, buttons = [] }: Pick<ReplyOutcome, "markdown" | "buttons">,
  language: Language,
): readonly [ReplyContent, ...ReplyContent[]] {
  const text = toMrkdwn(markdown);
  const actions = runBlocks(buttons);
  if (actions.length === 0) return [{ text }];
  const blocks = [...textBlocks(markdown, toMrkdwn), ...actions];
  const length = blocks.reduce((sum, block) => sum + JSON.stringify(block).length, 0);
  if (length <= MAX_BLOCKS_LENGTH) return [{ text, blocks }];
  return [{ text }, { text: translate(say("slack.replyButtons"), language), blocks: actions }];
}

/** Buttons that run a command. `from`: the number of the first, where others stand in the same view. */
export function runBlocks(
  buttons: readonly ReplyButton[],
  { from = 0, blockId }: { readonly from?: number; readonly blockId?: string } = {},
): ActionsBlock[] {
  if (buttons.length === 0) return [];
  const elements = buttons.slice(0, MAX_ELEMENTS).map(({ label, command, style }, index) => ({
    type: "button" as const,
    action_id: `${RUN_ACTION}${from + index}`,
    text: { type: "plain_text" as const, text: label, emoji: true },
    value: command,
    ...(style === undefined ? {} : { style }),
  }));
  return [{ type: "actions", elements, ...(blockId === undefined ? {} : { block_id: blockId }) }];
}
