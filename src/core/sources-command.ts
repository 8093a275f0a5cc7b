import type { CommandDefinition, CommandOption } from "./command-definition.ts";
import { MAX_QUESTION_LENGTH } from "./question-length.ts";
import { SEARCH_RESULTS } from "./search-service.ts";

const scope = {
  name: "scope",
  description: "Where it applies: this channel (default) or the whole workspace",
  type: "choice",
  choices: ["channel", "workspace"],
} as const satisfies CommandOption;

const sites = {
  name: "sites",
  description: "Hosts such as arxiv.org, separated by spaces or commas; subdomains are included",
  type: "text",
  required: true,
  rest: true,
  maxLength: 6_000,
} as const satisfies CommandOption;

/** `/sources`: the sites and the search service a channel uses. */
export const sourcesCommand = {
  description: "Choose the sites and the search service this channel uses",
  managersOnly: true,
  alone: "show",
  subcommands: {
    show: { description: "Show which sites and search service are used here, and where each comes from" },
    include: { description: "Answer only from these sites (and the ones already listed)", options: [sites, scope] },
    exclude: { description: "Never use these sites", options: [sites, scope] },
    remove: { description: "Take sites off both lists", options: [sites, scope] },
    clear: {
      description: "Empty a list",
      options: [
        {
          name: "list",
          description: "Which list to empty",
          type: "choice",
          choices: ["include", "exclude", "all"],
          required: true,
          rest: true,
        },
        scope,
      ],
    },
    service: {
      description: "Choose the search service",
      options: [
        {
          name: "name",
          description: "The search service",
          type: "choice",
          choices: "SEARCH_SERVICES",
          required: true,
          rest: true,
        },
        scope,
      ],
    },
    lists: { description: "Show the named lists of this workspace, written @name wherever sites are named" },
    save: {
      description: "Make or replace a named list of sites of this workspace",
      options: [
        sites,
        { name: "name", description: "Its name, such as research", type: "text", required: true, maxLength: 40 },
      ],
    },
    drop: {
      description: "Delete a named list of this workspace",
      options: [
        {
          name: "name",
          description: "Its name, such as research",
          type: "text",
          required: true,
          rest: true,
          maxLength: 40,
        },
      ],
    },
    export: {
      description: "Show the lists of this channel or workspace as text, for /sources import",
      options: [scope],
    },
    import: {
      description: "Take over lists from text, as /sources export shows it",
      options: [
        {
          name: "text",
          description: "What /sources export showed",
          type: "text",
          required: true,
          rest: true,
          maxLength: 6_000,
        },
        scope,
      ],
    },
    test: {
      description: "Ask without posting: shows which sites would be searched and which sources pass",
      options: [
        {
          name: "question",
          description: "What to ask",
          type: "text",
          required: true,
          rest: true,
          maxLength: MAX_QUESTION_LENGTH,
        },
      ],
    },
    results: {
      description: "Choose how many search results one answer may use",
      options: [
        {
          name: "count",
          description: `From ${SEARCH_RESULTS.min} to ${SEARCH_RESULTS.max}`,
          type: "integer",
          min: SEARCH_RESULTS.min,
          max: SEARCH_RESULTS.max,
          required: true,
          rest: true,
        },
        scope,
      ],
    },
  },
} as const satisfies CommandDefinition;
