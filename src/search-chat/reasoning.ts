/** A piece of what a model wrote, either shown or only thought. */
export interface WrittenPiece {
  readonly type: "text" | "reasoning";
  /** Never empty. */
  readonly text: string;
}

/** Tells the reasoning of an answer that arrives in pieces from what is to be shown. */
export interface ReasoningSplitter {
  /** What is certain of the piece, in order. The start of a tag is held back until the tag is whole. */
  add(text: string): readonly WrittenPiece[];
  /** What was held back and turned out to be no tag. An unclosed section is reasoning to its end. */
  end(): readonly WrittenPiece[];
}

/** Takes the model's reasoning out of an answer that arrives in pieces. */
export interface ReasoningFilter {
  /** What of the piece may be shown now. The start of a tag is held back until the tag is whole. */
  add(text: string): string;
  /** What was held back and turned out to be text. An unclosed section stays hidden. */
  end(): string;
}

const OPENING = /<think>/iu;
const CLOSING = /<\/think>/iu;
/** The end of a piece that may be the start of either tag. */
const TAG_START = /<\/?(?:t(?:h(?:i(?:nk?)?)?)?)?$/iu;

/** Takes every `<think>…</think>` section for reasoning, also where a tag is split between two pieces. */
export function createReasoningSplitter(): ReasoningSplitter {
  let isThinking = false;
  let held = "";
  let lastShown = "";

  const takeUntil = (tag: RegExp): string | undefined => {
    const match = tag.exec(held);
    if (match === null) return undefined;
    const before = held.slice(0, match.index);
    held = held.slice(match.index + match[0].length);
    return before;
  };
  const takeUnlessTagStart = (): string => {
    const start = TAG_START.exec(held)?.index ?? held.length;
    const text = held.slice(0, start);
    held = held.slice(start);
    return text;
  };
  const pieceOf = (text: string): WrittenPiece => {
    if (!isThinking) lastShown = text.at(-1) ?? lastShown;
    return { type: isThinking ? "reasoning" : "text", text };
  };

  return {
    add(text) {
      // Nearly all pieces are words, and no tag is begun.
      if (held === "" && !text.includes("<")) return text === "" ? [] : [pieceOf(text)];
      held += text;
      const pieces: WrittenPiece[] = [];
      for (;;) {
        const before = takeUntil(isThinking ? CLOSING : OPENING);
        if (before === undefined) break;
        pieces.push(pieceOf(before));
        // An answer about the tag itself writes it as code.
        if (!isThinking && lastShown === "`") pieces.push(pieceOf("<think>"));
        else isThinking = !isThinking;
      }
      pieces.push(pieceOf(takeUnlessTagStart()));
      return pieces.filter((piece) => piece.text !== "");
    },
    end: () => (held === "" ? [] : [pieceOf(held)]),
  };
}

/** Drops every `<think>…</think>` section, also where a tag is split between two pieces. */
export function createReasoningFilter(): ReasoningFilter {
  const splitter = createReasoningSplitter();
  const shown = (pieces: readonly WrittenPiece[]): string =>
    pieces.map(({ type, text }) => (type === "text" ? text : "")).join("");
  return {
    add: (text) => shown(splitter.add(text)),
    end: () => shown(splitter.end()),
  };
}
