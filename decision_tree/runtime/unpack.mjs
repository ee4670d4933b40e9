// @ts-check
// Unpacks Pyodide's wasm while it arrives. It lies beside what it unpacks, and not in the worker, which
// readers fetch again after each edit of the content.

const ROOM = 131_072; // bytes that are unpacked at once

/** The plain bytes of what zstd has packed. @param {ReadableStream} body @param {Response} decoder that of npm's zstddec */
export async function unpacked(body, decoder) {
  const env = { emscripten_notify_memory_growth() {} };
  const { instance } = await WebAssembly.instantiateStreaming(decoder, { env });
  return body.pipeThrough(new TransformStream(steps(instance.exports)));
}

/** Keep the plain file where the service worker looks before it fetches it; it checks the hash.
 * @param {string} url @param {Response} plain */
export async function keep(url, plain) {
  const store = await caches.open(`guide ${new URL("../", import.meta.url).href} ${new URL("./", url).href}`);
  await store.put(url, plain);
}

/** By the decoder's own names. @param {any} decoder @returns {Transformer<Uint8Array, Uint8Array>} */
function steps({ memory, malloc, ZSTD_createDCtx, ZSTD_decompressStream }) {
  const context = ZSTD_createDCtx();
  const [from, into, at] = [malloc(ROOM), malloc(ROOM), malloc(24)];
  let left = 1; // 0 after the end, and an error below
  return {
    transform(part, controller) {
      for (let start = 0; start < part.length; start += ROOM) {
        const given = part.subarray(start, start + ROOM);
        new Uint8Array(memory.buffer, from).set(given); // the buffer is another one when the memory has grown
        new Uint32Array(memory.buffer, at).set([from, given.length, 0]);
        let [read, wrote] = [0, 0];
        do {
          new Uint32Array(memory.buffer, at + 12).set([into, ROOM, 0]);
          left = ZSTD_decompressStream(context, at + 12, at);
          if (left < 0) throw new Error("the packed file is damaged");
          [read = 0, wrote = 0] = [2, 5].map((field) => new Uint32Array(memory.buffer, at)[field]);
          controller.enqueue(new Uint8Array(memory.buffer, into, wrote).slice());
        } while (left && (read < given.length || wrote === ROOM));
      }
    },
    flush() {
      if (left) throw new Error("the packed file ends too early");
    },
  };
}
