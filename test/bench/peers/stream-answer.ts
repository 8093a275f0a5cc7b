import { createParser } from "eventsource-parser";

interface Chunk {
  readonly choices: readonly { readonly delta: { readonly content?: string } }[];
  readonly citations?: readonly string[];
}

/** The endpoint's answer as it arrives, its sources last; the least that a bot can do with a search-chat stream. */
export async function* streamAnswer(endpointUrl: string, question: string): AsyncGenerator<string> {
  const response = await fetch(`${endpointUrl}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      model: "bench",
      "web-search": true,
      stream: true,
      messages: [{ role: "user", content: question }],
    }),
  });
  if (!response.ok || response.body === null) throw new Error(`The endpoint answered ${response.status}.`);
  let texts: string[] = [];
  let citations: readonly string[] = [];
  const parser = createParser({
    onEvent({ data }) {
      if (data === "[DONE]") return;
      const chunk: Chunk = JSON.parse(data);
      const text = chunk.choices[0]?.delta.content;
      if (text) texts.push(text);
      citations = chunk.citations ?? citations;
    },
  });
  const decoder = new TextDecoder();
  for await (const bytes of response.body) {
    parser.feed(decoder.decode(bytes, { stream: true }));
    yield* texts;
    texts = [];
  }
  yield citations.map((url, index) => `\n[${index + 1}] ${url}`).join("");
}

export async function wholeAnswer(endpointUrl: string, question: string): Promise<string> {
  let answer = "";
  for await (const text of streamAnswer(endpointUrl, question)) answer += text;
  return answer;
}
