import { type SlashValue, toFakeOptions } from "./fake-discord-commands.ts";
import { buttonsOf, findButton } from "./fake-discord-components.ts";
import { type FakeEntry, toFakeSubmission } from "./fake-discord-modal.ts";
import { toInteractionPayload, toMessagePayload } from "./fake-discord-payloads.ts";
import type { FakeRequest } from "./fake-discord-routes.ts";
import type { FakeInteraction, FakeMessage, FakeState, FakeUser } from "./fake-discord-state.ts";

/** Who does something, where, and with which rights. */
interface Use {
  readonly user?: FakeUser;
  readonly channelId?: string;
  /** What the person may do in that channel. */
  readonly permissions?: bigint;
  /** Of the person's client. */
  readonly locale?: string;
}

export interface SlashUse extends Use {
  readonly command: string;
  readonly subcommand?: string;
  readonly options?: Readonly<Record<string, SlashValue>>;
}

export interface MenuUse extends Use {
  /** The name that stands in the menu, in English. */
  readonly menu: string;
  readonly messageId: string;
}

export interface Press extends Use {
  readonly messageId?: string | undefined;
}

interface Room {
  dispatch(event: string, payload: object): void;
  handle(request: FakeRequest): unknown;
}

/** What people do with the bot beside writing: commands, menus, buttons and forms, and what they see of it. */
export function createFakeInteractions(state: FakeState, { dispatch, handle }: Room) {
  return {
    /** A person uses a slash command. */
    slash({ command, subcommand, options = {}, ...use }: SlashUse): FakeInteraction {
      const definition = state.registered?.find(({ name, type = 1 }) => name === command && type === 1);
      if (state.registered !== undefined && definition === undefined) throw new Error(`no command /${command}`);
      const own = subcommand === undefined ? definition : definition?.options?.find(({ name }) => name === subcommand);
      const values = toFakeOptions(options, definition === undefined ? undefined : (own?.options ?? []));
      const chosen = subcommand === undefined ? values : [{ type: 1, name: subcommand, options: values }];
      return begin(use, {}, { type: 2, data: { id: "1", name: command, type: 1, options: chosen } });
    },

    /** A person uses a command of a message's menu. */
    useMenu({ menu, messageId, ...use }: MenuUse): FakeInteraction {
      const isKnown = state.registered?.some(({ name, type }) => name === menu && type === 3) ?? true;
      const message = state.messages.get(messageId);
      if (!isKnown || message === undefined) throw new Error(`no “${menu}” can be chosen there`);
      // What it was used on comes whole, whatever the bot may read otherwise.
      const messages = { [messageId]: toMessagePayload(state, message, { webhook: message.isWebhook === true }) };
      const data = { id: "1", name: menu, type: 3, target_id: messageId, resolved: { messages } };
      return begin({ channelId: message.channelId, ...use }, {}, { type: 2, data });
    },

    /** A person fills in the form that a command or a button has opened. */
    fillIn(asking: FakeInteraction, values: Readonly<Record<string, FakeEntry>>, use: Press = {}): FakeInteraction {
      if (asking.modal === undefined) throw new Error("the command has opened no form");
      const data = toFakeSubmission(asking.modal, values, state);
      const carrier = asking.kind === "press" ? state.messages.get(asking.originalId ?? "") : undefined;
      return begin({ channelId: asking.channelId, ...use }, { kind: "form" }, { type: 5, data, ...carried(carrier) });
    },

    /**
     * A person presses a button under a message of the bot: `control` is its whole id, or the word of ours in it. Without
     * a `messageId`, under the newest message in the channel that has it. Throws where no such button can be seen.
     */
    press(control: string, { messageId, ...use }: Press = {}): FakeInteraction {
      const where = { messageId, channelId: use.channelId ?? state.general.id };
      const { message, button } = findButton(state, control, where);
      return press(message, button.custom_id, use);
    },

    /** A person presses the button with this label under what was said in reply to something. Throws where there is none. */
    pressUnder(under: FakeInteraction, label: string, use: Use = {}): FakeInteraction {
      const { originalId = "", followUpIds } = known(under.token);
      const message = messagesOf([originalId, ...followUpIds]).findLast(({ components }) =>
        buttonsOf(components).some((button) => button.label === label),
      );
      const button = buttonsOf(message?.components ?? []).find((each) => each.label === label);
      if (message === undefined || button === undefined) throw new Error(`no button “${label}” stands there`);
      return press(message, button.custom_id, use);
    },

    presses: () => [...state.interactions.values()].filter(({ kind }) => kind === "press"),

    /** A command that was deferred already, for tests of what comes after. */
    deferred({ ephemeral = false, channelId = state.general.id } = {}): FakeInteraction {
      const interaction = add(channelId);
      const body = { type: 5, data: { flags: ephemeral ? 1 << 6 : 0 } };
      handle({ method: "POST", path: `/interactions/${interaction.id}/${interaction.token}/callback`, body });
      return interaction;
    },

    /** What the person who used the command sees in reply to it. */
    interactionReply({ token }: FakeInteraction) {
      const { state: stage, ephemeral, originalId = "", followUpIds } = known(token);
      const original = state.messages.get(originalId);
      return {
        state: stage,
        content: original?.removed === false ? original.content : undefined,
        ephemeral,
        edits: original?.edits ?? 0,
        files: original?.files ?? [],
        followUps: messagesOf(followUpIds).map((message) => ({
          content: message.content,
          ephemeral: message.ephemeral,
        })),
      };
    },

    /** The buttons under everything that was said in reply to it, row by row. */
    buttonRows({ token }: FakeInteraction): readonly (readonly string[])[] {
      const { originalId = "", followUpIds } = known(token);
      return messagesOf([originalId, ...followUpIds]).flatMap(({ components }) =>
        components.map((row) => buttonsOf([row]).map(({ label }) => label)),
      );
    },
  };

  function begin(
    { user = state.asker, channelId = state.general.id, permissions = 0n, locale = "en-GB" }: Use,
    fields: Partial<FakeInteraction>,
    payload: object,
  ): FakeInteraction {
    const channel = state.channels.get(channelId) ?? state.general;
    const interaction = add(channel.id, fields);
    const common = toInteractionPayload(state, interaction, { user, permissions });
    dispatch("INTERACTION_CREATE", { ...common, locale, ...payload });
    return interaction;
  }

  function press(message: FakeMessage, id: string, use: Use): FakeInteraction {
    return begin(
      { ...use, channelId: message.channelId },
      { kind: "press", originalId: message.id },
      { type: 3, ...carried(message), data: { component_type: 2, custom_id: id } },
    );
  }

  function add(channelId: string, fields: Partial<FakeInteraction> = {}): FakeInteraction {
    const id = state.nextId();
    const interaction: FakeInteraction = {
      id,
      token: ["interaction", id].join("-"),
      channelId,
      createdAt: state.clock.now(),
      kind: "command",
      state: "new",
      ephemeral: false,
      originalId: undefined,
      followUpIds: [],
      ...fields,
    };
    state.interactions.set(interaction.token, interaction);
    return interaction;
  }

  function known(token: string): FakeInteraction {
    const interaction = state.interactions.get(token);
    if (interaction === undefined) throw new Error("no such interaction");
    return interaction;
  }

  function carried(message: FakeMessage | undefined): object {
    return message === undefined ? {} : { message: toMessagePayload(state, message) };
  }

  function messagesOf(ids: readonly string[]): readonly FakeMessage[] {
    return ids.flatMap((id) => {
      const message = state.messages.get(id);
      return message === undefined || message.removed ? [] : [message];
    });
  }
}
