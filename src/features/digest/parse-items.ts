import { jsonrepair } from "jsonrepair";
import { z } from "zod";

/** An item as the endpoint gave it: nothing of it has been checked. */
export interface FoundItem {
  readonly title: string;
  readonly url: string;
  readonly summary: string;
  readonly publishedAt?: string | undefined;
  /** The model's own few words for what has happened. */
  readonly story?: string | undefined;
  /** What has changed, on a story that was told before. */
  readonly update?: string | undefined;
}

/** A model that goes on for longer is not listing items. */
const MAX_ITEMS = 50;

/**
 * Reads the items out of what a model wrote: the JSON that it was asked for, or what can be made of it when it stands
 * in prose or a code block, is wrapped in an object, breaks off or has other names for its fields. Undefined: there is
 * none. No item: an empty list.
 */
export function parseItems(text: string): readonly FoundItem[] | undefined {
  for (const candidate of candidatesIn(text)) {
    const { json, isBrokenOff } = parseJson(candidate);
    const list = listIn(json);
    if (list === undefined) continue;
    // Half a sentence is no summary.
    const whole = isBrokenOff ? list.slice(0, -1) : list;
    const items = whole.slice(0, MAX_ITEMS).flatMap((entry) => toItem(entry) ?? []);
    if (items.length > 0 || list.length === 0) return items;
  }
  return undefined;
}

/** Where the JSON may stand, the likeliest first. */
function candidatesIn(text: string): readonly string[] {
  const fenced = [...text.matchAll(/(?:```|~~~)\w*\s*\n([\s\S]*?)(?:\n\s*(?:```|~~~)|$)/gu)].map(
    ([, inner]) => inner ?? "",
  );
  const array = text.search(/\[\s*\{/u);
  const object = text.search(/\{\s*["'\w]/u);
  const bare = [
    ...(array === -1 ? [] : [text.slice(array, text.lastIndexOf("]") + 1), text.slice(array)]),
    ...(object === -1 ? [] : [text.slice(object, text.lastIndexOf("}") + 1)]),
  ];
  const empty = /(?:^|\s)\[\s*\](?=[\s.,]|$)/u.test(text) ? ["[]"] : [];
  return [text.trim(), ...fenced, ...bare, ...empty].filter((candidate) => /^\s*[[{]/u.test(candidate));
}

function parseJson(text: string): { readonly json: unknown; readonly isBrokenOff: boolean } {
  try {
    return { json: JSON.parse(text), isBrokenOff: false };
  } catch {
    return { json: repaired(text), isBrokenOff: !/[\]}]\s*$/u.test(text) };
  }
}

function repaired(text: string): unknown {
  try {
    return JSON.parse(jsonrepair(text));
  } catch {
    return undefined;
  }
}

const listSchema = z.array(z.unknown());
const objectSchema = z.record(z.string(), z.unknown());

/** The list itself, an object that is the only item, or the list of an object around it. */
function listIn(json: unknown): readonly unknown[] | undefined {
  const list = listSchema.safeParse(json);
  if (list.success) return list.data;
  if (toItem(json) !== undefined) return [json];
  const object = objectSchema.safeParse(json);
  const lists = Object.values(object.data ?? {}).flatMap((value) => {
    const parsed = listSchema.safeParse(value);
    return parsed.success ? [parsed.data] : [];
  });
  return lists.find((inner) => inner.some((entry) => toItem(entry) !== undefined)) ?? lists[0];
}

/** What we ask for first, then what models write instead. */
const names = {
  title: ["title", "headline", "name"],
  url: ["url", "link", "href", "source", "source_url"],
  summary: ["summary", "description", "snippet", "text", "content"],
  publishedAt: ["date", "publishedAt", "published_at", "published", "published_date", "publishedDate"],
  story: ["story", "event"],
  update: ["update", "changes", "whatChanged"],
} as const satisfies Record<keyof FoundItem, readonly string[]>;

const wordsSchema = z.union([z.string(), z.number(), z.object({ url: z.string() }).transform(({ url }) => url)]);

/** Without an address an item is nothing; what else is missing is for the one who chooses. */
function toItem(entry: unknown): FoundItem | undefined {
  const object = objectSchema.safeParse(entry);
  if (!object.success) return undefined;
  const field = (keys: readonly string[]): string | undefined => {
    for (const key of keys) {
      if (object.data[key] === undefined || object.data[key] === null) continue;
      const value = wordsSchema.safeParse(object.data[key]);
      const words = value.success ? String(value.data).trim() : "";
      if (words !== "" && words !== "null") return words;
    }
    return undefined;
  };
  const url = field(names.url);
  if (url === undefined) return undefined;
  return {
    title: field(names.title) ?? "",
    url,
    summary: field(names.summary) ?? "",
    publishedAt: field(names.publishedAt),
    story: field(names.story),
    update: field(names.update),
  };
}
