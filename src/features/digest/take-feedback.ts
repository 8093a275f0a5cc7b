import type { DigestStore } from "../../core/digest.ts";
import { digestRef, parseSlotKey } from "../../core/digest.ts";
import type { DigestFeedback } from "../../core/digest-feedback.ts";
import type { SlotLog } from "../../core/digest-slot.ts";
import { UserInputError } from "../../core/errors.ts";
import type { FeedbackCall, Invocation, Outcome, ReplyButton } from "../../core/invocation.ts";
import { escapeMarkdown } from "../../core/markdown.ts";
import { say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { offerExclusions, sitesOf } from "../sources/offer-exclusions.ts";
import type { SourcesDeps } from "../sources/sources-deps.ts";
import { plainText } from "./plain-text.ts";

export interface TakeFeedbackDeps extends SourcesDeps {
  readonly digests: DigestStore;
  readonly slots: SlotLog;
  readonly feedback: DigestFeedback;
}

const MAX_TITLE_LENGTH = 80;

/**
 * Keeps what somebody thinks of an item, or of all items of a post, for the digest's next slots; of an item that is not
 * wanted, who manages the channel is offered to exclude its site. Throws UserInputError with the sentence for the one
 * who pressed; then nothing has changed.
 */
export async function takeFeedback(
  invocation: Invocation,
  { answerId, item, value }: FeedbackCall,
  deps: TakeFeedbackDeps,
): Promise<Outcome> {
  const { channel, asker, receivedAt, language = "en" } = invocation;
  const named = parseSlotKey(channel, answerId);
  const digest = named && (await deps.digests.read(named.ref));
  const record = named && (await deps.slots.read(named.ref, named.slot));
  if (digest === undefined || record === undefined) throw new UserInputError(say("report.digest.tooOld"));
  const { items = [] } = record;
  if (items.length === 0) throw new UserInputError(say("report.digest.noNews"));
  const numbers = item === undefined ? items.map((_item, index) => index + 1) : [item];
  for (const number of numbers) {
    const told = items[number - 1];
    if (told === undefined) throw new UserInputError(say("report.digest.noItem"));
    const said = { slot: record.slot, item: number, title: told.title, userId: asker.id, value, at: receivedAt };
    await deps.feedback.put(digestRef(digest), said);
  }
  const told = item === undefined ? undefined : items[item - 1];
  const title = told === undefined ? "" : escapeMarkdown(plainText(told.title, MAX_TITLE_LENGTH));
  const noted =
    told === undefined ? say("report.digest.notedAll", { value }) : say("report.digest.noted", { value, title });
  const markdown = translate(noted, language);
  if (value === "up" || told === undefined) return { kind: "reply", markdown };
  return { kind: "reply", markdown, buttons: await exclusionsOf(told.url, invocation, deps) };
}

async function exclusionsOf(
  url: string,
  invocation: Invocation,
  deps: TakeFeedbackDeps,
): Promise<readonly ReplyButton[]> {
  const { channel, language = "en" } = invocation;
  if (!(await invocation.mayManage("channel"))) return [];
  const layers = await deps.settings.read(channel);
  const chain = { install: deps.install, platform: channel.platform, ...layers };
  return offerExclusions(sitesOf([url]), { chain, language, deps });
}
