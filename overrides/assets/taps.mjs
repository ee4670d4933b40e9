// @ts-check
// The second of two taps was meant for what is gone, and would answer what came in its place unread.

const READ_MS = 250; // nobody reads a question and answers it in less
const TWICE_MS = 500; // and a tap in the same place after more than this is no second of two
const SAME_PX = 24;

export class Taps {
  /** The address of what is asked or found. */ shown = "";
  /** When that was painted. */ painted = 0;
  /** @type {PointerEvent | undefined} */ last;

  /** What is shown has this address. @param {string} address */
  shows(address) {
    if (address === this.shown) return;
    this.shown = address;
    this.painted = Infinity;
    requestAnimationFrame(() => requestAnimationFrame(() => (this.painted = performance.now())));
  }

  /** Whether this tap on an answer is the second of two: for the browser, or in the same place right after
   * something else is shown there. What was tapped before this script came is in overrides/main.html.
   * @param {PointerEvent} tap */
  unread(tap) {
    const { last } = this;
    this.last = tap;
    if (tap.detail > 1) return true;
    if (!last || tap.pointerType !== "touch") return false; // a mouse or a key says itself what is double
    const apart = Math.hypot(tap.clientX - last.clientX, tap.clientY - last.clientY);
    const soon = tap.timeStamp - last.timeStamp < TWICE_MS && tap.timeStamp - this.painted < READ_MS;
    return soon && apart <= SAME_PX;
  }
}
