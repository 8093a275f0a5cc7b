import { describe, expect, it } from "vitest";
import { shownCommands } from "../../../../src/core/commands.ts";
import { toSlackManifest } from "../../../../src/platforms/slack/manifest.ts";

const http = toSlackManifest(shownCommands, { mode: "http", url: "https://footnote.example.com" });
const socket = toSlackManifest(shownCommands, { mode: "socket" });

describe.each([
  ["HTTP", http],
  ["Socket Mode", socket],
])("the Slack manifest for %s", (_mode, { display_information, features, oauth_config, settings }) => {
  it("keeps the lengths and counts that Slack documents", () => {
    expect(display_information.name.length).toBeLessThanOrEqual(35);
    expect(display_information.description.length).toBeLessThanOrEqual(140);
    expect(features.bot_user.display_name).toMatch(/^[a-z0-9._-]{1,80}$/u);
    expect(features.slash_commands.length).toBeLessThanOrEqual(50);
    for (const { command, description, usage_hint = "" } of features.slash_commands) {
      expect(command).toMatch(/^\/[a-z0-9_-]{1,31}$/u);
      expect(description.length).toBeLessThanOrEqual(2_000);
      expect(usage_hint.length).toBeLessThanOrEqual(1_000);
    }
    expect(settings.event_subscriptions.bot_events.length).toBeLessThanOrEqual(100);
  });

  it("offers every command there is", () => {
    expect(features.slash_commands.map(({ command }) => command)).toEqual([
      "/ask",
      "/sources",
      "/settings",
      "/digest",
      "/help",
    ]);
    expect(features.slash_commands[0]).toMatchObject({ usage_hint: "[question] [sites:…] [private:yes]" });
    expect(features.slash_commands[1]?.usage_hint).toContain("include | exclude");
    expect(features.slash_commands[3]?.usage_hint).toMatch(/^\[create \| list \| .* \| import\]$/u);
  });

  it("asks for no scope that no call or event needs", () => {
    const needs: Record<string, string> = {
      app_mention: "app_mentions:read",
      app_home_opened: "commands",
      "message.channels": "channels:history",
      "message.groups": "groups:history",
      "message.im": "im:history",
      "message.mpim": "mpim:history",
      "chat.postMessage": "chat:write",
      "users.info": "users:read",
      agent_session_stopped: "chat:write",
      "conversations.history of a public channel": "channels:history",
      "conversations.history of a private channel": "groups:history",
      "conversations.history of a direct message": "im:history",
      "conversations.history of a group message": "mpim:history",
      "conversations.info of a public channel": "channels:read",
      "conversations.info of a private channel": "groups:read",
      "conversations.join": "channels:join",
      "usergroups.list": "usergroups:read",
      "url_private of a file": "files:read",
      "slash commands": "commands",
    };
    expect([...oauth_config.scopes.bot].sort()).toEqual([...new Set(Object.values(needs))].sort());
    for (const event of settings.event_subscriptions.bot_events) expect(needs).toHaveProperty([event]);
  });

  it("lets people write to the bot directly, and see settings in its Home tab", () => {
    expect(features.app_home).toEqual({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
  });

  it("offers two things to do with a message, within Slack's lengths", () => {
    expect(features.shortcuts.map(({ callback_id, name }) => [callback_id, name])).toEqual([
      ["footnote_why", "Why this answer?"],
      ["footnote_ask_about", "Ask about this"],
    ]);
    for (const { type, callback_id, name, description } of features.shortcuts) {
      expect(type).toBe("message");
      expect(callback_id.length).toBeLessThanOrEqual(255);
      expect(name.length).toBeLessThanOrEqual(24);
      expect(description.length).toBeLessThanOrEqual(150);
    }
  });
});

describe("the Slack manifest", () => {
  it("tells Slack where events and commands go over HTTP", () => {
    expect(http.settings.event_subscriptions).toMatchObject({
      request_url: "https://footnote.example.com/slack/events",
    });
    expect(http.features.slash_commands.every((command) => "url" in command)).toBe(true);
    expect(http.settings.interactivity).toEqual({
      is_enabled: true,
      request_url: "https://footnote.example.com/slack/events",
    });
    expect(http.settings.socket_mode_enabled).toBe(false);
  });

  it("names no address for Socket Mode", () => {
    expect(JSON.stringify(socket)).not.toContain("http");
    expect(socket.settings.interactivity).toEqual({ is_enabled: true });
    expect(socket.settings.socket_mode_enabled).toBe(true);
  });
});
