export interface PackageSite {
  /** The package's own page, where its package.json does not name it or names it less exactly. */
  readonly home?: string;
  /** A folder of Markdown the package ships, and where its site shows it: `url`, then the file's path without `.md`. */
  readonly docs?: { readonly folder: string; readonly url: string };
}

/**
 * What package.json files do not say well enough: where exactly a site shows what a package ships, and which of the
 * packages that have no site but their repository are worth reading. The others are parts of parts.
 */
export const packageSites: Readonly<Record<string, PackageSite>> = {
  "@discordjs/builders": { home: "https://discord.js.org/docs/packages/builders/stable" },
  "@discordjs/collection": { home: "https://discord.js.org/docs/packages/collection/stable" },
  "@discordjs/formatters": { home: "https://discord.js.org/docs/packages/formatters/stable" },
  "@discordjs/rest": { home: "https://discord.js.org/docs/packages/rest/stable" },
  "@discordjs/util": { home: "https://discord.js.org/docs/packages/util/stable" },
  "@discordjs/ws": { home: "https://discord.js.org/docs/packages/ws/stable" },
  "@hono/node-server": { home: "https://github.com/honojs/node-server" },
  "eventsource-parser": { home: "https://github.com/rexxars/eventsource-parser" },
  ioredis: { home: "https://github.com/redis/ioredis" },
  pino: { docs: { folder: "docs", url: "https://getpino.io/#/docs/" } },
  // Its API reference is left out: as long as all the rest together, it would double the time a start takes.
  "prom-client": { home: "https://github.com/siimon/prom-client" },
  tldts: { home: "https://github.com/remusao/tldts" },
  undici: { docs: { folder: "docs/docs/best-practices", url: "https://undici.nodejs.org/#/docs/best-practices/" } },
  ws: { home: "https://github.com/websockets/ws" },
};
