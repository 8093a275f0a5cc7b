import type { Config } from "../config.ts";
import { shownCommands } from "../core/commands.ts";
import { toSlackManifest } from "../platforms/slack/manifest.ts";

/** Prints the Slack app manifest: for Socket Mode, or for HTTP when the public address of this install is given. */
export function printManifest(
  _config: Config,
  { url, write }: { readonly url: string | undefined; write(line: string): void },
): void {
  write(
    JSON.stringify(
      toSlackManifest(shownCommands, url === undefined ? { mode: "socket" } : { mode: "http", url }),
      undefined,
      2,
    ),
  );
}
