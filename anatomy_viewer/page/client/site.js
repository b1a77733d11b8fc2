// @ts-check
/* A site on a web server: its service worker keeps the page for when there is no network, and a newer edition is told. */
import { reactive, watch } from "./vue.js";
import { words } from "./content.js";
import { announce } from "./notices.js";
import { remember, stored } from "./storage.js";
import { arrivals } from "./fetching.js";
import { complete, ready } from "./surfaces.js";

const PATIENCE_MS = 20000; // for what comes after the picture
const EDITION = /<meta name="anatomy-edition" content="(\w+)">/;
const LOOK_AGAIN_MS = 3600000;

/** @type {Site} */
export const site = reactive({
  newer: false,
  keptHere: false,
  reload() { window.location.reload(); },
  stay() { site.newer = site.keptHere = false; },
});
/** The edition that this page is of; empty where it is no site. */
const ownEdition = /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name="anatomy-edition"]'))?.content || "";
let newerTold = "";

/** Ask the server for its page; the one that is shown goes on as it is, and says that another is there. */
async function lookForNewer() {
  try {
    const answer = await fetch(window.location.pathname, { cache: "no-store" });
    const there = EDITION.exec(await answer.text())?.[1] || ownEdition;
    if (there === ownEdition || there === newerTold) return;
    newerTold = there;
    site.newer = true;
    announce(words().site.newer);
  } catch { /* there is no network */ }
}
function keptNow() {
  if (window.top !== window || stored("kept-told") || !remember("kept-told", ownEdition)) return;
  site.keptHere = true;
  announce(words().site.kept);
}

/** Nothing of this is asked for before the picture is there. */
export function keepSite() {
  if (!ownEdition) return;
  watch(() => arrivals.missing.length, (count) => { if (count) lookForNewer(); });
  ready.then(() => Promise.race([complete, new Promise((done) => { window.setTimeout(done, PATIENCE_MS); })])).then(beginToKeep);
}
async function beginToKeep() {
  try {
    const workers = navigator.serviceWorker;
    if (!workers) return; // no safe address (http), or a private window
    const greet = () => workers.controller?.postMessage({ edition: ownEdition });
    workers.addEventListener("message", ({ data }) => { if (data?.edition === ownEdition) keptNow(); else lookForNewer(); });
    workers.addEventListener("controllerchange", greet);
    const registration = await workers.register("service-worker.js", { updateViaCache: "none" });
    greet();
    let looked = Date.now();
    document.addEventListener("visibilitychange", () => {
      if (document.hidden || Date.now() - looked < LOOK_AGAIN_MS) return;
      looked = Date.now();
      registration.update().catch(() => { /* there is no network */ });
    });
  } catch { /* a frame that keeps nothing, or a server that does not have the file: the page works without it */ }
}
