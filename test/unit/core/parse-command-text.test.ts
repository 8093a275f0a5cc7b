import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UserInputError } from "../../../src/core/errors.ts";
import { parseCommandText } from "../../../src/core/parse-command-text.ts";

describe("/ask", () => {
  it.each([
    ["What is new?", { question: "What is new?" }],
    ["", {}],
    ["sites:zod.dev private:yes How do I parse?", { question: "How do I parse?", sites: "zod.dev", private: "yes" }],
    [
      "How do I parse? private:yes sites:zod.dev,arxiv.org",
      { question: "How do I parse?", sites: "zod.dev,arxiv.org", private: "yes" },
    ],
    ["private:yes\nHow\n\ndo I?\nsites:zod.dev", { question: "How\n\ndo I?", sites: "zod.dev", private: "yes" }],
    ["PRIVATE:true What?", { question: "What?", private: "true" }],
    ["https://zod.dev/api what is this?", { question: "https://zod.dev/api what is this?" }],
    ["https://zod.dev/api explain private:yes", { question: "https://zod.dev/api explain", private: "yes" }],
    ["what is https://zod.dev/api", { question: "what is https://zod.dev/api" }],
    ["note:this is what? sites:zod.dev", { question: "note:this is what?", sites: "zod.dev" }],
    ["what does site:zod.dev do here", { question: "what does site:zod.dev do here" }],
    ["what does private:yes do here", { question: "what does private:yes do here" }],
    ["question:What? private:yes", { question: "What?", private: "yes" }],
    ['question:"What now?" private:yes', { question: "What now?", private: "yes" }],
    ['"What now?" private:yes', { question: '"What now?"', private: "yes" }],
    ['sites:"zod.dev arxiv.org" What?', { question: "What?", sites: "zod.dev arxiv.org" }],
    ["sites:https://zod.dev/x What?", { question: "What?", sites: "https://zod.dev/x" }],
    ["xprivate:yes", { question: "xprivate:yes" }],
    ["sites: zod.dev", { question: "sites: zod.dev" }],
    ["constructor:1 __proto__:2 What?", { question: "constructor:1 __proto__:2 What?" }],
  ])("%j", (text, options) => {
    expect(parseCommandText("ask", text)).toEqual({ name: "ask", options });
  });

  it("takes any text that has no option at its edges as the question", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/(?:sites|private|question):/iu.test(text));
        const { options } = parseCommandText("ask", text);
        expect(options).toEqual(text.trim() === "" ? {} : { question: text.trim() });
      }),
    );
  });
});

describe("/sources", () => {
  it.each([
    ["", "show", {}],
    ["show", "show", {}],
    ["  Include arxiv.org, zod.dev ", "include", { sites: "arxiv.org, zod.dev" }],
    ["include arxiv.org scope:workspace", "include", { sites: "arxiv.org", scope: "workspace" }],
    ["include scope:workspace arxiv.org", "include", { sites: "arxiv.org", scope: "workspace" }],
    ["include sites:arxiv.org scope:workspace", "include", { sites: "arxiv.org", scope: "workspace" }],
    ["exclude https://arxiv.org/x", "exclude", { sites: "https://arxiv.org/x" }],
    ["remove\narxiv.org\nzod.dev", "remove", { sites: "arxiv.org\nzod.dev" }],
    ["clear include", "clear", { list: "include" }],
    ["clear list:all", "clear", { list: "all" }],
    ["service tavily", "service", { name: "tavily" }],
    ["results count:5", "results", { count: "5" }],
    ["include", "include", {}],
  ])("%j", (text, action, options) => {
    expect(parseCommandText("sources", text)).toEqual({ name: "sources", action, options });
  });

  it.each(["frobnicate", "toString", "__proto__ x", "x".repeat(5_000)])(
    "does not know %j and says what it knows",
    (text) => {
      expect(() => parseCommandText("sources", text)).toThrow(UserInputError);
      expect(() => parseCommandText("sources", text)).toThrow(/Try show, include, .* or results\.$/u);
    },
  );
});

describe("/digest", () => {
  it.each([
    ["", "list", {}],
    ["list", "list", {}],
    [
      'create weekly TypeScript news when:"weekdays 9:00" zone:Europe/Berlin items:5',
      "create",
      { topic: "weekly TypeScript news", when: "weekdays 9:00", zone: "Europe/Berlin", items: "5" },
    ],
    ["create when:“every Monday 8:30” Node news", "create", { topic: "Node news", when: "every Monday 8:30" }],
    [
      "create Node news when:„montags 8:30“ empty:say",
      "create",
      { topic: "Node news", when: "montags 8:30", empty: "say" },
    ],
    ["Create when:«daily 7» Node\nnews", "create", { topic: "Node\nnews", when: "daily 7" }],
    [
      'create topic:"Node: what is new" when:"0 9 * * 1-5"',
      "create",
      { topic: "Node: what is new", when: "0 9 * * 1-5" },
    ],
    [
      'create sites:"a.org b.org" language:"Swiss German" Node when:9:00',
      "create",
      { topic: "Node", when: "9:00", sites: "a.org b.org", language: "Swiss German" },
    ],
    ['create Node when:"weekdays 9:00', "create", { topic: 'Node when:"weekdays 9:00' }],
    ['create when:"weekdays 9:00 Node', "create", { topic: 'when:"weekdays 9:00 Node' }],
    ["create Node when:“”", "create", { topic: "Node", when: "" }],
    ['edit abcd topic:"Deno news" items:3', "edit", { digest: "abcd", topic: "Deno news", items: "3" }],
    ['edit items:3 digest:"Node news"', "edit", { digest: "Node news", items: "3" }],
    ["pause Node news", "pause", { digest: "Node news" }],
    ["export", "export", {}],
    [
      'import {"version":1,"digests":[{"topic":"when:9"}]}',
      "import",
      { json: '{"version":1,"digests":[{"topic":"when:9"}]}' },
    ],
  ])("%j", (text, action, options) => {
    expect(parseCommandText("digest", text)).toEqual({ name: "digest", action, options });
  });

  it("does not know an action, and says what it knows", () => {
    expect(() => parseCommandText("digest", "frobnicate x")).toThrow(
      "/digest does not know “frobnicate”. Try create, list, show, edit, pause, resume, delete, preview, run, history, zone, export or import.",
    );
  });
});

it("/help takes whatever follows", () => {
  expect(parseCommandText("help", "me please")).toEqual({ name: "help", options: {} });
});

it.each(["frobnicate", "", "constructor"])("there is no command /%s, and the answer says which there are", (name) => {
  expect(() => parseCommandText(name, "x")).toThrow(
    `There is no command /${name}. Try /ask, /sources, /settings, /digest or /help.`,
  );
});
