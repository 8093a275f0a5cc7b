import { readdir, readFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { z } from "zod";
import type { Logger } from "../../../core/logger.ts";
import type { SourceDocument } from "./document.ts";
import { packageSites } from "./package-sites.ts";
import { readTextFile } from "./read-text-file.ts";

const manifestSchema = z.object({
  homepage: z
    .url({ protocol: /^https?$/u })
    .optional()
    .catch(undefined),
  dependencies: z.record(z.string(), z.unknown()).catch({}),
  devDependencies: z.record(z.string(), z.unknown()).catch({}),
});
type Manifest = z.infer<typeof manifestSchema>;

interface Package {
  readonly name: string;
  readonly folder: string;
  readonly manifest: Manifest;
}

/**
 * Reads what the installed packages say about themselves, each under its own site's address, so that a fresh checkout
 * has real pages to answer from: the READMEs of our dependencies and of theirs, as far as they have a site of their
 * own, and the pages of those that ship them. What is not installed (development packages in production) is skipped.
 */
export async function readDependencyReadmes(
  nodeModulesDir: string,
  packageJsonPath: string,
  log: Logger,
): Promise<readonly SourceDocument[]> {
  const own = await readManifest(packageJsonPath);
  if (own === undefined) return [];
  const names = Object.keys({ ...own.dependencies, ...own.devDependencies });
  const direct = await readPackages(nodeModulesDir, names);
  const nextNames = new Set(direct.flatMap(({ manifest }) => Object.keys(manifest.dependencies)));
  const indirect = await readPackages(
    nodeModulesDir,
    [...nextNames].filter((name) => !names.includes(name)),
  );
  const documents = await Promise.all([
    ...direct.flatMap((each) => [readReadme(each, log), readDocs(each, log)]),
    ...indirect.map((each) => readReadme(each, log)),
  ]);
  return documents.flat();
}

async function readPackages(nodeModulesDir: string, names: readonly string[]): Promise<readonly Package[]> {
  const packages = await Promise.all(
    names.map(async (name): Promise<readonly Package[]> => {
      const folder = join(nodeModulesDir, name);
      const manifest = await readManifest(join(folder, "package.json"));
      return manifest === undefined ? [] : [{ name, folder, manifest }];
    }),
  );
  return packages.flat();
}

async function readReadme(each: Package, log: Logger): Promise<readonly SourceDocument[]> {
  const url = homeOf(each);
  const file = (await filesOf(each.folder)).find((name) => /^readme\.(md|markdown)$/iu.test(name));
  const text = file === undefined || url === undefined ? undefined : await readTextFile(join(each.folder, file), log);
  return text === undefined || url === undefined ? [] : [{ url, title: each.name, format: "markdown", text }];
}

async function readDocs(each: Package, log: Logger): Promise<readonly SourceDocument[]> {
  const docs = packageSites[each.name]?.docs;
  if (docs === undefined) return [];
  const folder = join(each.folder, docs.folder);
  const paths = (await filesOf(folder, { recursive: true })).filter((path) => path.endsWith(".md"));
  const pages = await Promise.all(
    paths.map(async (path): Promise<readonly SourceDocument[]> => {
      const text = await readTextFile(join(folder, path), log);
      const page = path.split(sep).join("/").replace(/\.md$/u, "");
      const heading = text === undefined ? undefined : /^# +(.+)$/mu.exec(text)?.[1];
      const title = `${each.name}: ${heading?.replaceAll("`", "").trim() ?? page}`;
      return text === undefined ? [] : [{ url: `${docs.url}${page}`, title, format: "markdown", text }];
    }),
  );
  return pages.flat();
}

/** A file that is missing or no manifest means only that the package is not there. */
async function readManifest(path: string): Promise<Manifest | undefined> {
  try {
    return manifestSchema.safeParse(JSON.parse(await readFile(path, "utf8"))).data;
  } catch {
    return undefined;
  }
}

async function filesOf(folder: string, options: { readonly recursive?: boolean } = {}): Promise<readonly string[]> {
  try {
    return (await readdir(folder, options)).map(String).sort();
  } catch {
    return [];
  }
}

/** The curated address, else the homepage. A repository is nobody's own site, so it counts only where curated. */
function homeOf({ name, manifest }: Package): string | undefined {
  const home = packageSites[name]?.home ?? manifest.homepage;
  if (home === undefined) return undefined;
  const url = new URL(home);
  url.protocol = "https:";
  return packageSites[name]?.home === undefined && url.hostname === "github.com"
    ? undefined
    : url.href.replace(/\/$/u, "");
}
