import { channelKey, hasWorkspace } from "../../core/chat.ts";
import type { CommandCall, DigestAction } from "../../core/commands.ts";
import { type Digest, digestKey, digestRef, parsePauseKey, slotKey } from "../../core/digest.ts";
import { UserInputError } from "../../core/errors.ts";
import { type Form, mayOpenForm } from "../../core/form.ts";
import type { Invocation, ManagedScope, Outcome } from "../../core/invocation.ts";

import type { Language } from "../../core/messages/language.ts";
import { say } from "../../core/messages/message.ts";
import { type Speak, speakerOf } from "../../core/messages/translate.ts";

import { digestForm } from "../forms/digest-form.ts";

import { changeZone } from "./change-zone.ts";
import { createDigest } from "./create-digest.ts";
import type { DigestCommandDeps } from "./digest-command-deps.ts";
import { editDigest, pauseDigest } from "./edit-digest.ts";
import { exportDigests } from "./export-digests.ts";
import { findDigest } from "./find-digest.ts";
import { importDigests } from "./import-digests.ts";
import { renderDigestCard, renderDigestLine, shortTopic } from "./render-digest-card.ts";
import { renderDigestHistory } from "./render-digest-history.ts";

type DigestCall = Extract<CommandCall, { name: "digest" }>;
type Options = DigestCall["options"];

const SLOTS_SHOWN = 10;

/** Who must manage what to do it; nobody in particular for what only reads. A preview costs a search. */
const NEEDED: Record<DigestAction, ManagedScope | undefined> = {
  create: "channel",
  list: undefined,
  show: undefined,
  edit: "channel",
  pause: "channel",
  resume: "channel",
  delete: "channel",
  preview: "channel",
  run: "channel",
  history: undefined,
  zone: "workspace",
  export: "workspace",
  import: "workspace",
};

/**
 * Defines, shows and changes the digests of a channel. Throws UserInputError with a sentence; then nothing has changed.
 * A digest is stored before the queue is told, so that a crash in between cannot lose it.
 */
export async function runDigestCommand(
  invocation: Invocation,
  call: DigestCall,
  deps: DigestCommandDeps,
): Promise<Outcome> {
  if (!hasWorkspace(invocation.channel)) throw new UserInputError(say("digest.needsServer"));
  await refuseOthers(invocation, NEEDED[call.action]);
  const { action, options } = call;
  if (invocation.canShowForm === true && mayOpenForm(call))
    return { kind: "form", form: await formFor(invocation, call, deps) };
  if (action === "preview") return preview(invocation, options, deps);
  if (action === "export") return exportDigests(await deps.digests.list(invocation.channel), invocation.language);
  return { kind: "reply", markdown: await answer(invocation, { action, options }, deps) };
}

async function formFor(
  invocation: Invocation,
  { action, options }: DigestCall,
  deps: DigestCommandDeps,
): Promise<Form> {
  const edited = action === "edit" ? await findDigest(options.digest, invocation, deps) : undefined;
  return digestForm(invocation, edited);
}

/** The button under the news that a digest is paused. Throws UserInputError with the sentence for who pressed it. */
export async function resumeByButton(
  invocation: Invocation,
  pauseId: string,
  deps: DigestCommandDeps,
): Promise<Outcome> {
  await refuseOthers(invocation, NEEDED.resume);
  const ref = parsePauseKey(invocation.channel, pauseId);
  const digest = ref && (await deps.digests.read(ref));
  if (digest === undefined) throw new UserInputError(say("digest.deleted"));
  return {
    kind: "reply",
    markdown: await pauseDigest(digest, { action: "resume", language: invocation.language }, deps),
  };
}

async function answer(
  invocation: Invocation,
  { action, options }: { readonly action: Exclude<DigestAction, "preview" | "export">; readonly options: Options },
  deps: DigestCommandDeps,
): Promise<string> {
  const { language = "en" } = invocation;
  const speak = speakerOf(language);
  const named = () => findDigest(options.digest, invocation, deps);
  switch (action) {
    case "create":
      return createDigest(invocation, options, deps);
    case "list":
      return list(invocation, deps);
    case "show":
      return renderDigestCard(await named(), { now: deps.clock.now(), language });
    case "edit":
      return editDigest(await named(), { options, language }, deps);
    case "pause":
    case "resume":
      return pauseDigest(await named(), { action, language }, deps);
    case "delete":
      return remove(await named(), speak, deps);
    case "run":
      return runNow(await named(), invocation, deps);
    case "history":
      return history(await named(), language, deps);
    case "zone":
      return changeZone(invocation, options.zone ?? "", deps);
    case "import":
      return importDigests(invocation, options.json ?? "", deps);
  }
}

async function list({ channel, language = "en" }: Invocation, { digests, clock }: DigestCommandDeps): Promise<string> {
  const here = (await digests.list(channel)).filter((digest) => channelKey(digest.channel) === channelKey(channel));
  if (here.length === 0) return speakerOf(language)("digest.noneHere");
  const view = { now: clock.now(), language };
  return here.map((digest) => renderDigestLine(digest, view)).join("\n");
}

async function history(digest: Digest, language: Language, { slots, linkTo }: DigestCommandDeps): Promise<string> {
  const records = await slots.history(digestRef(digest), SLOTS_SHOWN);
  const linked = records.map(async (record) => {
    const { message } = record;
    return { record, link: message && (await linkTo(digest.channel, message)) };
  });
  return renderDigestHistory(digest, await Promise.all(linked), language);
}

async function remove(digest: Digest, speak: Speak, { digests, jobs }: DigestCommandDeps): Promise<string> {
  const ref = digestRef(digest);
  await digests.remove(ref);
  await jobs.unschedule(digestKey(ref));
  return speak("digest.removed", { topic: shortTopic(digest) });
}

async function runNow(
  digest: Digest,
  { receivedAt, language }: Invocation,
  { jobs }: DigestCommandDeps,
): Promise<string> {
  const ref = digestRef(digest);
  const job = { version: 1, ...ref, slot: receivedAt, isManual: true } as const;
  await jobs.add("digest-slot", job, { id: slotKey(ref, receivedAt) });
  return speakerOf(language)("digest.running", { topic: shortTopic(digest), id: digest.id });
}

/** Shown by a worker, and to this person alone where the platform can do that. */
async function preview(invocation: Invocation, options: Options, deps: DigestCommandDeps): Promise<Outcome> {
  const digest = await findDigest(options.digest, invocation, deps);
  const { id, replyTo, asker, language } = invocation;
  const reply = { id, target: replyTo, asker, question: `/digest preview ${digest.id}`, language };
  await deps.jobs.add("digest-preview", { version: 1, ...digestRef(digest), reply }, { id });
  return { kind: "accepted" };
}

async function refuseOthers(invocation: Invocation, scope: ManagedScope | undefined): Promise<void> {
  if (scope === undefined || (await invocation.mayManage(scope))) return;
  const who = say(`managers.${invocation.channel.platform}.${scope}`);
  throw new UserInputError(say("digest.forbidden", { scope, who }), { code: "INPUT_FORBIDDEN" });
}
