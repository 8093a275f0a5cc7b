import type { HomeView, KnownBlock } from "@slack/web-api";
import { z } from "zod";
import type { UserRef } from "../../core/chat.ts";
import type { Clock } from "../../core/clock.ts";
import { AppError } from "../../core/errors.ts";
import type { Logger } from "../../core/logger.ts";
import type { Language } from "../../core/messages/language.ts";
import { type Message, say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { CONTROL_ACTION, sectionOf, textBlocks } from "./answer-blocks.ts";
import { plain } from "./form-view.ts";
import { type HomeState, homeSchema, inMetadata, invocationAt } from "./modal-place.ts";
import { runBlocks } from "./reply-content.ts";
import type { Run } from "./run-invocation.ts";
import type { SlackApi } from "./slack-api.ts";
import { toMrkdwn } from "./to-mrkdwn.ts";

/** The menu that chooses whose settings are shown. */
export const CHOOSE_ACTION = `${CONTROL_ACTION}home_channel`;
/** Which of the two cards a button stands under. */
export const OWN_BLOCK = "own";
export const CHOSEN_BLOCK = "chosen";

/**
 * Longer than any card, and with two of them far from the hundred blocks and the 250 kB that a tab may have.
 * https://docs.slack.dev/reference/views/home-tab-views
 */
const MAX_CARD_BLOCKS = 10;
const MAX_NOTICE_BLOCKS = 5;
const PUBLISH_WITHIN_MS = 5_000;

const openedSchema = z.object({
  team_id: z.string().nullish(),
  context_team_id: z.string().nullish(),
  event: z.object({
    user: z.string().min(1),
    channel: z.string().min(1),
    tab: z.literal("home"),
    view: z.object({ private_metadata: z.string().optional() }).optional(),
  }),
});

/** What a Home tab keeps of itself. */
export const homeMetadataSchema = inMetadata(homeSchema.extend({ version: z.literal(1), workspaceId: z.string() }));

export interface HomePlace {
  readonly asker: UserRef;
  readonly workspaceId: string;
  readonly home: HomeState;
  /** Said above everything else, once. Markdown. */
  readonly notice?: string | undefined;
}

interface Deps {
  readonly api: SlackApi;
  readonly log: Logger;
  readonly clock: Clock;
  readonly run: Run;
  languageOf(userId: string): Language;
  learnLanguage(userId: string): Promise<void>;
  isMember(userId: string, channelId: string): Promise<boolean>;
}

/** The app's Home tab: the settings of a person's own conversation with us, and those of a channel that they choose. */
export function createHome({ api, log, clock, run, languageOf, learnLanguage, isMember }: Deps) {
  return {
    /** https://docs.slack.dev/reference/events/app_home_opened */
    async opened(body: unknown): Promise<void> {
      const parsed = openedSchema.safeParse(body);
      if (!parsed.success) return;
      const { event, team_id, context_team_id } = parsed.data;
      const before = homeMetadataSchema.safeParse(event.view?.private_metadata);
      await learnLanguage(event.user);
      await publish({
        asker: { id: event.user },
        workspaceId: context_team_id ?? team_id ?? "unknown",
        home: { dmId: event.channel, chosenId: before.data?.chosenId },
      });
    },
    publish,
  };

  /** Shows what holds now. Never throws: a tab that could not be drawn is drawn when it is next opened. */
  async function publish(place: HomePlace): Promise<void> {
    try {
      const view = await draw(place);
      await api.call("views.publish", AbortSignal.timeout(PUBLISH_WITHIN_MS), (client) =>
        client.views.publish({ user_id: place.asker.id, view }),
      );
    } catch (error) {
      log.error({ err: error }, "A Home tab could not be drawn");
    }
  }

  async function draw(place: HomePlace): Promise<HomeView> {
    const { asker, workspaceId, home, notice } = place;
    const language = languageOf(asker.id);
    const words = (message: Message) => translate(message, language);
    const own = await card(place, { channelId: home.dmId, blockId: OWN_BLOCK, from: 0 });
    const chosen = home.chosenId === undefined ? [] : await chosenCard(place, home.chosenId);
    return {
      type: "home",
      private_metadata: JSON.stringify({ version: 1, workspaceId, ...home }),
      blocks: [
        ...(notice === undefined ? [] : textBlocks(notice, toMrkdwn).slice(0, MAX_NOTICE_BLOCKS)),
        { type: "header", text: plain(words(say("slack.home.title"))) },
        sectionOf(words(say("slack.home.greeting"))),
        { type: "header", text: plain(words(say("slack.home.own"))) },
        ...own,
        { type: "divider" },
        { type: "header", text: plain(words(say("slack.home.channels"))) },
        {
          type: "actions",
          elements: [
            {
              type: "conversations_select",
              action_id: CHOOSE_ACTION,
              placeholder: plain(words(say("slack.home.choose"))),
              filter: { include: ["public", "private"], exclude_bot_users: true },
              ...(home.chosenId === undefined ? {} : { initial_conversation: home.chosenId }),
            },
          ],
        },
        ...chosen,
      ],
    };
  }

  /** What a channel is set to concerns its members; who may change it is asked again at each change. */
  async function chosenCard(place: HomePlace, channelId: string): Promise<readonly KnownBlock[]> {
    const language = languageOf(place.asker.id);
    try {
      if (!(await isMember(place.asker.id, channelId)))
        return [sectionOf(translate(say("slack.home.notMember"), language))];
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      log.warn({ err: error, code: error.code }, "Slack does not say which channels a person is in");
      return [sectionOf(translate(say("slack.home.membershipUnknown"), language))];
    }
    // The numbers of buttons go on, so that no two are the same.
    return card(place, { channelId, blockId: CHOSEN_BLOCK, from: 100 });
  }

  async function card(
    { asker, workspaceId, home }: HomePlace,
    { channelId, blockId, from }: { readonly channelId: string; readonly blockId: string; readonly from: number },
  ): Promise<readonly KnownBlock[]> {
    const receivedAt = clock.now();
    const happening = { id: `slack-home-${asker.id}-${channelId}-${receivedAt}`, asker, receivedAt };
    const show = { name: "settings", action: "show", options: {} } as const;
    const reply = await run(() => invocationAt({ workspaceId, channelId, home }, { ...happening, call: show }), {
      language: languageOf(asker.id),
    });
    if (reply === undefined) return [];
    return [
      ...textBlocks(reply.markdown, toMrkdwn).slice(0, MAX_CARD_BLOCKS),
      ...runBlocks(reply.buttons ?? [], { from, blockId }),
    ];
  }
}
