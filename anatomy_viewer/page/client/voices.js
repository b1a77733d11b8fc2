// @ts-check
/* Voices and what they are given to say, in pieces. */

/** @type {(one: Pick<SpeechSynthesisVoice, "lang">) => string} */
const tagOf = (one) => (one.lang || "").toLowerCase().replaceAll("_", "-");
/** @type {(one: Pick<SpeechSynthesisVoice, "lang">, language: string) => boolean} */
export const speaks = (one, language) => tagOf(one).split("-")[0] === language.split("-")[0];
/* A voice of the machine itself before one that asks a server, of the country before one of another. */
/** @param {SpeechSynthesisVoice[] | null} voices @param {string} language @returns {SpeechSynthesisVoice | undefined} */
export function voiceFor(voices, language) {
  const rank = (one) => 4 * Number(one.localService !== false) + 2 * Number(tagOf(one) === language.toLowerCase()) + Number(Boolean(one.default));
  return (voices || []).filter((one) => speaks(one, language)).sort((a, b) => rank(b) - rank(a))[0];
}
/** A text in sentences and, where one is long, its parts: some voices fall silent after fifteen seconds of one piece. */
const LONGEST_PIECE = 180;
/** @param {string} text @param {string} language @returns {string[]} */
export function piecesOf(text, language) {
  const whole = text.replace(/\s+/g, " ").trim();
  const sentences = window.Intl?.Segmenter ? [...new Intl.Segmenter(language, { granularity: "sentence" }).segment(whole)].map(({ segment }) => segment) : whole.match(/[^.!?]+[.!?]*\s*/g) || [];
  const pieces = sentences.flatMap((sentence) => {
    const parts = [];
    let rest = sentence.trim();
    while (rest.length > LONGEST_PIECE) {
      const head = rest.slice(0, LONGEST_PIECE), stop = Math.max(...[", ", "; ", ": ", " – "].map((mark) => head.lastIndexOf(mark) + 1));
      const cut = stop > LONGEST_PIECE / 3 ? stop : head.lastIndexOf(" ") > 0 ? head.lastIndexOf(" ") : LONGEST_PIECE;
      parts.push(rest.slice(0, cut).trim());
      rest = rest.slice(cut).trim();
    }
    return [...parts, rest];
  });
  return pieces.filter(Boolean);
}
