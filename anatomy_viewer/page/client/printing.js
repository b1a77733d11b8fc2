// @ts-check
/* Printing: asked for on the page or by the browser's own command, and what is offered where neither works. */
import { nextTick, markRaw } from "./vue.js";
import { announce } from "./notices.js";
import { consult } from "./consult.js";
import { nameTheTab } from "./state.js";
import { emit } from "./signals.js";
import { panels } from "./panels.js";
import { papers, sheetNow, makeSheet } from "./sheets.js";

export const printCalls = {
  askPrint() { papers.kept = null; panels.showDialog("print"); },
  async print(scope) {
    const sheet = await makeSheet(scope);
    panels.closeDialog();
    papers.sheet = markRaw(sheet);
    await nextTick();
    // A page in the background may never decode what nobody sees.
    const decoded = [.../** @type {NodeListOf<HTMLImageElement>} */ (document.querySelectorAll(".print-sheet img"))].map((image) => image.decode().catch(() => null));
    await Promise.race([Promise.all(decoded), new Promise((resolve) => window.setTimeout(resolve, 3000))]);
    emit("sheet", { pages: sheet.pages.length });
    let begun = false;
    window.addEventListener("beforeprint", () => { begun = true; }, { once: true });
    try { window.print(); } catch { /* told below */ }
    if (mayBeKeptFromPrinting()) window.setTimeout(() => { if (!begun) printCalls.keepFromPrinting(sheet); }, 1000);
  },
  /** A frame without `allow-modals` drops the call to print without a word: what still works is offered in its place. */
  keepFromPrinting(sheet) {
    papers.sheet = null;
    const address = /^(https?|file):/.test(window.location.protocol) ? window.location.href.split("#")[0] : "";
    papers.kept = markRaw({ address, pictures: sheet.pages.filter((page) => page.picture) });
    panels.showDialog("print");
  },
  openAlone() { if (!window.open(papers.kept.address, "_blank")) announce(consult.words.print_kept_copy); },
};
const mayBeKeptFromPrinting = () => window.parent !== window || !window.print || (window.origin === "null" && window.location.protocol !== "file:");
export function listenToPrinting() {
  /* The browser's own command to print does not wait: what can be had at once is the same sheet. */
  window.addEventListener("beforeprint", () => {
    if (!papers.sheet) papers.sheet = markRaw(sheetNow());
    document.title = papers.sheet.tab;
  });
  window.addEventListener("afterprint", () => { papers.sheet = null; nameTheTab(); });
}
