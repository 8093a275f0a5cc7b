import type { IncomingMessage, ServerResponse } from "node:http";
import { text as readText } from "node:stream/consumers";
import { type Args, createChatMethods, type Method } from "./chat-methods.ts";
import { createHistoryMethods } from "./history-methods.ts";
import { createSlackRateLimits } from "./rate-limits.ts";
import { SlackFault } from "./slack-fault.ts";
import { BOT_ID, BOT_USER, type SlackWorld, TEAM } from "./slack-world.ts";
import { createViewMethods } from "./view-methods.ts";

/**
 * What goes wrong with the next call. `reset`: the connection breaks before Slack acts; `resetAfterActing`: after.
 * `hang`: no answer ever comes.
 */
export type Fault =
  | { readonly error: string }
  | { readonly status: number }
  | { readonly rateLimitedForSeconds: number }
  | { readonly reset: true }
  | { readonly resetAfterActing: true }
  | { readonly hang: true };

export interface WebApiCall {
  readonly method: string;
  readonly args: Args;
}

export interface WebApiOptions {
  readonly botToken: string;
  readonly appToken: string;
  streaming: "on" | "unsupported";
  /** What the bot token may do; undefined: Slack does not say. */
  scopes: readonly string[] | undefined;
  /** Refuses what is more than Slack documents. */
  readonly isLimited?: boolean | undefined;
  openSocket(): string;
}

/** Slack's Web API: `POST /api/<method>` with a form. */
export function createWebApi(world: SlackWorld, options: WebApiOptions) {
  const calls: WebApiCall[] = [];
  const refused: WebApiCall[] = [];
  const rateLimits = options.isLimited === true ? createSlackRateLimits(world.clock) : undefined;
  const faults: { readonly method: string; readonly fault: Fault; matches(args: Args): boolean }[] = [];
  const methods: Readonly<Record<string, Method>> = {
    ...createChatMethods(world, options),
    ...createHistoryMethods(world),
    ...createViewMethods(world),
    ...otherMethods(),
  };

  return {
    calls,
    /** What was called too often. */
    refused,
    /** Lets the next call of a method fail, of those that match. */
    failNext: (method: string, fault: Fault, matches: (args: Args) => boolean = () => true): void => {
      faults.push({ method, fault, matches });
    },
    async handle(method: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
      const args: Args = Object.fromEntries(new URLSearchParams(await readText(request)));
      calls.push({ method, args });
      const fault = takeFault(method, args);
      if (fault !== undefined && "hang" in fault) return;
      if (fault !== undefined && "reset" in fault) return void request.socket.destroy();
      if (fault !== undefined && "status" in fault) return void response.writeHead(fault.status).end("upstream");
      if (fault !== undefined && "rateLimitedForSeconds" in fault)
        return slowDown(response, fault.rateLimitedForSeconds);
      const retryAfterSeconds = rateLimits?.refuse(method, args);
      if (retryAfterSeconds !== undefined) {
        refused.push({ method, args });
        return slowDown(response, retryAfterSeconds);
      }
      const answer = run(method, args, { request, error: fault !== undefined && "error" in fault ? fault.error : "" });
      if (fault !== undefined && "resetAfterActing" in fault) return void request.socket.destroy();
      const said = options.scopes === undefined ? {} : { "x-oauth-scopes": options.scopes.join(",") };
      response.writeHead(200, { "content-type": "application/json", ...said }).end(JSON.stringify(answer));
    },
  };

  function slowDown(response: ServerResponse, seconds: number): void {
    response.writeHead(429, { "retry-after": `${seconds}` });
    response.end(JSON.stringify({ ok: false, error: "ratelimited" }));
  }

  function run(method: string, args: Args, call: { request: IncomingMessage; error: string }): object {
    try {
      const token = call.request.headers.authorization?.replace(/^Bearer /u, "");
      const expected = method === "apps.connections.open" ? options.appToken : options.botToken;
      if (token === undefined) throw new SlackFault("not_authed");
      if (token !== expected) throw new SlackFault("invalid_auth");
      if (call.error !== "") throw new SlackFault(call.error);
      const implementation = methods[method];
      if (implementation === undefined) throw new SlackFault("unknown_method");
      return { ok: true, ...implementation(args) };
    } catch (error) {
      if (error instanceof SlackFault) return { ok: false, error: error.code };
      throw error;
    }
  }

  function takeFault(method: string, args: Args): Fault | undefined {
    const index = faults.findIndex(
      (next) => (next.method === method || (next.method === "*" && method !== "auth.test")) && next.matches(args),
    );
    return index === -1 ? undefined : faults.splice(index, 1)[0]?.fault;
  }

  function otherMethods(): Record<string, Method> {
    return {
      "auth.test": () => ({ user_id: BOT_USER, bot_id: BOT_ID, team_id: TEAM, user: "footnote", team: "Footnote" }),
      "apps.connections.open": () => ({ url: options.openSocket() }),
      "users.info": ({ user = "", include_locale }) => {
        const found = world.users.get(user);
        if (found === undefined) throw new SlackFault("user_not_found");
        const locale = include_locale === "true" ? { locale: found.locale ?? "en-US" } : {};
        return {
          user: { id: found.id, name: found.name, is_admin: found.isAdmin, is_owner: found.isOwner, ...locale },
        };
      },
      "users.conversations": ({ user = "", types = "public_channel", cursor = "0", limit = "100" }) => {
        if (!world.users.has(user)) throw new SlackFault("user_not_found");
        const wanted = types.split(",");
        // Those that are private are told of only where the bot is, too.
        const shown = [...world.channels.values()].filter(
          ({ id, members, isMember, isArchived }) =>
            (members?.includes(user) ?? true) &&
            !isArchived &&
            (id.startsWith("C")
              ? wanted.includes("public_channel")
              : id.startsWith("G") && isMember && wanted.includes("private_channel")),
        );
        const next = Number(cursor) + Math.min(Number(limit), 999);
        return {
          channels: shown.slice(Number(cursor), next).map(({ id }) => ({ id })),
          ...(next < shown.length ? { response_metadata: { next_cursor: `${next}` } } : {}),
        };
      },
      "usergroups.list": ({ include_users }) => {
        if (!world.scopes.has("usergroups:read")) throw new SlackFault("missing_scope");
        return {
          usergroups: world.userGroups.map(({ users, ...group }) =>
            include_users === "true" ? { ...group, users } : group,
          ),
        };
      },
      "conversations.info": ({ channel = "" }) => {
        const found = world.channels.get(channel);
        if (found === undefined) throw new SlackFault("channel_not_found");
        return { channel: { id: found.id, creator: found.creator, is_archived: found.isArchived } };
      },
      "conversations.join": ({ channel = "" }) => {
        const found = world.channels.get(channel);
        // The ids of private channels began with G, and some still do.
        if (found === undefined || channel.startsWith("G")) throw new SlackFault("channel_not_found");
        if (channel.startsWith("D")) throw new SlackFault("method_not_supported_for_channel_type");
        if (found.isArchived) throw new SlackFault("is_archived");
        if (!world.scopes.has("channels:join")) throw new SlackFault("missing_scope");
        found.isMember = true;
        return { channel: { id: found.id } };
      },
      "assistant.threads.setStatus": ({ channel_id = "", thread_ts = "", status = "" }) => {
        world.statuses.push({ channel: channel_id, threadTs: thread_ts, status });
        return {};
      },
    };
  }
}
