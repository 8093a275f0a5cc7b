/** What stands in an answer's own messages. */
export const reply = {
  "reply.searching": "_Searching…_",
} as const;
