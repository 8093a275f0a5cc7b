/** What the driver knows of one question, in ms of its own monotonic clock. */
export interface AnswerRecord {
  /** Stands in the question's text, so that the endpoint can tell. */
  readonly id: string;
  /** The mention's `ts` and so the answer's thread, so that the fake Slack can tell. */
  readonly ts: string;
  sentAt?: number;
  acknowledgedAt?: number;
  firstTokenAt?: number;
  visibleAt?: number;
  finishedAt?: number;
  /** The Slack messages that show the answer; a second one is a double answer. */
  readonly messages: Set<string>;
}

const QUESTION_ID = /q\d{6}z/gu;

/** Follows every question from its event to its answer, across the fake Slack and the fake endpoint. */
export function createAnswerBoard() {
  const records = new Map<string, AnswerRecord>();
  const byThread = new Map<string, AnswerRecord>();
  const startSeconds = Math.floor(Date.now() / 1000);
  const waiting = new Map<string, () => void>();
  let lastNumber = 0;

  return {
    newQuestion(): AnswerRecord {
      lastNumber += 1;
      const digits = String(lastNumber).padStart(6, "0");
      const record: AnswerRecord = { id: `q${digits}z`, ts: `${startSeconds}.${digits}`, messages: new Set() };
      records.set(record.id, record);
      byThread.set(record.ts, record);
      return record;
    },

    /** Resolves with true when the answer is whole on Slack, with false after `withinMs`. */
    answered(record: AnswerRecord, withinMs: number): Promise<boolean> {
      if (record.finishedAt !== undefined) return Promise.resolve(true);
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          waiting.delete(record.id);
          resolve(false);
        }, withinMs);
        waiting.set(record.id, () => {
          clearTimeout(timer);
          resolve(true);
        });
      });
    },

    sawFirstToken(id: string): void {
      const record = records.get(id);
      if (record) record.firstTokenAt ??= performance.now();
    },

    /** `text` is all that the message `ts` shows now; `isFinished` says that it no longer grows by itself. */
    sawMessage(threadTs: string, { ts, text, isFinished }: { ts: string; text: string; isFinished: boolean }): void {
      const record = byThread.get(threadTs);
      if (record === undefined || text.trim() === "") return;
      record.messages.add(ts);
      record.visibleAt ??= performance.now();
      if (!isFinished || !text.includes(endMark(record.id))) return;
      record.finishedAt ??= performance.now();
      waiting.get(record.id)?.();
      waiting.delete(record.id);
    },

    sawRemoval(ts: string): void {
      for (const record of records.values()) record.messages.delete(ts);
    },
  };
}

export type AnswerBoard = ReturnType<typeof createAnswerBoard>;

export function lastQuestionId(text: string): string | undefined {
  return text.match(QUESTION_ID)?.at(-1);
}

/** Stands at the end of the answer, so that a message can be told to be whole. */
export function endMark(id: string): string {
  return `end${id}`;
}
