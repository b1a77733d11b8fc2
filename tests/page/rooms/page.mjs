/* As much of a page as rooms take for granted when they are called: Vue, a window that keeps and remembers, no element. */
import { createRequire } from "node:module";
import fs from "node:fs";
import vm from "node:vm";

const here = createRequire(`${process.cwd()}/page.mjs`);
vm.runInThisContext(fs.readFileSync(here.resolve("./vue.cjs"), "utf8"));
globalThis.Vue ??= vm.runInThisContext("Vue");

const kept = new Map();
/* What the tests look into and switch. */
globalThis.page = {
  kept,
  full: false, // a disk that takes no more
  entries: [{ state: null, address: "http://host/" }],
  heard: {},
  tell(event, payload) { (page.heard[event] || []).forEach((listener) => listener(payload)); },
};
const go = (address) => { if (address) globalThis.location.href = new URL(address, globalThis.location.href).href; };
const hear = (event, listener) => { (page.heard[event] ||= []).push(listener); };
Object.assign(globalThis, {
  window: globalThis,
  location: new URL("http://host/"),
  localStorage: {
    getItem: (key) => kept.get(key) ?? null,
    setItem(key, value) { if (page.full) throw new Error("full"); kept.set(key, String(value)); },
  },
  history: {
    get state() { return page.entries.at(-1).state; },
    pushState(state, _, address) { go(address); page.entries.push({ state, address: location.href }); },
    replaceState(state, _, address) { go(address); page.entries[page.entries.length - 1] = { state, address: location.href }; },
  },
  addEventListener: hear,
  document: {
    addEventListener: hear, title: "", hidden: false, activeElement: null, documentElement: {}, querySelector: () => null, querySelectorAll: () => [],
    createElement: () => ({ set innerHTML(html) { this.textContent = html.replace(/<[^>]*>/g, ""); }, textContent: "" }),
  },
});
