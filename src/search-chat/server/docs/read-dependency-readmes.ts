import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
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
  repository: z
    .union([
      z.string().transform((url) => ({ url, directory: undefined })),
      z.object({ url: z.string(), directory: z.string().optional() }),
    ])
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
 * has real pages to answer from: the README and the `docs` folder of every dependency, and the README of their own
 * dependencies that have a site of their own. What is not installed (development packages in production) is skipped.
 */
export async function readDependencyReadmes(
  nodeModulesDir: string,
  packageJsonPath: string,
  log: Logger,
): Promise<readonly SourceDocument[]> {
  const own = await readManifest(packageJsonPath);
  if (own === undefined) return [];
  // Type declarations only point to their library.
  const names = Object.keys({ ...own.dependencies, ...own.devDependencies }).filter(
    (name) => !name.startsWith("@types/"),
  );
  const direct = await readPackages(nodeModulesDir, names);
  const nextNames = new Set(direct.flatMap(({ manifest }) => Object.keys(manifest.dependencies)));
  const indirect = await readPackages(
    nodeModulesDir,
    [...nextNames].filter((name) => !names.includes(name)),
  );
  const documents = await Promise.all([
    ...direct.flatMap((each) => [readReadme(each, log), readDocs(each, log)]),
    ...indirect.filter(hasOwnSite).map((each) => readReadme(each, log)),
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
  const prefix = packageSites[each.name]?.docs;
  if (prefix === undefined) return [];
  // Some packages wrap their site's sources in one more folder of the same name.
  const inner = join(each.folder, "docs", "docs");
  const folder = (await filesOf(inner)).length > 0 ? inner : join(each.folder, "docs");
  const paths = (await filesOf(folder, { recursive: true })).filter((path) => path.endsWith(".md"));
  const pages = await Promise.all(
    paths.map(async (path): Promise<readonly SourceDocument[]> => {
      const text = await readTextFile(join(folder, path), log);
      const page = relative(folder, join(folder, path)).split(sep).join("/").replace(/\.md$/u, "");
      const heading = text === undefined ? undefined : /^# +(.+)$/mu.exec(text)?.[1];
      const title = `${each.name}: ${heading?.replaceAll("`", "").trim() ?? page}`;
      return text === undefined ? [] : [{ url: `${prefix}${page}`, title, format: "markdown", text }];
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

function hasOwnSite(each: Package): boolean {
  const home = homeOf(each);
  return home !== undefined && new URL(home).hostname !== "github.com";
}

/** The curated address, else the homepage, else the repository; a link to a README is the repository itself. */
function homeOf({ name, manifest }: Package): string | undefined {
  const home = packageSites[name]?.home ?? manifest.homepage ?? repositoryUrl(manifest.repository);
  if (home === undefined) return undefined;
  const url = new URL(home);
  url.protocol = "https:";
  if (url.hostname === "github.com") url.hash = "";
  return url.href.replace(/\/$/u, "");
}

/** `owner/repo`, `github:owner/repo`, git and ssh addresses of GitHub. Other hosts have no page we know of. */
function repositoryUrl(repository: Manifest["repository"]): string | undefined {
  const match = /^(?:github:|.*github\.com[/:])?([\w.-]+\/[\w.-]+?)(?:\.git)?(\/tree\/[^#]+)?(?:#.*)?$/u.exec(
    repository?.url ?? "",
  );
  if (match === null) return undefined;
  const [, name, tree] = match;
  return `https://github.com/${name}${tree ?? (repository?.directory ? `/tree/HEAD/${repository.directory}` : "")}`;
}
