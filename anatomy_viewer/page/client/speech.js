// @ts-check
/* Reading aloud what a card says, where a browser has a voice for its language. */
import { reactive, markRaw } from "./vue.js";
import { edition } from "./content.js";
import { $ } from "./elements.js";
import { speaks, voiceFor, piecesOf } from "./voices.js";

/** @type {SpeechSynthesis} */
let voice = null; // what speaks, where anything does
/* Where a browser tells no voices at all, it is asked to speak; most tell them late, and then again. */
/** @returns {SpeechSynthesisVoice[] | null} */
function voicesNow() {
  if (!voice) return [];
  try { return voice.getVoices ? markRaw([...voice.getVoices()]) : null; } catch { return []; }
}

/** @type {Speech} */
export const speech = reactive({
  reading: false,
  spoken: null,
  voices: [],
  /* Only where something would be heard, in the language that the page speaks. */
  get canRead() { return speech.voices === null || speech.voices.some((one) => speaks(one, edition.language)); },
  readAloud() {
    if (speech.reading) { speech.stopReading(); return; }
    const card = $(".cards .card .card-body");
    const parts = card ? [...card.querySelectorAll(".card-title, .prose p, .prose li, .prose dt, .prose dd, .usual h3, .usual li > p:not(.area-links):not(.quiet), .red-flags h3, .red-flags li")]
      .filter((one) => !one.querySelector("p, li")) : [];
    const pieces = parts.flatMap((part) => {
      const language = part.closest(".viewer [lang]")?.lang || edition.language;
      return piecesOf(part.textContent, language).map((text) => ({ text, language }));
    });
    if (!voice || !pieces.length) return;
    if (voice.speaking || voice.pending) voice.cancel(); // what another page has left would be spoken first
    if (voice.paused) voice.resume();
    speech.reading = true;
    // A browser may throw away what nobody holds, and with it the word that it has ended.
    const spoken = speech.spoken = markRaw(pieces.map(({ text, language }) => {
      const said = new window.SpeechSynthesisUtterance(text);
      said.lang = { en: "en-GB", es: "es-ES" }[language] || language;
      try { const own = voiceFor(speech.voices, said.lang); if (own) said.voice = own; } catch { /* the language alone chooses */ }
      return said;
    }));
    spoken.at(-1).onend = () => { if (speech.spoken === spoken) speech.reading = false; };
    for (const said of spoken) {
      said.onerror = () => { if (speech.spoken === spoken) speech.stopReading(); };
      voice.speak(said);
    }
  },
  stopReading() { if (speech.reading) { speech.reading = false; speech.spoken = null; voice.cancel(); } },
});

export function listenForVoices() {
  voice = window.speechSynthesis && window.SpeechSynthesisUtterance ? window.speechSynthesis : null;
  speech.voices = voicesNow();
  window.addEventListener("pagehide", () => speech.stopReading());
  if (!voice) return;
  const listen = () => { speech.voices = voicesNow(); };
  if (voice.addEventListener) voice.addEventListener("voiceschanged", listen); else voice.onvoiceschanged = listen;
}
