/** One line of text with single spaces. */
export function tidy(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}
