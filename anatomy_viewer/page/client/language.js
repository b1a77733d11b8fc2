// @ts-check
/* The same picture in another language. */
import { edition, compiled, content, adopt } from "./content.js";
import { announce } from "./notices.js";
import { remember } from "./storage.js";
import { nameTheTab } from "./state.js";
import { writeLink } from "./address.js";
import { overlayChanged } from "./overlay.js";
import { inTurn } from "./parts.js";
import { speech } from "./speech.js";

/**
 * The same picture in another language.
 * @param {string} language
 */
export function speak(language) {
  edition.language = language;
  adopt(compiled, language);
  document.documentElement.lang = language;
  nameTheTab();
  overlayChanged();
}
export const languageCalls = {
  setLanguage(language) {
    inTurn([language], () => { speech.stopReading(); remember("language", language); speak(language); writeLink(); announce(content.words.announce_language); });
  },
};
