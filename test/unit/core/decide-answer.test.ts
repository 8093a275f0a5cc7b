import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ANSWER_RULES, type AnswerFacts, decideAnswer, visibilityOf } from "../../../src/core/decide-answer.ts";
import { translate } from "../../../src/core/messages/translate.ts";
import { resolveSettings } from "../../../src/core/resolve-settings.ts";
import { type EffectiveSettings, emptyLayer, type SettingsLayer } from "../../../src/core/settings.ts";

function settingsOf(layer: Partial<SettingsLayer> = {}, workspace: Partial<SettingsLayer> = {}): EffectiveSettings {
  return resolveSettings({
    install: { ...emptyLayer, searchService: "tavily" },
    workspace: { ...emptyLayer, ...workspace },
    channel: { ...emptyLayer, ...layer },
  });
}

const mention: AnswerFacts = {
  trigger: "mention",
  isAutomatic: false,
  isOurThread: false,
  isQuestion: true,
  roles: [],
  isManager: false,
  visibility: undefined,
};

const anyFacts: fc.Arbitrary<AnswerFacts> = fc.record({
  trigger: fc.constantFrom("command", "direct", "mention", "reply", "message"),
  isAutomatic: fc.boolean(),
  isOurThread: fc.boolean(),
  isQuestion: fc.constantFrom(true, false, undefined),
  roles: fc.option(fc.subarray(["r1", "r2", "r3"]), { nil: undefined }),
  isManager: fc.boolean(),
  visibility: fc.constantFrom("public", "asker", undefined),
});

const anySettings = fc
  .record(
    {
      answerWhen: fc.constantFrom("mention", "every", "commands"),
      threadFollowUps: fc.boolean(),
      whoMayAsk: fc.subarray(["r1", "r2"]),
      visibility: fc.constantFrom("public", "asker"),
    },
    { requiredKeys: [] },
  )
  .map((layer) => settingsOf(layer));

/** The same in plain words, without reasons. */
function expected(facts: AnswerFacts, settings: EffectiveSettings): boolean {
  const isTalk = facts.trigger === "reply" || facts.isOurThread;
  const when = settings.answerWhen.value;
  const isForUs =
    facts.trigger === "direct" ||
    facts.trigger === "command" ||
    (when !== "commands" &&
      (facts.trigger === "mention" ||
        (when === "every" && facts.isQuestion !== false) ||
        (settings.threadFollowUps.value && isTalk)));
  const allowed = settings.whoMayAsk.value;
  const mayAsk =
    allowed.length === 0 ||
    facts.isManager ||
    facts.roles === undefined ||
    facts.roles.some((role) => allowed.includes(role));
  const canBeSeen = settings.visibility.value === "public" || facts.trigger === "direct" || facts.trigger === "command";
  return !facts.isAutomatic && isForUs && mayAsk && canBeSeen;
}

describe("whether something is answered", () => {
  it("follows from the facts and the settings, for any of them", () => {
    fc.assert(
      fc.property(anyFacts, anySettings, (facts, settings) => {
        expect(decideAnswer(facts, settings).answers).toBe(expected(facts, settings));
      }),
      { numRuns: 5_000 },
    );
  });

  it("is decided by one rule that agrees, each rule is applied once and in order, and says a sentence", () => {
    fc.assert(
      fc.property(anyFacts, anySettings, (facts, settings) => {
        const { answers, rules, decidedBy } = decideAnswer(facts, settings);
        const deciding = rules.filter(({ decides }) => decides);
        expect(deciding).toMatchObject([{ rule: decidedBy, holds: answers }]);
        const positions = rules.map(({ rule }) => ANSWER_RULES.indexOf(rule));
        expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
        for (const { said } of rules) expect(translate(said, "en")).toMatch(/^[A-Z“][^{}]*\.$/u);
      }),
    );
  });

  it("is told only to somebody who has spoken to us and is not answered", () => {
    fc.assert(
      fc.property(anyFacts, anySettings, (facts, settings) => {
        const { answers, refusal } = decideAnswer(facts, settings);
        const isPlain = facts.trigger === "message" || facts.trigger === "reply";
        if (answers || isPlain || facts.isAutomatic) expect(refusal).toBeUndefined();
        else expect(refusal).toBeDefined();
      }),
    );
  });
});

describe("the rule that decides", () => {
  const decidedBy = (facts: Partial<AnswerFacts>, layer: Partial<SettingsLayer> = {}) => {
    const { answers, rules } = decideAnswer({ ...mention, ...facts }, settingsOf(layer));
    const said = rules.find(({ decides }) => decides)?.said;
    return [answers, said === undefined ? "" : translate(said, "en")];
  };

  it.each([
    [{ isAutomatic: true }, {}, false, "It was written by a bot"],
    [{ trigger: "direct" }, { answerWhen: "commands" }, true, "It is a direct message"],
    [{ trigger: "command" }, { answerWhen: "commands" }, true, "It is a command."],
    [{}, {}, true, "“Mentions and commands” (default), and it mentions me."],
    [{ trigger: "message" }, {}, false, "and it does not mention me."],
    [{}, { answerWhen: "commands" }, false, "“Commands only” (this channel), and it is a message."],
    [{ trigger: "message" }, { answerWhen: "every" }, true, "ends with a question mark"],
    [{ trigger: "message", isQuestion: false }, { answerWhen: "every" }, false, "no sentence of it ends"],
    [{ trigger: "message", isOurThread: true }, {}, true, "It goes on with a conversation of mine"],
    [{ trigger: "reply" }, {}, true, "It goes on with a conversation of mine"],
    [{ trigger: "reply" }, { threadFollowUps: false }, false, "“Follow-ups in threads” is off (this channel)"],
    [{ trigger: "reply" }, { answerWhen: "commands" }, false, "“Commands only”"],
    [{}, { whoMayAsk: ["r1"] }, false, "its author is in none of them"],
    [{ roles: ["r1"] }, { whoMayAsk: ["r1"] }, true, "it mentions me"],
    [{ isManager: true }, { whoMayAsk: ["r1"] }, true, "it mentions me"],
    [{}, { visibility: "asker" }, false, "that needs `/ask`"],
    [{ trigger: "command" }, { visibility: "asker" }, true, "It is a command."],
  ] as const)("for %j with %j", (facts, layer, answers, sentence) => {
    const [actual, said] = decidedBy(facts, {
      ...layer,
      whoMayAsk: "whoMayAsk" in layer ? [...layer.whoMayAsk] : undefined,
    });
    expect(actual).toBe(answers);
    expect(said).toContain(sentence);
  });
});

describe("who sees the answer to a command", () => {
  it("is what the command says, else what the channel does", () => {
    expect(visibilityOf(undefined, settingsOf())).toBe("public");
    expect(visibilityOf(undefined, settingsOf({ visibility: "asker" }))).toBe("asker");
    expect(visibilityOf("asker", settingsOf())).toBe("asker");
    expect(visibilityOf("public", settingsOf({ visibility: "asker" }))).toBe("public");
  });

  it("is the asker alone where that is locked", () => {
    const locked = settingsOf({}, { visibility: "asker", locked: ["visibility"] });
    expect(visibilityOf("public", locked)).toBe("asker");
  });
});
