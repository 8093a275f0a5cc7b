/** Who scrolls nearer to the end than this wants to stay there. */
const NEAR_END_PX = 120;
/** More than this below the edge is worth a button that leads to it. */
const UNSEEN_PX = 24;
/** Air above a question that stands at the top. */
const AIR_PX = 28;

/**
 * Keeps a growing conversation in view. A new question may rise to the top but not out of sight, so that a long answer
 * is read from its beginning; who scrolls to the end stays there; who scrolls elsewhere is left alone.
 */
export function createFollowScroll() {
  /** @type {"question" | "end" | "nothing"} */
  let follows = "question";
  let ownScrollTop = 0;

  /** @param {HTMLElement} scroller */
  const distanceToEnd = (scroller) => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;

  /** @param {HTMLElement} scroller */
  const target = (scroller) => {
    const end = scroller.scrollHeight - scroller.clientHeight;
    const question = [...scroller.querySelectorAll(".question-line")].at(-1);
    if (follows === "end" || question === undefined) return end;
    const top = question.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
    return Math.min(end, top - AIR_PX);
  };

  return {
    followQuestion() {
      follows = "question";
    },
    followEnd() {
      follows = "end";
    },
    /** To be called after each change of the conversation. @param {HTMLElement} scroller */
    keepInView(scroller) {
      if (follows === "nothing") return;
      scroller.scrollTop = target(scroller);
      ownScrollTop = scroller.scrollTop;
    },
    /** To be called whenever the conversation has been scrolled. @param {HTMLElement} scroller */
    onScroll(scroller) {
      if (Math.abs(scroller.scrollTop - ownScrollTop) < 2) return;
      follows = distanceToEnd(scroller) < NEAR_END_PX ? "end" : "nothing";
    },
    /** @param {HTMLElement} scroller */
    isAtEnd: (scroller) => distanceToEnd(scroller) < UNSEEN_PX,
  };
}
