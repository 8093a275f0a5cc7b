import type { Invocation } from "../../core/invocation.ts";
import type { EffectiveSettings } from "../../core/settings.ts";

/** More would make one question dearer than a hundred others. */
const MAX_IMAGES = 4;
/** Of all images of a question together, as URLs: the job that carries them lies in Redis. */
const MAX_LENGTH = 12_000_000;

/** The images of a question that its answer is to read: none where the channel does not want them read. */
export function imagesToRead(
  { images = [] }: Pick<Invocation, "images">,
  { answerMode }: Pick<EffectiveSettings, "answerMode">,
): readonly string[] {
  if (!answerMode.value.includes("image-reading")) return [];
  let room = MAX_LENGTH;
  return images
    .filter((url) => /^(?:https:\/\/|data:image\/[\w.+-]+;base64,)/iu.test(url))
    .slice(0, MAX_IMAGES)
    .filter(({ length }) => {
      const fits = length <= room;
      if (fits) room -= length;
      return fits;
    });
}
