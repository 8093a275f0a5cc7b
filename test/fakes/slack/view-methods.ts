import type { Method } from "./chat-methods.ts";
import { SlackFault } from "./slack-fault.ts";
import type { SlackWorld } from "./slack-world.ts";
import { parseView } from "./views.ts";

/** https://docs.slack.dev/interactivity/handling-user-interaction */
const TRIGGER_LIVES_MS = 3_000;

/** `views.*`: modals by a trigger that works once and for 3 s, Home tabs by the person. */
export function createViewMethods(world: SlackWorld) {
  return {
    "views.open": ({ trigger_id = "", view }) => {
      useTrigger(trigger_id);
      const opened = { id: world.nextId("V"), view: parseView(view, "modal") };
      world.views.splice(0, world.views.length, opened);
      return { view: { id: opened.id } };
    },
    "views.update": ({ view_id = "", view }) => {
      const open = world.views.find(({ id }) => id === view_id);
      if (open === undefined) throw new SlackFault("not_found");
      open.view = parseView(view, "modal");
      return { view: { id: open.id } };
    },
    "views.publish": ({ user_id = "", view }) => {
      if (!world.users.has(user_id)) throw new SlackFault("user_not_found");
      const home = { id: world.homes.get(user_id)?.id ?? world.nextId("V"), view: parseView(view, "home") };
      world.homes.set(user_id, home);
      return { view: { id: home.id } };
    },
  } satisfies Record<string, Method>;

  function useTrigger(id: string): void {
    const trigger = world.triggers.get(id);
    if (trigger === undefined) throw new SlackFault("exchanged_trigger_id");
    world.triggers.delete(id);
    if (world.clock.now() - trigger.at > TRIGGER_LIVES_MS) throw new SlackFault("expired_trigger_id");
  }
}
