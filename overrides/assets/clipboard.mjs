// @ts-check
// The one way to the clipboard. A browser may refuse it, and then the page says what to do instead.

/** Put a text on the clipboard, and say what happened; whether it is there.
 * @param {string} text
 * @param {string} done what to say once it is there
 * @param {(said: string) => void} say
 * @param {() => void} refused what to do where the browser does not allow it */
export async function copy(text, done, say, refused) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    refused();
    return false;
  }
  say(done);
  return true;
}
