import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const logger = fileURLToPath(new URL("../../src/logger.ts", import.meta.url));

/** What a process with this logger writes. It writes to a file descriptor, so it takes a process to see it. */
function linesOf(fields: object, level = "info") {
  const script = `
    import { createLogger } from ${JSON.stringify(logger)};
    const { error, ...fields } = ${JSON.stringify(fields)};
    const log = createLogger({ level: ${JSON.stringify(level)} }).child({ job: "j" });
    log.debug("not said");
    log.info(error === undefined ? fields : { ...fields, err: Object.assign(new Error(error.message), error) }, "said");
  `;
  const { stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", script], {
    encoding: "utf8",
  });
  return { stdout, lines: stderr.split("\n").filter((line) => line.startsWith("{")), text: stderr };
}

it("writes JSON lines on standard error, from its level up, and no secret however it got there", () => {
  const fake = (start: string) => [start, "0123456789", "abcdefghijklmnopqrstuvwxyz"].join("-");
  const named = "named-secret";
  const url = "https://zod.dev/api?x=me@example.com";
  const discordToken = [`M${"a".repeat(24)}`, "Gabcde", "b".repeat(30)].join(".");
  const { stdout, lines, text } = linesOf({
    token: named,
    reply: { target: { token: named } },
    config: { slack: { botToken: named, receive: { signingSecret: named, appToken: named } } },
    headers: { authorization: named },
    message: `${fake("xoxb")} ${fake("xapp")} ${fake("sk")} ${discordToken} footnote_${"k".repeat(43)}`,
    error: {
      message: `POST /webhooks/123/${"w".repeat(40)} and /interactions/1/${"w".repeat(40)}/callback`,
      requestHeaders: { Authorization: `Bearer ${"v".repeat(30)}` },
      address: "redis://:hunter2hunter2@localhost:6379",
      responseUrl: "https://hooks.slack.com/commands/T0/123/uuuuuuuuuu",
    },
    url,
  });
  expect(stdout).toBe("");
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ job: "j", msg: "said", url, token: "[secret]" });
  expect(text).not.toMatch(/named-secret|0123456789-|wwwww|vvvvv|uuuuu|hunter2|aaaaaa|bbbbbb|kkkkkk/u);
  expect(text).toContain("redis://[secret]@localhost:6379");
});
