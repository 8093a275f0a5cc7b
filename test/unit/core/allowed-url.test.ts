import { expect, it } from "vitest";
import { isAllowedUrl, nameOf } from "../../../src/core/allowed-url.ts";

const sites = { include: ["bullmq.io"], exclude: ["private.bullmq.io"] };

it.each(["https://bullmq.io", "http://docs.BULLMQ.io./a b?c#d", "https://bullmq.io:8443/"])(
  "%s may be cited",
  (url) => {
    expect(isAllowedUrl(url, sites)).toBe(true);
  },
);

it.each([
  ...["https://evil.com", "https://evilbullmq.io", "https://private.bullmq.io", "https://x.private.bullmq.io./"],
  ...["https://evil.com@bullmq.io/", "https://:x@bullmq.io/", "https://bullmq.io\\@evil.com", "https://bull\nmq.io"],
  ...["ftp://bullmq.io", "//bullmq.io", "bullmq.io", "javascript:alert(1)", "mailto:me@bullmq.io", "", "https://"],
])("%j may not", (url) => {
  expect(isAllowedUrl(url, sites)).toBe(false);
});

it.each([
  ["https://www.evil.com/x", "evil.com"],
  ["http://www.www.evil.com", "evil.com"],
  ["https://bullmq.io@evil.com/", "evil.com"],
  ["https://evil.com|label", "evil.com"],
  ["https://%", ""],
])("%s is called %j", (url, name) => {
  expect(nameOf(url)).toBe(name);
});
