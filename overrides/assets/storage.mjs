// @ts-check
// What a page keeps between visits: one text under one name, in this browser only. A browser that
// forbids it, or is full, keeps the text for this visit, and the page says so. Every project of an
// origin shares one storage, so names start with the folder in which this copy of the site lies. What
// is typed into a form is kept for as long as the tab is open, and no longer.

/** @type {Map<string, string>} */
const here = new Map();

const BEFORE = "serving-contract-"; // what a name was before, without the folder
const PREFIX = `${new URL("../", import.meta.url).pathname}.${BEFORE}`;

/** What is stored under this name. What an earlier version stored moves to the name of today, once.
 * @param {string} name */
function stored(name) {
  const text = localStorage.getItem(PREFIX + name);
  const before = localStorage.getItem(BEFORE + name);
  if (text !== null || before === null) return text ?? "";
  try {
    localStorage.setItem(PREFIX + name, before);
    localStorage.removeItem(BEFORE + name);
  } catch {} // no room for both: it stays where it is
  return before;
}

/** The text kept under this name, or "". @param {string} name */
export function kept(name) {
  if (!name) return "";
  const held = here.get(name);
  if (held !== undefined) return held;
  try {
    return stored(name);
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

/** What was typed in this tab under this name, by the names of its fields. @param {string} name
 * @returns {Record<string, string>} */
export function typedHere(name) {
  try {
    const all = Object.entries(JSON.parse(sessionStorage.getItem(PREFIX + name) ?? "{}"));
    return Object.fromEntries(all.filter(([, text]) => typeof text === "string"));
  } catch {
    return {};
  }
}

/** Keep what was typed until this tab is closed; nothing typed is forgotten. Whether the browser allows it.
 * @param {string} name @param {Record<string, string>} names */
export function keepTyped(name, names) {
  try {
    if (Object.values(names).some(Boolean)) sessionStorage.setItem(PREFIX + name, JSON.stringify(names));
    else sessionStorage.removeItem(PREFIX + name);
    return true;
  } catch {
    return false;
  }
}
