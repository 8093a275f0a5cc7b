import { z } from "zod";
import type { Logger } from "../../core/logger.ts";
import { createFileFetch, type FileFetchOptions } from "./file-fetch.ts";

/** Models take few and small ones. */
const MAX_IMAGES = 4;
export const MAX_IMAGE_BYTES = 3_000_000;

const fileSchema = z.object({ mimetype: z.string(), url_private: z.url(), size: z.number().optional() });

/** The images that hang on a message, by addresses that only the bot's token can read. */
export function imageLinksOf(files: readonly unknown[]): readonly string[] {
  return files
    .flatMap((file) => {
      const { data } = fileSchema.safeParse(file);
      return data !== undefined && isImage(data.mimetype) && (data.size ?? 0) <= MAX_IMAGE_BYTES
        ? [data.url_private]
        : [];
    })
    .slice(0, MAX_IMAGES);
}

/** What every model that reads images can read. */
export function isImage(mimetype: string): boolean {
  return /^image\/(?:png|jpeg|gif|webp)$/u.test(mimetype);
}

/**
 * Creates what reads the images of a question into data URLs, once somebody wants to look at them: nobody but the bot can
 * follow Slack's addresses. One that cannot be read is left out. Needs the scope `files:read`.
 */
export function createSlackImages({ log }: { readonly log: Logger }, options: FileFetchOptions) {
  const fetchFile = createFileFetch(options);

  return async function readImages(
    links: readonly string[],
    { signal }: { readonly signal: AbortSignal },
  ): Promise<readonly string[]> {
    const images = await Promise.all(links.slice(0, MAX_IMAGES).map((link) => read(link, signal)));
    return images.flatMap((image) => (image === undefined ? [] : [image]));
  };

  async function read(link: string, signal: AbortSignal): Promise<string | undefined> {
    const file = await fetchFile(link, { maxBytes: MAX_IMAGE_BYTES, signal });
    if (typeof file !== "string" && isImage(file.mimetype))
      return `data:${file.mimetype};base64,${file.bytes.toString("base64")}`;
    const reason = typeof file === "string" ? file : `it is ${file.mimetype}`;
    log.warn({ reason }, "An image on Slack could not be read; without the scope files:read none can");
    return undefined;
  }
}
