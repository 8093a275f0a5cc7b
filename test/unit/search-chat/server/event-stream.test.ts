import { describe, expect, it } from "vitest";
import { type EventSink, openEventStream } from "../../../../src/search-chat/server/event-stream.ts";

const MANY_WORDS = "words ".repeat(20_000);

describe("a reply that is written piece by piece", () => {
  it("sends what is written in one turn as one piece, and the end by itself", async () => {
    const { stream, pieces } = openReply();
    await stream.write("Tea ");
    await stream.write("is ");
    await nextTurn();
    stream.end("older.");
    expect(pieces).toEqual(["Tea is ", "older."]);
  });

  it("holds its writer up while the reader is far behind, and goes on when he has caught up", async () => {
    const { stream, pieces, fall, catchUp } = openReply();
    fall();
    let isHeldUp = true;
    const written = stream.write(MANY_WORDS)?.then(() => {
      isHeldUp = false;
    });
    await nextTurn();
    expect({ isHeldUp, pieces }).toEqual({ isHeldUp: true, pieces: [] });
    catchUp();
    await written;
    expect(pieces).toEqual([MANY_WORDS]);
  });

  it("holds nobody up for a reader whose call is over", async () => {
    const call = new AbortController();
    const { stream, fall } = openReply(call.signal);
    fall();
    const written = stream.write(MANY_WORDS);
    call.abort();
    await written;
    expect(stream.write("more")).toBeUndefined();
  });

  it("takes nothing after its end", async () => {
    const { stream, pieces } = openReply();
    stream.end("Tea.");
    expect(stream.write("More tea.")).toBeUndefined();
    stream.end("Even more.");
    await nextTurn();
    expect(pieces).toEqual(["Tea."]);
  });
});

/** A reply whose reader falls behind and catches up as he is told to. */
function openReply(signal: AbortSignal = new AbortController().signal) {
  const pieces: string[] = [];
  let isBehind = false;
  let onCaughtUp = () => {};
  const sink: EventSink = {
    isBehind: () => isBehind,
    onCaughtUp(listener) {
      onCaughtUp = listener;
    },
    send: (text) => void pieces.push(text),
    end: (text) => void pieces.push(text),
  };
  return {
    pieces,
    stream: openEventStream(sink, { keepAliveMs: 60_000, signal }),
    fall() {
      isBehind = true;
    },
    catchUp() {
      isBehind = false;
      onCaughtUp();
    },
  };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
