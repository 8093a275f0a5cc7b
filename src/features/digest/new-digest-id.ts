/** Without the letters and digits that are taken for one another. */
const LETTERS = "abcdefghjkmnpqrstvwxyz0123456789";
/** 33 million ids, for at most 200 digests of a workspace. */
const LENGTH = 5;

/** A short id that none of `taken` has, easy to type. */
export function newDigestId(taken: ReadonlySet<string>, random: () => number): string {
  for (;;) {
    const id = Array.from({ length: LENGTH }, () => LETTERS.charAt(Math.floor(random() * LETTERS.length))).join("");
    if (!taken.has(id)) return id;
  }
}
