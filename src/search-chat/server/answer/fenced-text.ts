import { closesFence, leavesFence, mayCloseFence, type OpenFence } from "./code-fence.ts";
import { plainNameOf } from "./known-urls.ts";
import type { TextOutput } from "./text-output.ts";

/** A longer line is let go in pieces. */
const MAX_LINE_CHARS = 2_000;

/** The text of code blocks. It passes as it is, as long as all readers agree that it is code. */
export interface FencedText {
  isOpen(): boolean;
  /** Writes the `line` that opens it. `isCertain`: no list or quote around it can end it before its own end. */
  open(fence: OpenFence, options: { readonly line: string; readonly isCertain: boolean }): void;
  /** Writes what is code, and returns what is not read yet: what stands behind the block, or may be its end. */
  read(text: string, isEnd: boolean): string;
  /** Code that some readers may take for text: what could be a link in it is none any more. */
  defuse(code: string): string;
}

export function createFencedText(output: Pick<TextOutput, "writeAsIs">, isKnown: (url: string) => boolean): FencedText {
  let fence: OpenFence | undefined;
  /** What of the present line has been written already. */
  let begun = "";
  /** Once two readers may see the blocks elsewhere, they may do so to the end. */
  let isDoubtful = false;

  const defuse = (code: string) =>
    code
      .replace(/(?:https?:\/\/|www\.)[^\s<>()[\]"'`|]*/giu, (address, at: number) => {
        // To some readers an address goes on up to the next blank.
        const isOver = /^[?!.,:;*_~'")]*(?:\s|$)/u.test(code.slice(at + address.length));
        return isOver && isKnown(address.replace(/[.,;:!?]+$/u, "")) ? address : `${plainNameOf(address)} `;
      })
      .replace(/\](?=[(:])/gu, "] ")
      .replace(/(?<=[=(]\s*["']?)\/\//gu, "/ /")
      .replace(/&(?=#|[a-z]+;)/giu, "& ");

  function write(text: string): void {
    output.writeAsIs(isDoubtful ? defuse(text) : text);
  }

  return {
    isOpen: () => fence !== undefined,
    open(opened, { line, isCertain }) {
      fence = opened;
      begun = "";
      isDoubtful ||= !isCertain;
      write(line);
    },
    read(text, isEnd) {
      let rest = text;
      while (fence !== undefined && rest !== "") {
        const end = /\r\n|\n|\r(?!$)/u.exec(rest);
        const whole = end === null ? rest : rest.slice(0, end.index);
        const full = begun + whole;
        if (leavesFence(full, fence)) isDoubtful = true;
        if (end === null && !isEnd) {
          const isShort = full.length <= MAX_LINE_CHARS;
          if (isShort && (isDoubtful || mayCloseFence(full) || rest.endsWith("\r"))) break;
        }
        if (end === null) {
          write(rest);
          begun = full.slice(0, MAX_LINE_CHARS);
          return "";
        }
        const closes = closesFence(full, fence);
        if (closes === "doubtful") isDoubtful = true;
        if (closes !== "no") fence = undefined;
        write(whole);
        output.writeAsIs(end[0]);
        begun = "";
        rest = rest.slice(end.index + end[0].length);
      }
      return rest;
    },
    defuse,
  };
}
