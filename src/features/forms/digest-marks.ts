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
  /** Whether there was a form: else the options were typed, and everything is meant as it stands. */
  readonly isOpened: boolean;
  /** The options without those that still say what they said when the form was opened. */
  readonly edited: Options;
  /** What the form changes and somebody else has changed since, into something else. */
  overtaken(now: Digest): readonly DigestField[];
}

/** Reads a form by the marks that it was opened with. */
export function readDigestForm<Options extends Partial<Fields<string | undefined>>>(
  options: Options,
  opened = "",
): FilledInForm<Options> {
  if (opened.length !== DIGEST_FIELDS.length * MARK_CHARS)
    return { isOpened: false, edited: options, overtaken: () => [] };
  const fields = DIGEST_FIELDS.map((name, index) => {
    const text = options[name];
    const before = opened.slice(index * MARK_CHARS, (index + 1) * MARK_CHARS);
    return { name, before, after: text === undefined ? before : markOf(text) };
  });
  const changed = fields.filter(({ before, after }) => after !== before);
  const left = new Set<string>(fields.filter(({ before, after }) => after === before).map(({ name }) => name));
  return {
    isOpened: true,
    edited: Object.fromEntries(Object.entries(options).filter(([name]) => !left.has(name))) as Options,
    overtaken(now) {
      const texts = digestFields(now);
      return changed
        .filter(({ name, before, after }) => ![before, after].includes(markOf(texts[name])))
        .map(({ name }) => name);
    },
  };
}

function markOf(text: string): string {
  const hash = hashText(text.trim().replace(/\s+/gu, " "));
  return hash.toString(36).padStart(MARK_CHARS, "0");
}
