import { UserInputError } from "../../core/errors.ts";
import type { Invocation, ManagedScope, Outcome } from "../../core/invocation.ts";
import { say } from "../../core/messages/message.ts";
import { MAX_QUESTION_LENGTH } from "../../core/question-length.ts";
import { changedReply, changeLayer, refuseOthers } from "./change-sources.ts";
import { dropList, saveList, showLists } from "./keep-named-lists.ts";
import { isChange, parseSourcesChange } from "./parse-sources-change.ts";
import { showSources } from "./show-sources.ts";
import type { SourcesCall, SourcesDeps } from "./sources-deps.ts";
import { exportSources, importSources } from "./transfer-sources.ts";

/**
 * Shows or changes the sites, the named lists and the search service of a channel or workspace. Throws UserInputError;
 * then nothing has changed.
 */
export async function runSourcesCommand(
  invocation: Invocation,
  { action, options }: SourcesCall,
  deps: SourcesDeps,
): Promise<Outcome> {
  const { channel, replyTo, language = "en" } = invocation;
  const scope = parseScope(options.scope);
  if (action === "test") return testSources(invocation, options.question ?? "", deps);
  const layers = await deps.settings.read(channel, replyTo.threadId);
  const chain = { install: deps.install, platform: channel.platform, ...layers };
  const context = { chain, language, deps };
  if (isChange(action)) {
    const { searchServices: offered } = deps;
    const lists = chain.workspace.siteLists;
    const { done, apply } = parseSourcesChange(action, options, { offered, lists, layer: chain[scope] });
    await refuseOthers(invocation, scope);
    const edited = await changeLayer(invocation, { scope, chain, apply }, deps);
    return changedReply({ ...done, values: { ...done.values, scope } }, edited, language);
  }
  switch (action) {
    case "show":
      return showSources(invocation, context);
    case "lists":
      return showLists(context);
    case "save":
      return saveList(invocation, options, context);
    case "drop":
      return dropList(invocation, options, context);
    case "export":
      return exportSources({ scope, chain, language });
    case "import":
      return importSources(invocation, options.text ?? "", { scope, ...context });
  }
}

/** Done by a worker, and shown to this person alone where the platform can do that. It costs a search. */
async function testSources(invocation: Invocation, text: string, { jobs }: SourcesDeps): Promise<Outcome> {
  const { id, replyTo, asker, language } = invocation;
  await refuseOthers(invocation, "channel");
  const question = text.trim();
  if (question === "") throw new UserInputError(say("sources.test.noQuestion"));
  if (question.length > MAX_QUESTION_LENGTH)
    throw new UserInputError(say("sources.test.tooLong", { max: MAX_QUESTION_LENGTH, count: question.length }));
  const reply = { id, target: replyTo, asker, question, ...(language === undefined ? {} : { language }) };
  await jobs.add("sources-test", { version: 1, reply }, { id });
  return { kind: "accepted" };
}

function parseScope(text = "channel"): ManagedScope {
  const scope = text.trim().toLowerCase();
  if (scope === "channel" || scope === "workspace") return scope;
  throw new UserInputError(say("sources.scope.unknown", { scope: text.slice(0, 40) }));
}
