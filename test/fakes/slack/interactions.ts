import { buttonsOf } from "./blocks.ts";
import type { createDeliveries, Delivery } from "./deliveries.ts";
import type { createResponseUrls } from "./response-urls.ts";
import { BOT_USER, type OpenView, type SlackMessage, type SlackWorld, TEAM } from "./slack-world.ts";
import { buttonsOfView, parseView, type SlackView, stateOf } from "./views.ts";

interface Deps {
  readonly world: SlackWorld;
  readonly urls: ReturnType<typeof createResponseUrls>;
  readonly deliveries: ReturnType<typeof createDeliveries>;
  /** Where a `response_url` leads. */
  readonly origin: string;
}

interface By {
  readonly user?: string;
}

/** What people press, fill in and choose, delivered as Slack does. https://docs.slack.dev/reference/interaction-payloads */
export function createInteractions({ world, urls, deliveries, origin }: Deps, asker: string) {
  return {
    newTrigger,
    /** Somebody presses a button under a message: a control, or a thumb such as `up_2`. Resolves when Slack has the acknowledgement, or has given up. */
    async press(control: string, { ts }: { readonly ts: string }, { user = asker }: By = {}): Promise<Delivery> {
      const ephemeral = world.ephemerals.find((candidate) => candidate.ts === ts);
      const message = ephemeral ?? world.messages.find((candidate) => candidate.ts === ts);
      const button = buttonsOf(message?.blocks).find(({ action_id }) => action_id === `footnote_${control}`);
      if (message === undefined || button === undefined) throw new Error(`There is no ${control} under ${ts}`);
      const { channel, threadTs } = message;
      const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
      return deliveries.deliver("action", {
        ...frameOf("block_actions", user),
        container: {
          type: "message",
          message_ts: ts,
          channel_id: channel,
          is_ephemeral: ephemeral !== undefined,
          ...thread,
        },
        channel: { id: channel, name: channel.toLowerCase() },
        // Slack shows no more of a message that only one person sees.
        ...(ephemeral === undefined
          ? { message: { type: "message", user: BOT_USER, ts, text: message.text, ...thread } }
          : {}),
        state: { values: {} },
        response_url: `${origin}/commands/${urls.create({ channel, user, originalTs: ts })}`,
        actions: [{ ...button, block_id: "b1", action_ts: world.nextTs() }],
      });
    },
    /** Somebody presses the button with this label in the modal on top. */
    pressInModal: (label: string, by: By = {}): Promise<Delivery> => pressIn(world.views.at(-1), label, by),
    /** The same in their Home tab. */
    pressInHome: (label: string, { user = asker }: By = {}): Promise<Delivery> =>
      pressIn(world.homes.get(user), label, { user }),
    /** Somebody chooses a conversation in their Home tab. */
    async chooseInHome(channel: string, { user = asker }: By = {}): Promise<Delivery> {
      const home = world.homes.get(user);
      const menu = home?.view.blocks
        .flatMap((block) => (block.type === "actions" ? block.elements : []))
        .find(({ type }) => type === "conversations_select");
      if (home === undefined || menu === undefined) throw new Error("there is no menu in the Home tab");
      const { type, action_id } = menu;
      const action = { type, action_id, selected_conversation: channel };
      return actIn(home, action, user);
    },
    /** What the modal on top shows. */
    modal: (): SlackView | undefined => world.views.at(-1)?.view,
    home: (user = asker): SlackView | undefined => world.homes.get(user)?.view,
    /** A person closes the modal on top, and sees what was beneath it. */
    closeModal: (): void => void world.views.pop(),
    /** A person fills in the modal on top; what they leave alone stays as it was. */
    async submit(
      values: Readonly<Record<string, string | readonly string[]>>,
      { user = asker }: By = {},
    ): Promise<Delivery> {
      const open = world.views.at(-1);
      if (open === undefined) throw new Error("no modal is open");
      const { id, view } = open;
      const delivery = await deliveries.deliver("action", {
        ...frameOf("view_submission", user),
        view: { ...view, id, hash: `${world.nextTs()}.abc`, state: { values: stateOf(view, values) } },
        response_urls: [],
      });
      if (!delivery.isAcknowledged()) return delivery;
      const answer = (delivery.response ?? {}) as { readonly response_action?: string; readonly view?: unknown };
      if (answer.response_action === "push") pushView(answer.view);
      else if (answer.response_action === "update") open.view = parseView(answer.view, "modal");
      else world.views.pop();
      return delivery;
    },
    /** Somebody uses a message shortcut of ours. */
    shortcut(callbackId: string, message: SlackMessage, { user = asker }: By = {}): Promise<Delivery> {
      const { channel, ts, text, threadTs, botId } = message;
      const bot = message.user === BOT_USER ? "B0FOOTNOTE" : botId;
      return deliveries.deliver("action", {
        ...frameOf("message_action", user),
        callback_id: callbackId,
        channel: { id: channel, name: channel.toLowerCase() },
        message_ts: ts,
        message: {
          type: "message",
          user: message.user,
          ts,
          text,
          ...(threadTs === undefined ? {} : { thread_ts: threadTs, parent_user_id: authorOf(channel, threadTs) }),
          ...(bot === undefined ? {} : { bot_id: bot }),
        },
        response_url: `${origin}/commands/${urls.create({ channel, user })}`,
      });
    },
  };

  function pressIn(open: OpenView | undefined, label: string, { user = asker }: By): Promise<Delivery> {
    const button = open && buttonsOfView(open.view).find(({ text }) => text.text === label);
    if (open === undefined || button === undefined) throw new Error(`There is no button ${label}`);
    return actIn(open, button, user);
  }

  /** Without a channel, a message and a `response_url`: a view has none. */
  function actIn(
    { id, view }: OpenView,
    action: { readonly action_id: string } & object,
    user: string,
  ): Promise<Delivery> {
    return deliveries.deliver("action", {
      ...frameOf("block_actions", user),
      container: { type: "view", view_id: id },
      view: { ...view, id, hash: "1.abc", state: { values: {} } },
      actions: [{ block_id: blockOf(view, action.action_id), ...action, action_ts: world.nextTs() }],
    });
  }

  function frameOf(type: string, user: string) {
    return {
      type,
      team: { id: TEAM, domain: "footnote" },
      enterprise: null,
      user: { id: user, username: world.users.get(user)?.name ?? "somebody", team_id: TEAM },
      api_app_id: "A0FOOTNOTE",
      token: "unused",
      trigger_id: newTrigger(),
    };
  }

  function newTrigger(): string {
    const id = `${world.nextId("")}.${world.nextId("")}.trigger`;
    world.triggers.set(id, { at: world.clock.now() });
    return id;
  }

  function pushView(view: unknown): void {
    // https://docs.slack.dev/surfaces/modals
    if (world.views.length >= 3) throw new Error("Slack stacks no more than three modals");
    world.views.push({ id: world.nextId("V"), view: parseView(view, "modal") });
  }

  function authorOf(channel: string, ts: string): string | undefined {
    return world.messages.find((message) => message.channel === channel && message.ts === ts)?.user;
  }
}

/** Slack gives the blocks a name that have none. */
function blockOf({ blocks }: SlackView, actionId: string): string {
  for (const block of blocks) {
    if (block.type === "actions" && block.elements.some(({ action_id }) => action_id === actionId))
      return block.block_id ?? "b1";
  }
  return "b1";
}
