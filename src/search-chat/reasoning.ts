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

/** Drops every `<think>…</think>` section, also where a tag is split between two pieces. */
export function createReasoningFilter(): ReasoningFilter {
  let isThinking = false;
  let held = "";
  let lastShown = "";

  const show = (text: string): string => {
    lastShown = text.at(-1) ?? lastShown;
    return text;
  };
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

  return {
    add(text) {
      held += text;
      let shown = "";
      for (;;) {
        const before = takeUntil(isThinking ? CLOSING : OPENING);
        if (before === undefined) break;
        if (isThinking) {
          isThinking = false;
          continue;
        }
        shown += show(before);
        // An answer about the tag itself writes it as code.
        if (lastShown === "`") shown += show("<think>");
        else isThinking = true;
      }
      const rest = takeUnlessTagStart();
      return isThinking ? shown : shown + show(rest);
    },
    end() {
      return isThinking ? "" : held;
    },
  };
}
