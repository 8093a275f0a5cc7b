/** Words that say nothing about the subject, in documents and questions alike. */
const STOP_WORDS = new Set(
  `a about after all also am an and any are as at be because been before being both but by can could did do does doesn
  doing don each either else for from had has have having he her here him his how however if in into is isn it its
  just like many may me might more most much must my no nor not of off on once only or other our out over own per same she
  should so some such than that the their them then there these they this those through to too under until up upon us
  very via was we were what when where which while who whom whose why will with within without would you your etc`.split(
    /\s+/u,
  ),
);

/** Words that say what kind of answer is wanted, not about what. */
const QUESTION_WORDS = new Set(
  `use uses used using way ways make makes making get gets getting want need needs please tell explain show give know
  find help mean means meaning example examples best good possible try let put thing things work works working happen
  happens hello hi hey thanks thank there look looks say says answer question difference someone people lot i im ive go goes going
  really actually exactly different recommended allow allows happening anything something`.split(/\s+/u),
);

const TOKEN = /[@$_\p{L}\p{N}](?:[\p{L}\p{N}\p{M}_$]|[./@](?=[\p{L}\p{N}_$]))*/gu;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const words = new Intl.Segmenter("und", { granularity: "word" });

/** A longer run of letters is data, not a word; looking for one with a typing error would exhaust the memory. */
const MAX_TOKEN_CHARS = 64;
/** More words than a question has. */
const MAX_QUESTION_TERMS = 40;

/** The words of a text as written; `discord.js`, `@slack/bolt` and `removeOnComplete` are one each. */
export function tokenize(text: string): string[] {
  const tokens: string[] = text.normalize("NFKC").match(TOKEN) ?? [];
  const separate = UNSPACED.test(text)
    ? tokens.flatMap((token) =>
        UNSPACED.test(token) ? [...words.segment(token)].map(({ segment }) => segment) : [token],
      )
    : tokens;
  return separate.filter(({ length }) => length <= MAX_TOKEN_CHARS);
}

/** The terms a word is found under: itself, and the parts of an identifier or a name with punctuation. */
export function indexTerms(token: string): string[] {
  const parts = partsOf(token);
  return [...new Set([token, ...(parts.length > 1 ? parts : [])])].map(toTerm).filter((term) => term !== "");
}

/** The terms a question is asked with, in order, without the words that only make it a question. */
export function questionTerms(question: string, isKnown: (term: string) => boolean): readonly string[] {
  const meant = tokenize(question).filter((token) => !QUESTION_WORDS.has(token.toLowerCase()));
  const terms = meant.flatMap((token) => {
    const whole = toTerm(token);
    return isKnown(whole) ? [whole] : [...new Set(partsOf(token))].map(toTerm);
  });
  return [...new Set(terms)].filter((term) => term !== "").slice(0, MAX_QUESTION_TERMS);
}

function partsOf(token: string): readonly string[] {
  return token
    .split(/[^\p{L}\p{N}\p{M}]+|(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u)
    .filter((part) => part !== "");
}

/** The one spelling of a word: lower case, without a common English ending; empty for a word that is not indexed. */
function toTerm(token: string): string {
  const lower = token.toLowerCase();
  if (STOP_WORDS.has(lower) || /^[a-z_$@]$/u.test(lower)) return "";
  return /^[a-z]{4,}$/u.test(lower) ? stem(lower) : lower;
}

/** `queues`, `caching`, `cached`, `validation` meet `queue`, `cache`, `validate`. Only the index sees the result. */
function stem(word: string): string {
  const singular = word
    .replace(/ies$/u, "y")
    .replace(/(ss|x|ch|sh)es$/u, "$1")
    .replace(/(?<![su])s$/u, "");
  const root = singular
    .replace(/(?<=[a-z]{3}t)ion$/u, "")
    .replace(/(?<=[a-z]{3})(ing|ed|ly)$/u, "")
    .replace(/([bdgmnprt])\1$/u, "$1");
  return root.replace(/(?<=[a-z]{3})e$/u, "");
}
