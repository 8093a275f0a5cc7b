/**
 * A call's arguments as they are sent: structured ones as JSON text. The client would make the same text of them, but
 * first copies every node of what it is given for a line of its debug log, which goes nowhere.
 */
export function wireArguments<Arguments extends object>(values: Arguments): Record<string, unknown> {
  const wire: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    wire[name] = typeof value === "object" && value !== null ? JSON.stringify(value) : value;
  }
  return wire;
}
