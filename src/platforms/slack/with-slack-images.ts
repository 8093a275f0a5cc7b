import type { AnswerProvider, AnswerRequest, ChatMessage } from "../../core/answer.ts";
import type { Logger } from "../../core/logger.ts";
import { type FileFetchOptions, isSlackFile } from "./file-fetch.ts";
import { createSlackImages } from "./images.ts";

/**
 * An endpoint that is shown the images of questions on Slack, whose addresses only the bot can follow. They are read when
 * an answer is asked for and kept nowhere; all else is passed on as it is. Where none
 * could be read, nothing is asked to be looked at. Without options, those of a bot that is not on Slack, nothing changes.
 */
export function withSlackImages(
  provider: AnswerProvider,
  { log }: { readonly log: Logger },
  options: FileFetchOptions | undefined,
): AnswerProvider {
  if (options === undefined) return provider;
  const readImages = createSlackImages({ log }, options);
  const isPrivate = (link: string) => isSlackFile(link, options);
  return {
    answer: (request, context) =>
      request.messages.some(({ images = [] }) => images.some(isPrivate))
        ? answerWithImages(request, context)
        : provider.answer(request, context),
  };

  async function* answerWithImages(request: AnswerRequest, context: { readonly signal: AbortSignal }) {
    const messages = await Promise.all(request.messages.map((message) => withImages(message, context)));
    const hasImages = messages.some(({ images = [] }) => images.length > 0);
    const features = request.features?.filter((feature) => hasImages || feature !== "image-reading");
    yield* provider.answer({ ...request, messages, features }, context);
  }

  async function withImages(message: ChatMessage, context: { readonly signal: AbortSignal }): Promise<ChatMessage> {
    const { images = [], ...words } = message;
    const others = images.filter((link) => !isPrivate(link));
    const read = await readImages(images.filter(isPrivate), context);
    const shown = [...others, ...read];
    return shown.length === 0 ? words : { ...words, images: shown };
  }
}
