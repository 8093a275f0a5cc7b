import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Handler } from "hono";

/** Everything the browser may load, by its path under `/assets/`. The page's own files lie beside this one, lit-html's in its package. */
const PAGE_FILES = [
  "announcement.js",
  "answer-controls.js",
  "api.js",
  "app.js",
  "channel-events.js",
  "composer.css",
  "composer.js",
  "controls.css",
  "conversation.css",
  "conversation.js",
  "favicon.svg",
  "follow-scroll.js",
  "form-dialog.css",
  "form-dialog.js",
  "motion.css",
  "new-id.js",
  "page-elements.js",
  "page-view.js",
  "page.css",
  "reply-buttons.js",
  "sidebar.css",
  "sidebar.js",
  "sources.css",
  "suggestions.js",
  "theme.css",
  "thumbs.js",
  "welcome.css",
  "welcome.js",
  "with-words.js",
] as const;

const LIT_FILES = [
  "lit-html.js",
  "directive.js",
  "directive-helpers.js",
  "directives/live.js",
  "directives/repeat.js",
  "directives/unsafe-html.js",
] as const;

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
};

const pageDirectory = new URL("./page/", import.meta.url);
/** The package resolves to its build for Node; the one for browsers lies a folder above. */
const litDirectory = new URL("../", import.meta.resolve("lit-html"));

const files: ReadonlyMap<string, URL> = new Map([
  ["/", new URL("index.html", pageDirectory)],
  ...PAGE_FILES.map((name) => [`/assets/${name}`, new URL(name, pageDirectory)] as const),
  ...LIT_FILES.map((name) => [`/assets/lit-html/${name}`, new URL(name, litDirectory)] as const),
]);

/** Serves the page and its modules, and nothing else of the disk. The browser asks each time whether its copy still holds. */
export const servePageFile: Handler = async (context) => {
  const file = files.get(context.req.path);
  if (file === undefined) return context.notFound();
  const content = await readFile(file);
  const etag = `"${createHash("sha256").update(content).digest("base64url").slice(0, 22)}"`;
  const headers = { etag, "cache-control": "no-cache" };
  if (context.req.header("if-none-match")?.split(/,\s*/u).includes(etag) === true) {
    return context.body(null, 304, headers);
  }
  const type = TYPES[file.pathname.split(".").at(-1) ?? ""] ?? "application/octet-stream";
  return context.body(new Uint8Array(content), 200, { ...headers, "content-type": type });
};
