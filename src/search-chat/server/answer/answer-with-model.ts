import { linkAbort } from "../../../core/linked-abort.ts";
import type { ChatModel } from "../chat-model.ts";
import { type ConversationMessage, textOf } from "../conversation.ts";
import type { ServerEvent } from "../server-event.ts";
import type { Question } from "./answer-question.ts";
import type { AnswerQuestionDeps, AnswerQuestionOptions } from "./answer-question-deps.ts";
import { checkAnswer } from "./check-answer.ts";
import type { Research } from "./deep-search.ts";
import { withContext, withSystemText } from "./extend-conversation.ts";
import { createFence, type Fence } from "./fence.ts";
import { citationsOf, numberSources, type Source } from "./number-sources.ts";
import { onlyOfferedTools } from "./only-offered-tools.ts";
import { readImages } from "./read-images.ts";
import { searchRules, sourcesText } from "./search-prompt.ts";
import { thinkFirst } from "./think-first.ts";
import { createUsageMeter, type UsageMeter } from "./usage-meter.ts";
import { writeQuery } from "./write-query.ts";

const DEFAULT_OCR_MODEL = "gpt-4o-mini";
const DEFAULT_THINKING_MODEL = "deepseek-r1";

/** One for all: an error has a stack made for it. */
const OVER = new Error("the answer has ended");

type Deps = AnswerQuestionDeps & { readonly chatModel: ChatModel };

interface AnswerCall {
  readonly question: Question;
  readonly options: AnswerQuestionOptions;
  readonly signal: AbortSignal;
}

/** What the stages of one answer share. */
interface Run extends AnswerCall {
  readonly usage: UsageMeter;
  readonly fence: Fence;
}

/** One answer of an upstream model, with everything that the question asks for before and after it. */
export async function* answerWithModel(deps: Deps, call: AnswerCall): AsyncGenerator<ServerEvent> {
  const { question } = call;
  const work = linkAbort(call.signal);
  const run: Run = {
    ...call,
    signal: work.signal,
    usage: createUsageMeter(),
    fence: createFence(deps.newBoundary()),
  };
  let answer = "";
  try {
    for await (const event of stages(deps, run)) {
      if (event.type === "text") answer += event.text;
      if (event.type === "done") {
        run.usage.add(event.usage);
        if (question.memory !== undefined) deps.memory?.learn(question.memory, question.conversation, answer);
        yield { ...event, usage: run.usage.total() };
      } else yield event;
    }
  } finally {
    // A stage that failed leaves nothing running beside it.
    work.abort(OVER);
    work.release();
  }
}

async function* stages(deps: Deps, run: Run): AsyncGenerator<ServerEvent> {
  const { question, fence, signal, usage } = run;
  const [known, seen] = await Promise.all([recall(deps, run), readSeen(deps, run)]);
  const deepSearch = question.features.deepSearch === undefined ? undefined : deps.deepSearch;
  const [read, found] = await Promise.all([
    question.features.fileParse ? (deps.readLinks?.(seen, { signal, fence }) ?? seen) : seen,
    deepSearch === undefined ? findSources(deps, run, seen) : undefined,
  ]);
  const research =
    deepSearch === undefined
      ? found
      : yield* deepSearch({ ...question, conversation: read }, { signal, fence, usage, asked: question.conversation });
  const sources = research?.sources;
  if (sources !== undefined) yield { type: "sources", sources: citationsOf(sources) };

  const asked =
    sources === undefined || sources.length === 0
      ? read
      : withContext(read, sourcesText(sources, fence, research?.maxChars));
  const rules = [known, sources === undefined ? undefined : rulesFor(deps, run, sources), fence.rule()];
  const system = rules.filter((rule) => rule !== undefined && rule !== "").join("\n\n");
  const conversation = system === "" ? asked : withSystemText(asked, system);

  const offered = onlyOfferedTools(fuseAndAnswer(deps, run, conversation), question.toolUse);
  // JSON is no text: `[1, 2]` is a list there.
  const isText = (question.fields.response_format?.["type"] ?? "text") === "text";
  yield* sources === undefined || !isText
    ? offered
    : checkAnswer(offered, { sources, conversation: question.conversation });
}

/** What is known of who asks, as a text for the system. */
async function recall({ memory }: Deps, { question, signal }: Run): Promise<string | undefined> {
  if (question.memory === undefined) return undefined;
  const known = await memory?.recall(question.memory, { signal });
  return known === undefined ? undefined : textOf(known);
}

async function readSeen(
  { chatModel }: Deps,
  { question, options, ...context }: Run,
): Promise<readonly ConversationMessage[]> {
  const { ocr } = question.features;
  if (ocr === undefined) return question.conversation;
  const model = ocr.model ?? options.ocrModel ?? DEFAULT_OCR_MODEL;
  return readImages(chatModel, question.conversation, { ...context, model });
}

/** The query is written without the pages that were read: what they say is searched for by nobody. */
async function findSources(
  deps: Deps,
  { question, options, signal, usage }: Run,
  conversation: readonly ConversationMessage[],
): Promise<Research | undefined> {
  if (question.search === undefined) return undefined;
  const model = options.queryModel ?? question.features.model;
  const query = await writeQuery(deps, conversation, { model, signal, usage });
  return { sources: numberSources(await question.search.ask(query, { signal })) };
}

function rulesFor({ clock }: Deps, { question }: Run, sources: readonly Source[]): string {
  return searchRules(sources, {
    includeSites: question.search?.limits.includeSites ?? [],
    today: new Date(clock.now()).toISOString().slice(0, 10),
  });
}

async function* fuseAndAnswer(
  { chatModel }: Deps,
  { question, options, ...context }: Run,
  conversation: readonly ConversationMessage[],
): AsyncGenerator<ServerEvent> {
  const { features, fields, toolUse } = question;
  const { fusion, model } = features;
  const messages =
    fusion === undefined
      ? conversation
      : yield* thinkFirst(chatModel, conversation, {
          ...context,
          model: fusion.model ?? options.thinkingModel ?? DEFAULT_THINKING_MODEL,
        });
  yield* chatModel.stream({ model, messages, fields, toolUse }, { signal: context.signal });
}
