/** A Markdown table whose columns are aligned: words on the left, as many columns as `wordColumns`, and figures behind. */
export function toTable(head: readonly string[], lines: readonly (readonly string[])[], wordColumns: number): string {
  const widths = head.map((title, column) => Math.max(title.length, ...lines.map((line) => line[column]?.length ?? 0)));
  const toLine = (texts: readonly string[]) =>
    `| ${texts.map((text, column) => (column < wordColumns ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0))).join(" | ")} |`;
  return [toLine(head), toLine(widths.map((width) => "-".repeat(width))), ...lines.map(toLine)].join("\n");
}
