// @ts-check
/* Ahead: the surfaces of the first picture are asked for and unpacked while the libraries are still being read. It runs beside the
   page's first script; the rooms that fetch and draw take over what it has begun. */
import { cameFast } from "./line.js";
import { surfacesIn } from "./packs.js";

const AT_A_STRETCH_MS = 12; // what waits meanwhile is the libraries
/** @type {string[]} what every picture waits for, then the rest of the first one */
const [firstPack, ...otherPacks] = JSON.parse(document.currentScript?.dataset.packs || "[]");
const atWork = /** @type {Record<string, Begun>} */ (window.anatomyAhead = {});

/**
 * @param {string} address
 * @param {() => void} [come] called when all of it is there
 */
function beginPack(address, come = () => {}) {
  const stop = new AbortController(), answer = fetch(address, { signal: stop.signal });
  const surfaces = answer.then(async (whole) => {
    const data = new Uint8Array(await whole.clone().arrayBuffer());
    come();
    return unpacked(data);
  });
  surfaces.catch(() => {}); // who takes over finds out
  atWork[new URL(address, document.baseURI).href] = { answer, stop, surfaces };
}
/** @param {Uint8Array} data */
async function unpacked(data) {
  const found = [];
  let until = performance.now() + AT_A_STRETCH_MS;
  for (const one of await surfacesIn(data)) {
    found.push(one);
    if (performance.now() < until) continue;
    await new Promise((done) => { window.setTimeout(done); });
    until = performance.now() + AT_A_STRETCH_MS;
  }
  return found;
}
/** On a slow line the others would only take it from the scripts. */
function beginOthers() {
  const [timing] = performance.getEntriesByName(new URL(firstPack, document.baseURI).href);
  if (cameFast(/** @type {PerformanceResourceTiming} */ (timing))) otherPacks.forEach((address) => beginPack(address));
}
// Who comes for another form needs other surfaces.
if (firstPack && !/\bform\b/i.test(window.anatomyLink || "")) beginPack(firstPack, beginOthers);
