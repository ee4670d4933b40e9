// @ts-check
// What a page keeps between visits: one text under one name, in this browser only. A browser that
// forbids it, or is full, keeps the text for this visit, and the page says so.

/** @type {Map<string, string>} */
const here = new Map();

const PREFIX = "serving-contract-";

/** The text kept under this name, or "". @param {string} name */
export function kept(name) {
  if (!name) return "";
  const held = here.get(name);
  if (held !== undefined) return held;
  try {
    return localStorage.getItem(PREFIX + name) ?? "";
  } catch {
    return "";
  }
}

/** Keep this text; an empty one is forgotten. @param {string} name @param {string} text */
export function keep(name, text) {
  try {
    if (text) localStorage.setItem(PREFIX + name, text);
    else localStorage.removeItem(PREFIX + name);
    here.delete(name);
  } catch {
    here.set(name, text);
  }
}

/** Whether what is kept under this name outlasts the visit. @param {string} name */
export function keeps(name) {
  if (!name) return true;
  if (here.has(name)) return false;
  try {
    localStorage.setItem(`${PREFIX}try`, "1");
    localStorage.removeItem(`${PREFIX}try`);
    return true;
  } catch {
    return false;
  }
}
