import { cp, rm } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

// The page has no build step; the compiler skips it, so the build copies it beside the compiled server.
const from = fileURLToPath(new URL("../src/platforms/web/page/", import.meta.url));
const to = fileURLToPath(new URL("../dist/platforms/web/page/", import.meta.url));

await rm(to, { recursive: true, force: true });
await cp(from, to, { recursive: true, filter: (path) => basename(path) !== "tsconfig.json" });
