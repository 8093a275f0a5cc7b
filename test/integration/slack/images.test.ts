import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AnswerProvider, AnswerRequest } from "../../../src/core/answer.ts";
import { createSlackImages } from "../../../src/platforms/slack/images.ts";
import { withSlackImages } from "../../../src/platforms/slack/with-slack-images.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";
import { type ConversingApp, startConversing } from "./conversing-app.ts";

describe("images of a question on Slack", () => {
  const PIXELS = Buffer.from("not really pixels");
  const signal = AbortSignal.timeout(60_000);
  const logged: string[] = [];
  let app: ConversingApp;
  let readImages: ReturnType<typeof createSlackImages>;
  beforeEach(async () => {
    app = await startConversing();
    logged.length = 0;
    const write = (...parts: unknown[]) => void logged.push(JSON.stringify(parts));
    const log = { debug: write, info: write, warn: write, error: write, child: () => log };
    readImages = createSlackImages({ log }, { botToken: app.slack.botToken, apiUrl: app.slack.apiUrl });
  });
  afterEach(() => app.close());

  const ask = async (...files: readonly object[]) => {
    await app.slack.mention("what is this?", { event: { subtype: "file_share", files } });
    return app.seen.at(-1)?.images;
  };

  it("are known by their addresses, of the kinds that models read, four at most", async () => {
    const picture = app.slack.addFile("image/png", PIXELS);
    const paper = app.slack.addFile("application/pdf", PIXELS);
    expect(await ask(paper, { id: "F1" }, picture)).toEqual([picture.url_private]);
    expect(await ask(...Array(6).fill(picture))).toHaveLength(4);
    expect(await ask({ ...picture, size: 3_000_001 })).toBeUndefined();
    expect(await ask()).toBeUndefined();
  });

  it("are read with the token when somebody wants to look at them", async () => {
    const links = (await ask(app.slack.addFile("image/png", PIXELS))) ?? [];
    expect(await readImages(links, { signal })).toEqual([`data:image/png;base64,${PIXELS.toString("base64")}`]);
  });

  it("are left out where the token may not read them", async () => {
    const links = (await ask(app.slack.addFile("image/png", PIXELS))) ?? [];
    app.slack.world.scopes.delete("files:read");
    expect(await readImages(links, { signal })).toEqual([]);
    expect(logged.join()).toContain("files:read");
    expect(logged.join()).not.toContain(app.slack.botToken);
  });

  it("are left out when they are larger than they say", async () => {
    const links = (await ask({ ...app.slack.addFile("image/png", Buffer.alloc(3_000_001)), size: 1 })) ?? [];
    expect(await readImages(links, { signal })).toEqual([]);
    expect(logged.join()).toContain("too large");
  });

  describe("when an answer is asked for", () => {
    const ELSEWHERE = "https://cdn.discordapp.com/a.png";
    async function askedWith(images: readonly string[]): Promise<AnswerRequest | undefined> {
      let asked: AnswerRequest | undefined;
      const provider: AnswerProvider = {
        async *answer(request) {
          asked = request;
          yield { type: "done", finishReason: "stop" };
        },
      };
      const connection = { botToken: app.slack.botToken, apiUrl: app.slack.apiUrl };
      const seeing = withSlackImages(provider, { log: createMemoryLog() }, connection);
      const request: AnswerRequest = {
        messages: [
          { role: "system", content: "Be brief." },
          { role: "user", content: "?", images },
        ],
        search: { includeSites: [], excludeSites: [] },
        features: ["reasoning", "image-reading"],
      };
      for await (const event of seeing.answer(request, { signal })) expect(event.type).toBe("done");
      return asked;
    }

    it("are shown beside those that anybody can see", async () => {
      const { url_private: link } = app.slack.addFile("image/png", PIXELS);
      const asked = await askedWith([ELSEWHERE, link]);
      expect(asked?.messages[1]?.images).toEqual([ELSEWHERE, `data:image/png;base64,${PIXELS.toString("base64")}`]);
      expect(asked?.features).toEqual(["reasoning", "image-reading"]);
    });

    it("are not asked about when none could be read", async () => {
      const { url_private: link } = app.slack.addFile("text/html", PIXELS);
      const asked = await askedWith([link]);
      expect(asked?.messages[1]).not.toHaveProperty("images");
      expect(asked?.features).toEqual(["reasoning"]);
    });

    it("leave everything as it is where there are none of Slack's", async () => {
      const asked = await askedWith([ELSEWHERE]);
      expect(asked?.messages[1]?.images).toEqual([ELSEWHERE]);
      expect(asked?.features).toEqual(["reasoning", "image-reading"]);
    });
  });

  it.each(["https://files.example/a.png", "https://slack.com.evil.example/a.png", "http://files.slack.com/a.png", "x"])(
    "are not looked for at %s, which is not Slack",
    async (link) => {
      expect(await readImages([link], { signal })).toEqual([]);
      expect(logged.join()).toContain("it is not on Slack");
    },
  );
});
