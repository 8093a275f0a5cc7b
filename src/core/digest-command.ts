import type { CommandDefinition, CommandOption } from "./command-definition.ts";
import { DIGEST_ITEMS, DIGEST_LAYOUTS, MAX_TOPIC_LENGTH, WHEN_NOTHING_IS_NEW } from "./digest.ts";

const topic = {
  name: "topic",
  description: "What to look for, for example: new releases of TypeScript and Node",
  type: "text",
  maxLength: MAX_TOPIC_LENGTH,
} as const satisfies CommandOption;

const when = {
  name: "when",
  description: "weekdays 9:00, every Monday 8:30, daily 7:15, or cron: 0 9 * * 1-5",
  type: "text",
  maxLength: 100,
} as const satisfies CommandOption;

const digestOptions = [
  {
    name: "zone",
    description: "Time zone, such as Europe/Berlin; workspace, or without it: the one this workspace uses",
    type: "text",
    maxLength: 60,
  },
  {
    name: "sites",
    description: "Only these of the allowed sites; all: every one of them",
    type: "text",
    maxLength: 1_000,
  },
  {
    name: "items",
    description: `How many items, from ${DIGEST_ITEMS.min} to ${DIGEST_ITEMS.max}`,
    type: "integer",
    min: DIGEST_ITEMS.min,
    max: DIGEST_ITEMS.max,
  },
  {
    name: "layout",
    description: "All in one message, or a headline with the items in its thread",
    type: "choice",
    choices: DIGEST_LAYOUTS,
  },
  {
    name: "empty",
    description: "When nothing is new: stay quiet, or say so",
    type: "choice",
    choices: WHEN_NOTHING_IS_NEW,
  },
  {
    name: "language",
    description: "The language to write in, such as German; none: the topic's own",
    type: "text",
    maxLength: 40,
  },
  {
    name: "crosspost",
    description: "Discord announcement channels: publish to the servers that follow",
    type: "boolean",
    onlyOn: "discord",
  },
  {
    name: "tag",
    description: "Discord forum channels: the tag of the post; none: no tag",
    type: "text",
    maxLength: 20,
    onlyOn: "discord",
  },
] as const satisfies readonly CommandOption[];

const digest = {
  name: "digest",
  description: "Which one: its id or the beginning of its topic, as in /digest list",
  type: "text",
  required: true,
  rest: true,
  maxLength: 100,
} as const satisfies CommandOption;

/** What people can do with digests. */
export const digestCommand = {
  description: "Have news on a topic posted here, at times you choose",
  managersOnly: true,
  alone: "list",
  subcommands: {
    create: {
      description: "Have a new digest posted in this channel",
      form: "New digest",
      options: [{ ...topic, required: true, rest: true }, { ...when, required: true }, ...digestOptions],
    },
    list: { description: "Show the digests of this channel, and when each is next due" },
    show: { description: "Show one digest with everything it is set to", options: [digest] },
    edit: {
      description: "Change a digest; what you leave out stays as it is",
      form: "Edit digest",
      formContext: ["digest"],
      options: [
        digest,
        topic,
        when,
        ...digestOptions,
        { name: "opened", description: "What the form was opened on", type: "text", maxLength: 40, hidden: true },
      ],
    },
    pause: { description: "Have a digest posted no more until it is resumed", options: [digest] },
    resume: { description: "Have a paused digest posted again, from its next time on", options: [digest] },
    delete: { description: "Remove a digest for good", options: [digest] },
    preview: {
      description: "Show only to you what would be posted now, and what would not and why",
      options: [digest],
    },
    run: { description: "Post a digest now, beside its usual times", options: [digest] },
    history: { description: "Show what became of the last times a digest was due", options: [digest] },
    zone: {
      description: "Change the time zone of the whole workspace; without one, show it",
      options: [
        {
          name: "zone",
          description: "Time zone, such as Europe/Berlin; digests that were given their own keep it",
          type: "text",
          rest: true,
          maxLength: 60,
        },
      ],
    },
    export: { description: "Show all digests of the whole workspace as JSON" },
    import: {
      description: "Add digests to this workspace from the JSON of an export",
      options: [
        {
          name: "json",
          description: "What /digest export has shown",
          type: "text",
          required: true,
          rest: true,
          maxLength: 6_000,
        },
      ],
    },
  },
} as const satisfies CommandDefinition;
