// @ts-check
// Drives an installed Chromium or Firefox for tests/every_browser/drivers.py: one command a line on the
// way in, one answer a line on the way out, all JSON. Ends when its input does.

import { createInterface } from "node:readline";
import puppeteer from "puppeteer-core";

const [name, executablePath = ""] = process.argv.slice(2);
const RUN_MS = 300_000;

const browser = await puppeteer.launch({
  browser: name === "firefox" ? "firefox" : "chrome",
  executablePath,
  headless: true,
  protocolTimeout: RUN_MS,
  args: name === "firefox" ? [] : ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});

let context = await browser.createBrowserContext();
let page = await context.newPage();

/** @type {Record<string, (...values: any[]) => Promise<unknown>>} */
const commands = {
  version: () => browser.version(),
  open: async (address) => {
    await page.goto(address, { waitUntil: "load", timeout: RUN_MS });
  },
  // As text, so that a page's own policy against eval does not matter.
  run: async (script, values) =>
    JSON.parse(
      /** @type {string} */ (
        await page.evaluate(
          `(async (values) => { ${script} })(${JSON.stringify(values)}).then(
          (value) => JSON.stringify({ value }),
          (error) => JSON.stringify({ error: String(error) }),
        )`,
        )
      ),
    ),
  // A window in which a page has all that it has on a desk.
  widen: async () => {
    await page.setViewport({ width: 1280, height: 900 });
  },
  press: async (key) => {
    await page.keyboard.press(key);
  },
  leave: async () => {
    const left = page;
    page = await context.newPage();
    await left.close();
  },
  fresh: async () => {
    await context.close();
    context = await browser.createBrowserContext();
    page = await context.newPage();
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const [command, ...values] = JSON.parse(line);
  let answer;
  try {
    const value = await commands[command]?.(...values);
    answer = command === "run" ? value : { value };
  } catch (error) {
    answer = { error: error instanceof Error ? error.message : String(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
await browser.close();
