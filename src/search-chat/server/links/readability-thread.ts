import { parentPort } from "node:worker_threads";
import { readableHtml } from "./readable-html.ts";

// One page at a time: the other side waits for the answer before it sends the next.
parentPort?.on("message", (html: unknown) => {
  parentPort?.postMessage(typeof html === "string" ? readableHtml(html) : undefined);
});
parentPort?.postMessage("ready");
