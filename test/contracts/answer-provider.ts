import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AnswerEvent, AnswerProvider, AnswerRequest } from "../../src/core/answer.ts";
import { ProviderError } from "../../src/core/errors.ts";

/** An implementation under the contract, with questions that bring it into each state. */
export interface AnswerProviderUnderTest {
  readonly provider: AnswerProvider;
  /** Is answered in words, with at least one source. */
  readonly answerable: AnswerRequest;
  /** Is answered in words, the last of them never. Absent where the endpoint cannot be held up. */
  readonly unending?: AnswerRequest | undefined;
  /** Fails on the endpoint's side. */
  readonly failing: AnswerRequest;
  /** How many connections or generations are still going on. */
  readonly inFlight: () => number;
  readonly close: () => Promise<void>;
}

/** What every answer provider keeps, whoever answers behind it. */
export function answerProviderContract(name: string, start: () => Promise<AnswerProviderUnderTest>): void {
  describe(`${name} keeps the contract of an answer provider`, () => {
    let under: AnswerProviderUnderTest;
    beforeAll(async () => {
      under = await start();
    });
    afterAll(async () => {
      await under.close();
    });

    const ask = (request: AnswerRequest, signal = new AbortController().signal) =>
      under.provider.answer(request, { signal });

    it("gives text and then one done, which is last", async () => {
      const events = await collect(ask(under.answerable));
      expect(textOf(events).trim()).not.toBe("");
      expect(events.filter(({ type }) => type === "done")).toHaveLength(1);
      expect(events.at(-1)?.type).toBe("done");
    });

    it("names its sources with rising numbers and absolute web addresses, each address once", async () => {
      const events = await collect(ask(under.answerable));
      const lists = events.filter((event) => event.type === "citations").map(({ citations }) => citations);
      expect(lists.at(-1)?.length).toBeGreaterThan(0);
      for (const list of lists) {
        const numbers = list.map(({ number }) => number);
        expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
        expect(numbers[0]).toBeGreaterThanOrEqual(1);
        expect(new Set(list.map(({ url }) => url)).size).toBe(list.length);
        for (const { url } of list) expect(new URL(url).protocol).toMatch(/^https?:$/u);
      }
    });

    it("answers the same question at the same time for several askers", async () => {
      const answers = await Promise.all([1, 2, 3].map(() => collect(ask(under.answerable))));
      for (const events of answers) expect(events.at(-1)?.type).toBe("done");
    });

    it("throws the reason within a second when it is aborted, and lets go of the endpoint", async () => {
      const caller = new AbortController();
      const reason = new Error("the asker changed their mind");
      const reading = readUntilThrown(ask(under.unending ?? under.answerable, caller.signal), () =>
        caller.abort(reason),
      );
      const startedAtMs = performance.now();
      await expect(reading).rejects.toBe(reason);
      expect(performance.now() - startedAtMs).toBeLessThan(1_000);
      await expect.poll(under.inFlight).toBe(0);
    });

    it("does not start for a signal that is aborted already", async () => {
      const reason = new Error("too late");
      await expect(collect(ask(under.answerable, AbortSignal.abort(reason)))).rejects.toBe(reason);
      await expect.poll(under.inFlight).toBe(0);
    });

    it("lets go of the endpoint when its consumer stops reading", async () => {
      for await (const event of ask(under.unending ?? under.answerable)) {
        expect(event.type).toBe("text");
        break;
      }
      await expect.poll(under.inFlight).toBe(0);
    });

    it("throws a ProviderError, with a sentence for the asker, when the endpoint fails", async () => {
      const thrown: unknown = await collect(ask(under.failing)).catch((error: unknown) => error);
      expect(thrown).toBeInstanceOf(ProviderError);
      expect((thrown as ProviderError).userMessage).not.toBe("");
    });
  });
}

/** Every event of an answer, in order. */
export async function collect(answer: AsyncIterable<AnswerEvent>): Promise<readonly AnswerEvent[]> {
  const events: AnswerEvent[] = [];
  for await (const event of answer) events.push(event);
  return events;
}

/** The text of an answer's events. */
export function textOf(events: readonly AnswerEvent[]): string {
  return events.map((event) => (event.type === "text" ? event.text : "")).join("");
}

async function readUntilThrown(events: AsyncIterable<AnswerEvent>, onFirst: () => void): Promise<void> {
  let isFirst = true;
  for await (const _ of events) {
    if (isFirst) onFirst();
    isFirst = false;
  }
}
