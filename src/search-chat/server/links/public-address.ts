import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** All of today's public IPv6. Source: https://www.iana.org/assignments/ipv6-address-space */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR("2000::/3");
/** RFC 6052: an IPv4 address as a network without IPv4 reaches it. */
const NAT64 = ipaddr.IPv6.parseCIDR("64:ff9b::/96");
/**
 * In public space, but what answers is the platform under the machine, with its secrets: Azure's "WireServer". The
 * other clouds' metadata addresses are link-local, shared or reserved.
 * Source: https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
 */
const PLATFORM_HOSTS: ReadonlySet<string> = new Set(["168.63.129.16"]);

/**
 * Whether an IP address, as a name resolves to it, is a machine on the public internet. Anything else is not: ranges
 * with a purpose of their own, tunnels and mappings that could lead to such a range, and every unusual spelling.
 */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return isPublicIpv4(ipaddr.IPv4.parse(address));
    case 6:
      // A zone names a link of this machine.
      return !address.includes("%") && isPublicIpv6(ipaddr.IPv6.parse(address));
    default:
      return false;
  }
}

function isPublicIpv4(address: ipaddr.IPv4): boolean {
  return address.range() === "unicast" && !PLATFORM_HOSTS.has(address.toString());
}

function isPublicIpv6(address: ipaddr.IPv6): boolean {
  if (address.match(NAT64)) return isPublicIpv4(new ipaddr.IPv4(address.toByteArray().slice(-4)));
  return address.match(GLOBAL_UNICAST) && address.range() === "unicast";
}
