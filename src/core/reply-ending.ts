import type { AnswerControl, OutgoingMessage, SendContext } from "./chat.ts";

/** How long it may take. */
export type Ending = Pick<SendContext, "signal" | "patience">;

/** Which thumbs stand under each text. */
type Thumbs = readonly OutgoingMessage["feedback"][];

/** How a reply is closed, and with what under it. */
export interface Closing {
  readonly state: ClosedState;
  /** Absent: what an answer has that ends so. */
  readonly feedback?: Thumbs;
  /** Absent: what an answer has that ends so. */
  readonly controls?: readonly AnswerControl[];
  /** The addresses of the sources that stand under it. */
  readonly sources?: readonly string[];
}

/** How a reply can end. */
export type ClosedState = "final" | "failed" | "cancelled";

/** What people may do with an answer that has ended so. */
export const closingControls = {
  final: ["regenerate"],
  failed: ["retry"],
  cancelled: ["retry"],
} as const satisfies Record<ClosedState, readonly AnswerControl[]>;

/** The messages that a reply ends as: only an answer has controls and thumbs by itself. */
export function closingMessages(
  texts: readonly string[],
  { state, feedback, controls }: Closing,
  { isAnswer }: { readonly isAnswer: boolean },
): readonly OutgoingMessage[] {
  const thumbs = feedback ?? (isAnswer ? closingThumbs(state, texts.length) : []);
  const underLast = controls ?? (isAnswer ? closingControls[state] : undefined);
  return texts.map((markdown, index) => ({
    markdown,
    state: "final",
    controls: index === texts.length - 1 ? underLast : undefined,
    feedback: thumbs[index],
  }));
}

/** A whole answer has thumbs under its last message; an ended one of any other kind has nothing to judge. */
function closingThumbs(state: ClosedState, messages: number): Thumbs {
  if (state !== "final") return [];
  return Array.from({ length: messages }, (_, index) => (index === messages - 1 ? { items: [] } : undefined));
}
