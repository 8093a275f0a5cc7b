/** Where a page may say its charset, as the HTML standard has it. */
const HEAD_BYTES = 1024;

/**
 * Bytes as text, in the charset that the byte order mark, the Content-Type header or the page's own head names; UTF-8
 * where none does or nobody knows the name. Source of the order: https://html.spec.whatwg.org/#determining-the-character-encoding
 */
export function decodeText(bytes: Uint8Array, contentType: string | null): string {
  const label = markOf(bytes) ?? charsetIn(contentType ?? "") ?? ownCharset(bytes) ?? "utf-8";
  return decoderFor(label).decode(bytes);
}

function markOf([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return undefined;
}

function charsetIn(text: string): string | undefined {
  return /charset\s*=\s*["']?\s*([\w.:-]+)/iu.exec(text)?.[1];
}

/** `<meta charset>`, its older form, or the XML declaration. */
function ownCharset(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString("latin1");
  const xml = /^<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/u.exec(head)?.[1];
  const meta = /<meta\b[^>]*charset[^>]*>/iu.exec(head)?.[0];
  const label = xml ?? (meta === undefined ? undefined : charsetIn(meta));
  // What could be read as ASCII so far cannot be UTF-16.
  return label !== undefined && /^utf-?16/iu.test(label) ? "utf-8" : label;
}

function decoderFor(label: string): { decode(bytes: Uint8Array): string } {
  try {
    return new TextDecoder(label);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return new TextDecoder("utf-8");
  }
}
