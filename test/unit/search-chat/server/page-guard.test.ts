import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseUrl } from "../../../../src/core/parse-url.ts";
import { publicWeb } from "../../../../src/search-chat/server/links/page-guard.ts";
import { isPublicAddress } from "../../../../src/search-chat/server/links/public-address.ts";

const guard = publicWeb();
const mayBeRead = (text: string) => {
  if (parseUrl(text) === undefined) return false;
  try {
    guard.checkUrl(new URL(text));
    return true;
  } catch {
    return false;
  }
};

describe("an address that somebody wants read", () => {
  it.each([
    "https://example.org/",
    "http://example.org/a?b=c#d",
    "https://example.org:443/",
    "https://example.org:80/",
    "http://8.8.8.8/",
    "https://[2606:4700:4700::1111]/",
    "https://[64:ff9b::808:808]/",
    "https://münchen.example/",
    "https://internal.example.org/",
    "https://localhost.example.org/",
  ])("may be %s", (text) => {
    expect(mayBeRead(text)).toBe(true);
  });

  it.each([
    // Other schemes.
    "ftp://example.org/",
    "file:///etc/passwd",
    "gopher://example.org/",
    "data:text/html,hello",
    "javascript:alert(1)",
    "about:blank",
    "ws://example.org/",
    "blob:https://example.org/a",
    "unix:/var/run/docker.sock",
    // Credentials, other ports.
    "https://user@example.org/",
    "https://user:word@example.org/",
    "https://:word@example.org/",
    "http://example.org:22/",
    "http://example.org:6379/",
    "https://example.org:8443/",
    "http://example.org:0/",
    // This machine, in every spelling.
    "http://127.0.0.1/",
    "http://127.0.0.1:80/",
    "http://127.1/",
    "http://127.0.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0x0.0x0.0x1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://127.255.255.254/",
    "http://127.0.0.1./",
    "http://１２７.０.０.１/",
    "http://⑫7.0.0.1/",
    "http://127%2E0%2E0%2E1/",
    "http://0/",
    "http://0.0.0.0/",
    "http://localhost/",
    "http://LOCALHOST./",
    "http://a.localhost/",
    "http://localhost.localdomain/",
    "http://[::1]/",
    "http://[::]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::127.0.0.1]/",
    "http://[::ffff:0:127.0.0.1]/",
    "http://[fe80::1]/",
    "http://[fe80::1%25eth0]/",
    // Networks inside.
    "http://10.0.0.1/",
    "http://10.255.255.255/",
    "http://167772161/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.168.1.1/",
    "http://0300.0250.1.1/",
    "http://169.254.0.1/",
    "http://100.64.0.1/",
    "http://100.127.255.255/",
    "http://[fc00::1]/",
    "http://[fd12:3456:789a::1]/",
    "http://[fec0::1]/",
    "http://[::ffff:10.0.0.1]/",
    "http://[::ffff:8.8.8.8]/",
    "http://printer/",
    "http://printer.local/",
    "http://nas.lan/",
    "http://router.home.arpa/",
    "http://db.corp.internal/",
    // What tells a cloud's machines their secrets.
    "http://169.254.169.254/latest/meta-data/",
    "http://2852039166/",
    "http://0xa9fea9fe/",
    "http://0251.0376.0251.0376/",
    "http://[::ffff:169.254.169.254]/",
    "http://[fd00:ec2::254]/",
    "http://[fd20:ce::254]/",
    "http://metadata.google.internal/computeMetadata/v1/",
    "http://metadata/",
    "http://100.100.100.200/",
    "http://192.0.0.192/",
    "http://168.63.129.16/",
    // Tunnels to the inside, and ranges that are nobody's.
    "http://[2002:7f00:1::]/",
    "http://[2002:a00:1::1]/",
    "http://[2001:0:7f00:1::]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b::10.0.0.1]/",
    "http://[64:ff9b:1::1]/",
    "http://[ff02::1]/",
    "http://[2001:db8::1]/",
    "http://[3fff::1]/",
    "http://[100::1]/",
    "http://[5f00::1]/",
    "http://224.0.0.1/",
    "http://239.255.255.250/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://192.0.2.1/",
    "http://198.18.0.1/",
    "http://198.51.100.1/",
    "http://203.0.113.1/",
    "http://192.88.99.1/",
    // No addresses at all.
    "https://",
    "http://[::1",
    "http://256.256.256.256/",
    "http://1.2.3.4.5/",
    "https://exa mple.org/",
    `https://example.org/${"a".repeat(9_000)}`,
  ])("may not be %s", (text) => {
    expect(mayBeRead(text)).toBe(false);
  });

  it.each([
    "",
    "example.org",
    "0177.0.0.1",
    "127.1",
    "8.8.8.8.",
    "2130706433",
    "fe80::1%eth0",
    "2606:4700::1%1",
    "::ffff:8.8.8.8",
  ])("is never resolved to %j", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it("is judged by the machine it means, however that is spelled", () => {
    const octet = fc.oneof(fc.constantFrom(0, 10, 100, 127, 169, 172, 192, 198, 203, 224, 255), fc.nat(255));
    const ipv4 = fc.tuple(octet, octet, octet, octet);
    fc.assert(
      fc.property(ipv4, fc.constantFrom(...spellings), (octets, spell) => {
        expect(mayBeRead(`http://${spell(octets)}/`)).toBe(isPublicAddress(octets.join(".")));
      }),
      { numRuns: 2_000 },
    );
  });

  it("never means a machine inside by way of IPv6", () => {
    const octet = fc.nat(255);
    fc.assert(
      fc.property(fc.constantFrom(...inside), octet, octet, fc.constantFrom(...wrappings), (prefix, c, d, wrap) => {
        expect(mayBeRead(`http://[${wrap([...prefix, c, d])}]/`)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });
});

type Octets = readonly number[];

const numberOf = (octets: Octets) => octets.reduce((sum, octet) => sum * 256 + octet, 0);
const hex = (value: number) => `0x${value.toString(16)}`;
const octal = (value: number) => `0${value.toString(8)}`;

/** An IPv4 address as `inet_aton` and browsers read it. */
const spellings: readonly ((octets: Octets) => string)[] = [
  (octets) => octets.join("."),
  (octets) => String(numberOf(octets)),
  (octets) => hex(numberOf(octets)),
  (octets) => octal(numberOf(octets)),
  (octets) => octets.map(hex).join("."),
  (octets) => octets.map(octal).join("."),
  (octets) => octets.map((octet) => octal(octet).padStart(8, "0")).join("."),
  ([a = 0, ...rest]) => `${a}.${numberOf(rest)}`,
  ([a = 0, b = 0, ...rest]) => `${hex(a)}.${octal(b)}.${numberOf(rest)}`,
  (octets) => `${octets.join(".")}.`,
  (octets) => octets.map((octet) => [...String(octet)].map((digit) => `%3${digit}`).join("")).join("."),
];

const inside: readonly (readonly [number, number])[] = [
  [127, 0],
  [10, 1],
  [172, 20],
  [192, 168],
  [169, 254],
  [100, 64],
  [0, 0],
  [224, 0],
];

const groups = (octets: Octets) =>
  [octets.slice(0, 2), octets.slice(2)].map((pair) => numberOf(pair).toString(16)).join(":");

/** An IPv4 address inside an IPv6 one. */
const wrappings: readonly ((octets: Octets) => string)[] = [
  (octets) => `::ffff:${octets.join(".")}`,
  (octets) => `::ffff:${groups(octets)}`,
  (octets) => `0:0:0:0:0:ffff:${groups(octets)}`,
  (octets) => `::${groups(octets)}`,
  (octets) => `::ffff:0:${groups(octets)}`,
  (octets) => `64:ff9b::${groups(octets)}`,
  (octets) => `64:ff9b:1::${groups(octets)}`,
  (octets) => `2002:${groups(octets)}::1`,
  (octets) => `2001:0:${groups(octets)}::1`,
];
