import type { Tool } from "../conversation.ts";
import type { ToolCallDelta } from "../server-event.ts";
import type { WrittenToolCall } from "./chat-chunk.ts";

/** The tool calls of one answer, as far as the caller offered their functions. */
export interface OfferedCalls {
  /** What of these pieces goes to the caller. */
  keep(pieces: readonly WrittenToolCall[]): readonly ToolCallDelta[];
  /** Whether anything went to the caller. */
  isAny(): boolean;
}

export interface OfferedCallsOptions {
  readonly newId: () => string;
  /** What comes after so many calls is dropped. */
  readonly mostCalls: number;
}

interface OpenCall {
  /** As the upstream counts; some count no further than 0. */
  readonly index: number;
  readonly id: string | undefined;
  /** Undefined until the name is known, and for ever where it was not offered. */
  place: number | undefined;
  isNamed: boolean;
  /** Arguments that came before the name. */
  early: string;
}

/**
 * Drops calls of functions that were never offered: whatever a page talks a model into, it adds no tool. Those that stay
 * are numbered without gaps, and each gets an id where the upstream gives none.
 */
export function createOfferedCalls(tools: readonly Tool[], { newId, mostCalls }: OfferedCallsOptions): OfferedCalls {
  const offered = new Set(tools.map((tool) => tool.function.name));
  const open: OpenCall[] = [];
  let kept = 0;

  const findCall = ({ index, id, name }: WrittenToolCall): OpenCall => {
    const last = open.findLast((call) => index === undefined || call.index === index);
    // Gateways to Gemini give every call the index 0 and an id of its own (QuantumNous/new-api#2701), others give every
    // piece an id of its own (BerriAI/litellm#28223).
    const isNext = id === undefined ? index === undefined : last?.id !== id;
    const isOther = last?.isNamed === true && name !== undefined && isNext;
    if (last !== undefined && !isOther) return last;
    const call = { index: index ?? open.length, id, place: undefined, isNamed: false, early: "" };
    open.push(call);
    return call;
  };

  const keepOne = (piece: WrittenToolCall): readonly ToolCallDelta[] => {
    const call = findCall(piece);
    if (call.isNamed) {
      const more = piece.arguments ?? "";
      return call.place === undefined || more === "" ? [] : [{ index: call.place, arguments: more }];
    }
    call.early += piece.arguments ?? "";
    if (piece.name === undefined) return [];
    call.isNamed = true;
    if (!offered.has(piece.name) || kept >= mostCalls) return [];
    call.place = kept;
    kept += 1;
    return [{ index: call.place, id: call.id ?? `call_${newId()}`, name: piece.name, arguments: call.early }];
  };

  return {
    keep: (pieces) => pieces.flatMap(keepOne),
    isAny: () => kept > 0,
  };
}
