import { event, type FakeReply, textEvent } from "../fakes/fake-search-chat-reply.ts";
import { answerTo, type ChaosQuestion } from "./question.ts";

/** A way in which the endpoint fails one call. */
export interface EndpointFault {
  readonly name: string;
  /** It fails the first call only: what it costs is a deadline of minutes. */
  readonly isSlow?: boolean;
  /** The answer is short, and whole although it comes like this. */
  readonly isHarmless?: boolean;
  readonly isHuge?: boolean;
  reply(question: ChaosQuestion): FakeReply;
}

const half = ({ id }: ChaosQuestion) => [textEvent(`BEGIN-${id} [1]. `), textEvent("And then it "), ": keep-alive\n\n"];
const refusal = (status: number, errCode: number) => ({
  name: `endpoint ${status}`,
  reply: () => ({ status, json: { error: { err_code: errCode, message: "refused by the chaos", type: "api_error" } } }),
});

/** How an endpoint fails, all told by bytes. */
export const endpointFaults: readonly EndpointFault[] = [
  { name: "endpoint resets before headers", reply: () => ({ status: 200, body: "", ending: "reset" }) },
  { name: "endpoint resets mid-stream", reply: (question) => ({ body: half(question), ending: "reset" }) },
  { name: "endpoint ends mid-stream", reply: (question) => ({ body: half(question), ending: "end" }) },
  { name: "endpoint hangs after headers", isSlow: true, reply: () => ({ body: [], ending: "hang" }) },
  { name: "endpoint hangs mid-stream", isSlow: true, reply: (question) => ({ body: half(question), ending: "hang" }) },
  {
    name: "endpoint drips slowly",
    isHarmless: true,
    reply(question) {
      const { text, ...rest } = answerTo({ ...question, isLong: false });
      const letters = (typeof text === "string" ? text : text.join("")).match(/[\s\S]{1,8}/gu) ?? [];
      return { ...rest, text: letters, everyMs: 40 };
    },
  },
  { name: "endpoint truncates JSON", reply: (question) => ({ body: [...half(question), 'data: {"choices":[{"del'] }) },
  {
    name: "endpoint sends an error line",
    reply: (question) => ({
      body: [...half(question), event({ error: { err_code: -10_099, message: "broken", type: "api_error" } })],
    }),
  },
  refusal(400, -10_011),
  refusal(401, -10_001),
  refusal(402, -10_004),
  refusal(403, -10_005),
  refusal(404, -10_002),
  refusal(413, -10_015),
  refusal(429, -10_014),
  {
    name: "endpoint 429 with Retry-After",
    reply: () => ({ status: 429, headers: { "retry-after": "2" }, json: { error: { message: "slow down" } } }),
  },
  refusal(500, -10_099),
  {
    name: "endpoint 503",
    reply: () => ({ status: 503, headers: { "content-type": "text/html" }, body: "<h1>503</h1>" }),
  },
  { name: "endpoint answers nothing", reply: () => ({ text: [] }) },
  {
    name: "endpoint answers invalid UTF-8",
    isHarmless: true,
    reply(question) {
      const { text, citations = [] } = answerTo({ ...question, isLong: false });
      const pieces = typeof text === "string" ? [text] : text;
      const broken = Buffer.concat([Buffer.from("data: "), Buffer.from([0xc3, 0x28, 0xff]), Buffer.from("\n\n")]);
      const last = event({ choices: [{ index: 0, delta: { content: "" }, finish_reason: "stop" }], citations });
      return {
        body: [
          ...pieces.slice(0, 2).map(textEvent),
          broken,
          ...pieces.slice(2).map(textEvent),
          last,
          "data: [DONE]\n\n",
        ],
      };
    },
  },
  {
    name: "endpoint answers 1 MB",
    isHarmless: true,
    isHuge: true,
    reply: ({ id }) => ({
      text: [`BEGIN-${id} `, ...Array.from({ length: 64 }, () => `${`${id} goes on. `.repeat(910)}\n\n`), `END-${id}.`],
      citations: ["https://docs.bullmq.io/"],
    }),
  },
];
