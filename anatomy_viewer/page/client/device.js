// @ts-check
/* The window that the page is in: a phone's or a desk's, light or dark. */
import { reactive, watch } from "./vue.js";
import { edition } from "./content.js";
import { remembered, remember } from "./storage.js";

/** @type {Device} */
export const device = reactive({
  phone: false,
  low: false,
  tight: false,
  theme: "light",
  get otherTheme() { return edition.content.words[device.theme === "dark" ? "light_theme" : "dark_theme"]; },
  toggleTheme() { device.theme = device.theme === "dark" ? "light" : "dark"; remember("theme", device.theme); },
});
export const isStill = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const SIZES_OF_WINDOW = { phone: "(max-width: 760px)", low: "(max-height: 480px)", tight: "(max-height: 480px) and (max-width: 480px)" };
export function watchDevice() {
  for (const [name, size] of Object.entries(SIZES_OF_WINDOW)) {
    const query = window.matchMedia(size);
    device[name] = query.matches;
    query.addEventListener("change", () => { device[name] = query.matches; });
  }
  device.theme = remembered("theme", ["light", "dark"], window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  watch(() => device.theme, (theme) => { document.documentElement.dataset.theme = theme; }, { immediate: true });
}
