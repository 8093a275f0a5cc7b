import type { JobPayload } from "../../core/jobs.ts";

/** What the endpoint is asked: the question, and what it is about where its words alone do not say. */
export function questionText({
  reply: { question },
  about = [],
}: Pick<JobPayload<"answer">, "reply" | "about">): string {
  const [first] = about;
  if (first === undefined) return question;
  if (about.length === 1) return `${question}\n\nThis is about “${first.title}” (${first.url}): ${first.summary}`;
  const items = about.map(({ title, url }, index) => `${index + 1}. “${title}” (${url})`);
  return [`${question}\n\nThis was asked under a digest with these items:`, ...items].join("\n");
}
