const TAIL_CHARS = 12;
/** The beginning of an address. */
const ADDRESS_BEGUN = /(?:https?:?\/?|www)$/iu;
/** What may stand before a list item, a quote or a block of code in its line. */
const LINE_HEAD = /^[\s>*+\-.)\d]{0,24}$/u;
const STRAY_BEFORE = /^[\s\p{Pe}\p{Pf}.,;:!?…。，、；：！？]/u;

/**
 * What has been let through of an answer. It holds the last blanks back, for a mark that is dropped takes the blank
 * before it along, and keeps apart what would become one word or one address where something was taken out.
 */
export interface TextOutput {
  write(text: string): void;
  /** Writes what has to stay as it is, blanks and all. */
  writeAsIs(text: string): void;
  /** Says that a mark has been left out here. */
  dropMark(): void;
  /** Says that something else has been left out here. */
  seam(): void;
  endsWith(pattern: RegExp): boolean;
  /** The present line while it may still begin a block; undefined: it says something already. */
  lineHead(): string | undefined;
  /** Takes what may be shown. */
  take(): string;
  /** Takes the rest, at the end. */
  takeAll(): string;
}

export function createTextOutput(): TextOutput {
  let ready = "";
  let blank = "";
  let tail = "";
  let head: string | undefined = "";
  let isDropped = false;
  let isSeam = false;

  const put = (text: string) => {
    ready += text;
    tail = (tail + text).slice(-TAIL_CHARS);
    const newLine = Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r"));
    const line = newLine >= 0 ? text.slice(newLine + 1) : head === undefined ? undefined : head + text;
    head = line !== undefined && LINE_HEAD.test(line) ? line : undefined;
  };

  return {
    write(given) {
      let text = given;
      if (text === "") return;
      if (isDropped) {
        if (/[\s]$|^$/u.test(tail) && blank === "") text = text.replace(/^[ \t]+/u, "");
        if (text === "") return;
        if (STRAY_BEFORE.test(text)) blank = "";
      }
      if (isSeam && blank === "" && wouldJoin(tail, text)) blank = " ";
      isDropped = false;
      isSeam = false;
      const words = text.replace(/[ \t]+$/u, "");
      if (words === "") {
        blank += text;
        return;
      }
      put(blank + words);
      blank = text.slice(words.length);
    },
    writeAsIs(text) {
      put(blank + text);
      blank = "";
      isDropped = false;
      isSeam = false;
    },
    dropMark() {
      isDropped = true;
      isSeam = true;
    },
    seam() {
      isSeam = true;
    },
    endsWith: (pattern) => blank === "" && pattern.test(tail),
    lineHead: () => (head === undefined ? undefined : head + blank),
    take() {
      const taken = ready;
      ready = "";
      return taken;
    },
    takeAll() {
      if (!isDropped) put(blank);
      blank = "";
      isDropped = false;
      const taken = ready;
      ready = "";
      return taken;
    },
  };
}

/** Whether what stood apart would run together: into one word, one address, or signs that mean something together. */
function wouldJoin(before: string, after: string): boolean {
  if (before === "" || /\s$/u.test(before) || /^\s/u.test(after)) return false;
  if (ADDRESS_BEGUN.test(before)) return true;
  if (/\P{ASCII}$/u.test(before) && /^\P{ASCII}/u.test(after)) return false;
  const isSentence =
    /[\p{L}\p{N}\])*_"'”’»]$/u.test(before) && /^[\p{P}*]/u.test(after) && !/^[[(`~<\\&:/-]/u.test(after);
  const isOpening = /[([“"'«*_]$/u.test(before) && /^\p{L}/u.test(after);
  return !isSentence && !isOpening;
}
