/** A code block that is open. */
export interface OpenFence {
  readonly sign: string;
  /** How many signs opened it; as many close it. */
  readonly length: number;
  readonly indent: number;
}

const MAX_INFO_CHARS = 200;

/**
 * The code block that opens at a run of signs, when only `before` stands before it in its line: "open" while its line
 * is not yet all there, undefined where it is none. `length` is the whole line's, with its end.
 */
export function fenceAt(
  text: string,
  { before, isEnd }: { readonly before: string; readonly isEnd: boolean },
): { readonly fence: OpenFence; readonly length: number } | "open" | undefined {
  const [run = ""] = /^(?:`{3,}|~{3,})/u.exec(text) ?? [];
  if (run === "") return undefined;
  const end = text.search(/[\r\n]/u);
  const [lineEnd = ""] = /\r\n|\n|\r(?!$)/u.exec(text) ?? [];
  const info = text.slice(run.length, end === -1 ? undefined : end);
  if ((run.startsWith("`") && info.includes("`")) || info.length > MAX_INFO_CHARS) return undefined;
  if (lineEnd === "" && !isEnd) return "open";
  return {
    fence: { sign: run.charAt(0), length: run.length, indent: before.length },
    length: run.length + info.length + lineEnd.length,
  };
}

/** How a line stands to the open block: "certain" and "doubtful" close it, the latter by some readings only. */
export function closesFence(line: string, { sign, length, indent }: OpenFence): "certain" | "doubtful" | "no" {
  const [, blank = "", run = ""] = /^([ \t]*)(`+|~+)[ \t]*$/u.exec(line) ?? [];
  if (run.length < length || !run.startsWith(sign)) return "no";
  return blank.includes("\t") || blank.length > 3 || blank.length < indent ? "doubtful" : "certain";
}

/** Whether a line that has only begun may still close the block. */
export function mayCloseFence(line: string): boolean {
  return line.length <= MAX_INFO_CHARS && /^[ \t]*(?:`*|~*)[ \t]*$/u.test(line);
}

/** Whether a line of the block lies left of it: in a list it would have ended the block. */
export function leavesFence(line: string, { indent }: OpenFence): boolean {
  const start = line.search(/[^ \t\r]/u);
  return start !== -1 && start < indent;
}
