import type { ModalView } from "@slack/web-api";
import { z } from "zod";
import type { UserRef } from "../../core/chat.ts";
import type { Clock } from "../../core/clock.ts";
import { PlatformError, UserInputError } from "../../core/errors.ts";
import { parseCommandLine } from "../../core/form.ts";
import type { Logger } from "../../core/logger.ts";
import type { Language } from "../../core/messages/language.ts";
import { say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { userSchema } from "./acting-user.ts";
import { toResultView } from "./form-view.ts";
import type { Forms } from "./forms.ts";
import { CHOOSE_ACTION, CHOSEN_BLOCK, type createHome, homeMetadataSchema } from "./home.ts";
import { inTime } from "./in-time.ts";
import { inMetadata, invocationAt, type ModalPlace, modalPlaceSchema } from "./modal-place.ts";
import { pressIdOf } from "./parse-control-press.ts";
import { RUN_ACTION } from "./reply-content.ts";
import type { Run } from "./run-invocation.ts";
import type { SlackApi } from "./slack-api.ts";

const id = z.string().min(1);
const UPDATE_WITHIN_MS = 5_000;

const pressSchema = z.object({
  trigger_id: id,
  user: userSchema,
  view: z.object({ id, type: z.enum(["modal", "home"]), private_metadata: z.string() }),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        block_id: z.string().optional(),
        value: z.string().optional(),
        selected_conversation: z.string().nullish(),
      }),
    )
    .min(1),
});
type Press = z.infer<typeof pressSchema>;

interface Deps {
  readonly api: SlackApi;
  readonly log: Logger;
  readonly clock: Clock;
  readonly run: Run;
  readonly forms: Forms;
  readonly home: ReturnType<typeof createHome>;
  languageOf(userId: string): Language;
  isMember(userId: string, channelId: string): Promise<boolean>;
  track<Result>(work: Promise<Result>): Promise<Result>;
}

/** Takes in what is pressed and chosen in modals and Home tabs, which have no `response_url`. */
export function createViewPresses({ api, log, clock, run, forms, home, languageOf, isMember, track }: Deps) {
  return {
    async take(body: unknown, ack: () => Promise<void>): Promise<void> {
      const parsed = pressSchema.safeParse(body);
      if (parsed.success) await inTime(clock, track(carryOut(parsed.data)));
      await ack();
    },
  };

  async function carryOut(press: Press): Promise<void> {
    try {
      await (press.view.type === "modal" ? inModal(press) : inHome(press));
    } catch (error) {
      log.error({ err: error }, "What became of a pressed button could not be said");
    }
  }

  /** What follows takes the place of the modal, which needs no trigger and is never too late. */
  async function inModal(press: Press): Promise<void> {
    const metadata = inMetadata(modalPlaceSchema).safeParse(press.view.private_metadata);
    if (!metadata.success || !isRun(press)) return;
    const { version: _version, title, ...place } = metadata.data;
    const language = languageOf(press.user.id);
    const update = async (view: ModalView) => {
      await api.call("views.update", AbortSignal.timeout(UPDATE_WITHIN_MS), (client) =>
        client.views.update({ view_id: press.view.id, view }),
      );
    };
    const reply = await run(() => invocationOf(press, place), {
      language,
      openForm: async (form) => update(await forms.viewOf(form, { place, language })),
    });
    if (reply !== undefined) await update(toResultView(title, reply, { place, language }));
    if (reply?.isRefusal !== true) await republish(press.user, place);
  }

  async function inHome(press: Press): Promise<void> {
    const metadata = homeMetadataSchema.safeParse(press.view.private_metadata);
    if (!metadata.success) return;
    const { version: _version, workspaceId, ...shown } = metadata.data;
    const [action] = press.actions;
    const asker = press.user;
    if (action?.action_id === CHOOSE_ACTION)
      return home.publish({
        asker,
        workspaceId,
        home: { dmId: shown.dmId, chosenId: action.selected_conversation ?? undefined },
      });
    if (!isRun(press)) return;
    const channelId = (action?.block_id === CHOSEN_BLOCK ? shown.chosenId : undefined) ?? shown.dmId;
    const place = { workspaceId, channelId, home: shown };
    const language = languageOf(asker.id);
    let hasForm = false;
    const reply = await run(() => invocationOf(press, place), {
      language,
      openForm: (form) => {
        hasForm = true;
        return forms.open(form, { triggerId: press.trigger_id, place, language });
      },
    });
    if (reply === undefined) return hasForm ? undefined : home.publish({ asker, workspaceId, home: shown });
    const view = toResultView(translate(say("slack.home.title"), language), reply, { place, language });
    const notice = (await isShown(press.trigger_id, view)) ? undefined : reply.markdown;
    await home.publish({ asker, workspaceId, home: shown, notice });
  }

  /** Where no modal can be opened any more, what it had to say is said in the tab. */
  async function isShown(triggerId: string, view: ModalView): Promise<boolean> {
    try {
      await forms.openView(triggerId, view);
      return true;
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      log.debug({ err: error }, "A reply could not be shown in a modal");
      return false;
    }
  }

  async function republish(asker: UserRef, { workspaceId, home: shown }: ModalPlace): Promise<void> {
    if (shown !== undefined) await home.publish({ asker, workspaceId, home: shown });
  }

  /** A tab may be older than what its reader may see: a channel that was chosen there is its members' alone. */
  async function invocationOf({ user: asker, trigger_id, actions }: Press, place: ModalPlace) {
    const isChosen = place.channelId === place.home?.chosenId;
    if (isChosen && !(await isMember(asker.id, place.channelId))) throw new UserInputError(say("slack.home.notMember"));
    const call = parseCommandLine(actions[0]?.value ?? "");
    return invocationAt(place, { id: `slack-${pressIdOf(trigger_id)}`, asker, receivedAt: clock.now(), call });
  }
}

function isRun({ actions: [action] }: Press): boolean {
  return action?.action_id.startsWith(RUN_ACTION) === true;
}
