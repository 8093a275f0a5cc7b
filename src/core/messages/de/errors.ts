/** German of `en/errors.ts`. */
export const errors = {
  "error.CONFIG_INVALID": "Footnote ist nicht richtig eingerichtet. Bitte sag der Person Bescheid, die es betreibt.",
  "error.INPUT_INVALID": "Das war nicht zu verstehen.",
  "error.INPUT_FORBIDDEN": "Das darfst du hier nicht.",
  "error.NO_SITE_ALLOWED":
    "Die Seiten, die dieser Kanal erlaubt, lassen nichts zum Suchen übrig. Bitte eine Person, die den Kanal verwaltet, `/sources show` anzusehen.",
  "error.INTERNAL": "Bei uns ist etwas schiefgegangen. Der Betreiber weiß Bescheid; bitte versuch es noch einmal.",
  "error.STORE_UNAVAILABLE":
    "Deine Frage konnte nicht aufgeschrieben werden und wurde nicht angenommen. Bitte frag in einer Minute noch einmal.",
  "error.PROVIDER_UNAVAILABLE": "Die Suche war nicht zu erreichen. Bitte frag in ein paar Minuten noch einmal.",
  "error.PROVIDER_RATE_LIMITED": "Die Suche ist gerade sehr beschäftigt. Bitte frag in ein paar Minuten noch einmal.",
  "error.PROVIDER_UNAUTHORIZED":
    "Die Suche hat unseren Schlüssel abgelehnt. Das muss der Betreiber beheben; noch einmal zu fragen hilft nicht.",
  "error.PROVIDER_OUT_OF_BALANCE":
    "Das Konto der Suche hat sein Guthaben oder Kontingent aufgebraucht. Der Betreiber muss es aufladen.",
  "error.PROVIDER_MODEL_UNAVAILABLE":
    "Das Modell dieses Kanals ist gerade nicht verfügbar. Wer den Kanal verwaltet, kann ein anderes wählen.",
  "error.PROVIDER_REJECTED": "Die Suche hat diese Frage nicht angenommen. Versuch es kürzer oder mit anderen Worten.",
  "error.PROVIDER_MALFORMED": "Die Antwort der Suche war nicht zu lesen. Bitte frag noch einmal.",
  "error.PROVIDER_EMPTY": "Die Suche kam ohne Antwort zurück. Bitte frag noch einmal oder mit anderen Worten.",
  "error.PLATFORM_FORBIDDEN": "Footnote darf hier nichts posten.",
  "error.PLATFORM_NOT_FOUND": "Den Kanal oder die Nachricht gibt es nicht mehr.",
  "error.PLATFORM_REJECTED": "Die Antwort konnte hier nicht gezeigt werden.",
  "error.PLATFORM_RATE_LIMITED": "In diesem Kanal ist gerade sehr viel los. Bitte frag in einer Minute noch einmal.",
  "error.PLATFORM_UNAVAILABLE": "Die Chat-Plattform war nicht zu erreichen. Bitte frag in einer Minute noch einmal.",
  "error.REPLY_EXPIRED": "Die Antwort hat zu lange gebraucht, um unter dem Befehl gezeigt zu werden.",
} as const;
