/** A line that says less than this outside its links is navigation. */
const MIN_SHARE_OUTSIDE_LINKS = 0.15;

/** Whether a line is nothing but links: badges, menus, entries of a table of contents. */
export function isNavigation(whole: string, outsideLinks: string): boolean {
  return lettersIn(outsideLinks) <= MIN_SHARE_OUTSIDE_LINKS * lettersIn(whole);
}

function lettersIn(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}
