import { describe, expect, it } from "vitest";
import { ANSWER_CONTROLS } from "../../../../src/core/chat.ts";
import { parseButton, toButtonRows } from "../../../../src/platforms/discord/answer-buttons.ts";

describe("ids of buttons on Discord", () => {
  it.each(["discord-int-1234567890123456789", "digest:general:0", "7"])("lead back to the answer %s", (answerId) => {
    const [row] = toButtonRows({ controls: ANSWER_CONTROLS }, { answerId, part: 12 });
    expect(row?.components.map(({ custom_id: id }) => parseButton(id))).toEqual(
      ANSWER_CONTROLS.map((control) => ({ control, answerId, part: 12 })),
    );
  });

  it.each([
    "",
    "footnote",
    "footnote:stop:",
    "footnote:stop::0",
    "footnote:stop:a",
    "footnote:clap:a:0",
    "other:stop:a:0",
  ])("are not ours or not of today: “%s”", (id) => {
    expect(parseButton(id)).toBeUndefined();
  });
});
