// @ts-check
// What only a browser can do with a text: put it on the clipboard, or save it as a file. Each says
// in the form's status line what happened, and offers the text itself when the browser refuses.

/** @param {HTMLElement} form @param {string} text */
function say(form, text) {
  const line = form.querySelector(".dt-said");
  if (line) line.textContent = text;
}

/** @param {HTMLElement} form @param {string} text */
function byHand(form, text) {
  const area = /** @type {HTMLTextAreaElement | null} */ (form.querySelector(".dt-by-hand"));
  if (!area) return;
  area.value = text;
  area.hidden = false;
  area.focus();
  area.select();
  say(form, "Your browser did not allow this. Copy the text below by hand.");
}

/**
 * @param {HTMLElement} form
 * @param {string} text
 * @param {string} done what to say once it is copied
 */
export async function copy(form, text, done) {
  try {
    await navigator.clipboard.writeText(text);
    say(form, done);
  } catch {
    byHand(form, text);
  }
}

/** @param {HTMLElement} form @param {string} name @param {string} text */
export function save(form, name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  say(form, `Saved as ${name}.`);
}
