import type { AnswerControl, OutgoingMessage, SendContext } from "./chat.ts";

/** How long it may take. */
export type Ending = Pick<SendContext, "signal" | "patience">;

/** Which thumbs stand under each text. */
type Thumbs = readonly OutgoingMessage["feedback"][];

/** How a reply is closed, and with what under it. */
export interface Closing {
  readonly state: ClosedState;
  readonly feedback?: Thumbs;
  /** Absent: what an answer has that ends so. */
  readonly controls?: readonly AnswerControl[];
}

/** How a reply can end. */
export type ClosedState = "final" | "failed" | "cancelled";

/** What people may do with an answer that has ended so. */
export const closingControls = {
  final: ["regenerate"],
  failed: ["retry"],
  cancelled: ["retry"],
} as const satisfies Record<ClosedState, readonly AnswerControl[]>;
