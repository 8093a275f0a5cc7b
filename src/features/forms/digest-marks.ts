import type { Digest } from "../../core/digest.ts";
import { hashText } from "../../core/hash-text.ts";

/** The options of `/digest edit` that its form asks for. */
const DIGEST_FIELDS = ["topic", "when", "zone", "sites", "items"] as const;
export type DigestField = (typeof DIGEST_FIELDS)[number];

type Fields<Value> = Readonly<Record<DigestField, Value>>;

/** As many as 32 bits take. */
const MARK_CHARS = 7;

/** What a digest is set to, as it would be typed into its form. */
export function digestFields(digest: Digest): Fields<string> {
  return {
    topic: digest.topic,
    when: digest.when,
    zone: digest.zoneFrom === "workspace" ? "workspace" : digest.timeZone,
    sites: digest.sites.length === 0 ? "all" : digest.sites.join(", "),
    items: String(digest.items),
  };
}

/** Marks of what stands in a form when it is opened, to tell later what was changed in it, and what beside it. */
export function marksOf(digest: Digest): string {
  const fields = digestFields(digest);
  return DIGEST_FIELDS.map((field) => markOf(fields[field])).join("");
}

/** A form of a digest that was filled in. */
export interface FilledInForm<Options> {
  /** The options without those that still say what they said when the form was opened. */
  readonly edited: Options;
  /** What the form changes and somebody else has changed since, into something else. */
  overtaken(now: Digest): readonly DigestField[];
}

/** Reads a form by the marks that it was opened with. Without any, it was typed: everything is meant as it stands. */
export function readDigestForm<Options extends Partial<Fields<string | undefined>>>(
  options: Options,
  opened: string | undefined,
): FilledInForm<Options> {
  if (opened?.length !== DIGEST_FIELDS.length * MARK_CHARS) return { edited: options, overtaken: () => [] };
  const before = (field: DigestField) => opened.slice(DIGEST_FIELDS.indexOf(field) * MARK_CHARS).slice(0, MARK_CHARS);
  const given = DIGEST_FIELDS.flatMap((field) => {
    const text = options[field];
    return text === undefined ? [] : [{ field, mark: markOf(text) }];
  });
  const changed = given.filter(({ field, mark }) => mark !== before(field));
  const left = new Set<string>(given.filter((one) => !changed.includes(one)).map(({ field }) => field));
  return {
    edited: Object.fromEntries(Object.entries(options).filter(([name]) => !left.has(name))) as Options,
    overtaken(now) {
      const fields = digestFields(now);
      return changed
        .filter(({ field, mark }) => ![before(field), mark].includes(markOf(fields[field])))
        .map(({ field }) => field);
    },
  };
}

function markOf(text: string): string {
  const hash = hashText(text.trim().replace(/\s+/gu, " "));
  return hash.toString(36).padStart(MARK_CHARS, "0");
}
