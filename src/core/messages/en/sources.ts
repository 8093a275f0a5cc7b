/** What `/sources` says. */
export const sources = {
  "sources.card.only": "- **Answers come from**: {sites}",
  "sources.card.never": "- **Never from**: {sites}",
  "sources.card.service": "- **Search service**: {value}",
  "sources.card.results": "- **Search results**: {value}",
  "sources.card.from": "{value} ({scope})",
  "sources.card.any": "any site",
  "sources.card.none": "none",
  "sources.card.nothingLeft": "no site, because every included one is also excluded",
  "sources.card.list": "{name} ({count, plural, one {# site} other {# sites}})",
  "sources.card.noList": "{name} (there is no such list)",
  "sources.included": "Included {sites} {scope, select, workspace {in the whole workspace} other {in this channel}}.",
  "sources.excluded": "Excluded {sites} {scope, select, workspace {in the whole workspace} other {in this channel}}.",
  "sources.removed": "Removed {sites} {scope, select, workspace {in the whole workspace} other {in this channel}}.",
  "sources.cleared":
    "{list, select, all {Emptied both lists} include {Emptied the include list} other {Emptied the exclude list}} {scope, select, workspace {in the whole workspace} other {in this channel}}.",
  "sources.service.chosen":
    "Now searching with {service} {scope, select, workspace {in the whole workspace} other {in this channel}}.",
  "sources.results.chosen":
    "Now using {count, plural, one {# search result} other {# search results}} {scope, select, workspace {in the whole workspace} other {in this channel}}.",
  "sources.notListed": "{sites}: not on a list here. `/sources show` says what is, and where it comes from.",
  "sources.clear.which": "Which list? Write `/sources clear include`, `exclude` or `all`.",
  "sources.service.unknown": "“{name}” is not a search service here. Choose {offered}.",
  "sources.results.range": "The number of search results is a whole number from {min} to {max}.",
  "sources.scope.unknown": "“{scope}” is not a scope. Write channel or workspace.",
  "sources.scope.noWorkspace":
    "A direct message belongs to no server. Leave `scope` out to change it for this one alone.",
  "sources.lists.none": "This workspace has no lists yet. `/sources save name:research arxiv.org` makes one.",
  "sources.lists.line": "- **{name}**: {sites}",
  "sources.lists.saved":
    "Saved {name} with {count, plural, one {# site} other {# sites}}: {sites}. Write {name} wherever sites are named.",
  "sources.lists.dropped": "Deleted the list {name}.",
  "sources.lists.lost":
    "{names}: excluded here, but the list has been deleted, so nothing is searched. A channel manager can take it off with `/sources remove {names}`, or somebody makes it again with `/sources save`.",
  "sources.lists.noName": "Name the list first, for example `/sources save name:research arxiv.org`.",
  "sources.lists.notThere": "There is no list {name}. `/sources lists` shows the ones there are.",
  "sources.lists.inUse": "{name} is still used: {places}. Remove it there first.",
  "sources.lists.included": "included in {scope}",
  "sources.lists.excluded": "excluded in {scope}",
  "sources.exported":
    "The lists of {scope, select, workspace {this workspace} other {this channel and the named lists of its workspace}}. `/sources import` takes this text.",
  "sources.imported":
    "Took over the lists {scope, select, workspace {in the whole workspace} other {in this channel}}.",
  "sources.undoLists": "Undo the named lists",
  "sources.import.nothing":
    "There is no list in this text. It has `include:`, `exclude:` or `@name:` and sites behind it, as `/sources export` shows.",
  "sources.import.refused":
    "Nothing was imported. {count, plural, one {# fault} other {# faults}}:\n{faults}{left, plural, =0 {} one {\n- and # more} other {\n- and # more}}",
  "sources.import.first": "- {fault}",
  "sources.import.further": "{before}\n- {fault}",
  "sources.import.head": "“{text}” stands before the first list. Write `include:`, `exclude:` or `@name:` before it.",
  "sources.import.repeated": "{heading}: stands there twice.",
  "sources.import.nested": "{heading} cannot hold {word}: a named list holds sites only.",
  "sources.import.empty": "{heading} has no site.",
  "sources.button.exclude": "Exclude {site}",
  "sources.button.remove": "Take {site} off the list",
  "sources.reported.heading": "**Reported as wrong sources in this channel**",
  "sources.reported.line": "- {host}: by {count, plural, one {# person} other {# people}}",
  "sources.test.noQuestion": "What should be asked? For example: `/sources test How do I retry a job?`",
  "sources.test.tooLong": "A question can have {max} characters at most; this one has {count}.",
  "sources.test.asked": "**Tested**: {question}",
  "sources.test.service":
    "- **Searched with**: {service}, for {count, plural, one {# result} other {# results}} at most",
  "sources.test.anySite": "- **On**: any site",
  "sources.test.only": "- **Only on** {count, plural, one {# site} other {# sites}}: {sites}",
  "sources.test.never": "- **Never on** {count, plural, one {# site} other {# sites}}: {sites}",
  "sources.test.noSources": "The endpoint named no source for it.",
  "sources.test.returned":
    "{count, plural, one {# source came back} other {# sources came back}}; {passing, plural, =0 {none passes} one {# passes} other {# pass}}:",
  "sources.test.passes": "✅ {source}",
  "sources.test.dropped": "❌ {source}: {verdict}",
  "sources.rule.address": "no address that may be cited anywhere",
  "sources.rule.excluded": "{site} is excluded ({scope})",
  "sources.rule.notIncluded": "not among the included sites ({scope})",
} as const;
