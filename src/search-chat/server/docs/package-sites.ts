export interface PackageSite {
  /** The package's own page, where its package.json does not name it or names it less exactly. */
  readonly home?: string;
  /** Where the site shows the Markdown files of the package's `docs` folder, before their path without `.md`. */
  readonly docs?: string;
}

/** Packages whose package.json does not say where exactly their own site shows what they ship. */
export const packageSites: Readonly<Record<string, PackageSite>> = {
  "@discordjs/builders": { home: "https://discord.js.org/docs/packages/builders/stable" },
  "@discordjs/collection": { home: "https://discord.js.org/docs/packages/collection/stable" },
  "@discordjs/formatters": { home: "https://discord.js.org/docs/packages/formatters/stable" },
  "@discordjs/rest": { home: "https://discord.js.org/docs/packages/rest/stable" },
  "@discordjs/util": { home: "https://discord.js.org/docs/packages/util/stable" },
  "@discordjs/ws": { home: "https://discord.js.org/docs/packages/ws/stable" },
  ioredis: { home: "https://github.com/redis/ioredis" },
  pino: { docs: "https://getpino.io/#/docs/" },
  undici: { docs: "https://undici.nodejs.org/#/docs/" },
};
