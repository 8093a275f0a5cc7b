import { hostOfUrl } from "../../core/source-site.ts";
import { renderMarkdown, textOfHtml } from "./render-markdown.ts";

/** One line of an answer's list of sources. */
export interface SourceView {
  /** What `[n]` in the text refers to. */
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly host: string;
}

/** Why an answer is not whole: it failed, or somebody stopped it. `html` says so in a sentence. */
export interface NoteView {
  readonly kind: "failed" | "stopped";
  /** Safe to insert as it is. */
  readonly html: string;
}

/** An answer as the page shows it. */
export interface AnswerView {
  /** Safe to insert as it is. */
  readonly html: string;
  readonly sources: readonly SourceView[];
  readonly note: NoteView | undefined;
}

export interface AnswerViewOptions {
  readonly isGrowing: boolean;
  /** It ended before it was whole, and its last words before the sources say why. */
  readonly isBroken: boolean;
}

/**
 * Takes the sources off an answer's end, and the note off one that is not whole, and renders the rest; `[n]` in the text
 * becomes a superscript link to source n. An answer without a list of sources, or with one that cannot be read, is
 * rendered as the Markdown it is.
 */
export function toAnswerView(markdown: string, { isGrowing, isBroken }: AnswerViewOptions): AnswerView {
  const section = [...markdown.matchAll(SOURCES_SECTION)].at(-1);
  const listed = section?.[1]?.trim().split("\n").map(parseSource) ?? [];
  const sources = listed.filter((source) => source !== undefined);
  const isReadable = section !== undefined && sources.length === listed.length;
  const before = isReadable ? markdown.slice(0, section.index) : markdown;
  const after = isReadable ? markdown.slice(section.index + section[0].length) : "";
  const { text, note } = isBroken ? takeNote(before) : { text: before, note: undefined };
  const shown = isReadable ? sources : [];
  const html = renderMarkdown(`${text}\n\n${after}`.trimEnd());
  return { html: linkMarks(html, shown, isGrowing), sources: shown, note };
}

/** How core ends an answer that is not whole: with a paragraph that says why, in italics when somebody stopped it. */
function takeNote(markdown: string): { readonly text: string; readonly note: NoteView } {
  const words = markdown.trim();
  const start = words.lastIndexOf("\n\n") + 1;
  const last = words.slice(start).trim();
  const stopped = /^_([^_]+)_$/u.exec(last)?.[1];
  return {
    text: words.slice(0, start).trimEnd(),
    note:
      stopped === undefined
        ? { kind: "failed", html: renderMarkdown(last.replace(/^⚠️?\s*/u, "")) }
        : { kind: "stopped", html: renderMarkdown(stopped) },
  };
}

/** How core ends an answer: `**Sources**`, in its language, then `1. [Title](https://host/…) — host` for each. */
const SOURCES_SECTION = /(?<=^|\n)\*\*[^*\n]{1,40}\*\*[ \t]*\n\s*((?:\d{1,3}\. [^\n]*(?:\n|$))+)/gu;

function parseSource(line: string): SourceView | undefined {
  const [, number, item] = /^(\d{1,3})\. (.*)$/u.exec(line.trim()) ?? [];
  const [, href, words] = /^<p><a href="([^"]*)"[^>]*>(.*?)<\/a>/u.exec(renderMarkdown(item ?? "")) ?? [];
  if (number === undefined || href === undefined || words === undefined) return undefined;
  const url = textOfHtml(href);
  const host = hostOfUrl(url)?.replace(/^www\./u, "");
  return host === undefined || !line.trim().endsWith(` — ${host}`)
    ? undefined
    : { number: Number(number), url, title: textOfHtml(words).trim() || url, host };
}

/** Marks of no source stay plain text, except while the answer grows and its sources are still to come. */
function linkMarks(html: string, sources: readonly SourceView[], isGrowing: boolean): string {
  const byNumber = new Map(sources.map((source) => [source.number, source]));
  let untouchable = 0;
  return html
    .split(/(<[^>]+>)/u)
    .map((piece) => {
      if (piece.startsWith("<")) {
        if (/^<(?:a|code|pre)\b/u.test(piece)) untouchable += 1;
        if (/^<\/(?:a|code|pre)>/u.test(piece)) untouchable -= 1;
        return piece;
      }
      if (untouchable > 0) return piece;
      return piece.replaceAll(/ ?\[(\d{1,3})\]/gu, (mark, digits: string) => {
        const source = byNumber.get(Number(digits));
        if (source !== undefined) return sourceMark(source);
        return isGrowing ? `<sup class="mark">${digits}</sup>` : mark;
      });
    })
    .join("");
}

function sourceMark({ number, url, title, host }: SourceView): string {
  const label = encode(`Source ${number}: ${title}, ${host}`);
  return `<sup class="mark"><a href="${encode(url)}" target="_blank" rel="noreferrer noopener nofollow" aria-label="${label}" title="${encode(`${title} — ${host}`)}">${number}</a></sup>`;
}

function encode(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
