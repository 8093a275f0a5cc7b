const MAX_REMEMBERED = 1_000;

type OnceAQuestion = (questionId: string, hear: () => Promise<void>) => Promise<void>;

/**
 * Takes a question once that reaches this process more than once: Slack tells of a mention, and of the same message as
 * one of its channel. The second is acknowledged when the first has been taken in; after a failure it is a new try.
 * Other processes are told apart by the queue, which has each question's id.
 */
export function createOnceAQuestion(): OnceAQuestion {
  const heard = new Map<string, Promise<void>>();

  return async (questionId, hear) => {
    const before = heard.get(questionId);
    if (before !== undefined) return before;
    const [oldest] = heard.keys();
    if (heard.size >= MAX_REMEMBERED && oldest !== undefined) heard.delete(oldest);
    const hearing = hear();
    heard.set(questionId, hearing);
    try {
      await hearing;
    } catch (error) {
      heard.delete(questionId);
      throw error;
    }
  };
}
