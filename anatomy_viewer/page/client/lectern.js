// @ts-check
/* What stands over the picture in a class: for who leads the code and who is there, for who follows whether one does. */
import { reactive } from "./vue.js";
import { edition, fill } from "./content.js";
import { codeOf, codeDrawing } from "./codes.js";
import { announce } from "./notices.js";
import { addressOf } from "./address.js";
import { panels } from "./panels.js";
import { ride } from "./ride.js";
import { passport, plainCode } from "./passport.js";
import { classroom, comeAgain, endClass, leadingLink, refusalSaid } from "./classroom.js";
import { backToClass, lookRound } from "./attending.js";

/** The bar is written anew with each move of the pointer; its code is drawn once. @type {Record<string, string>} */
const drawings = {};
/** @type {(link: string) => string} */
const drawn = (link) => drawings[link] ??= link && codeOf(link) ? codeDrawing(codeOf(link)) : "";

/** @type {Lectern} */
export const lectern = reactive({
  /* Who has the page and no link of the class writes the code; also who has written one that is none. */
  typed: "",
  stayOut: false,
  get asksCode() { return classroom.code ? classroom.refused === "unknown" : !lectern.stayOut; },
  enter() {
    const code = plainCode(lectern.typed);
    if (code) window.location.assign(`${addressOf()}?class=${code}`);
  },
  /* Four and four letters are easier to read out and to type. */
  get code() { return passport.code.replace(/^(.{4})(?=.{4}$)/, "$1-"); },
  get link() { return classroom.room?.join || `${addressOf()}?class=${passport.code}`; },
  get linkSaid() { return lectern.link.replace(/^https?:\/\//, ""); },
  get isLocal() { return /^https?:\/\/(localhost|127\.|\[::1\])/.test(lectern.link); },
  get drawing() { return drawn(lectern.link); },
  get here() {
    const { room, words } = classroom;
    return room ? fill(room.here === 1 ? words.here_one : words.here, { count: room.here.toLocaleString(edition.language) }) : "";
  },
  /* How it stands, as a word and in a sentence; nothing where all is as it should be. */
  get standing() {
    if (!classroom.code) return "";
    const { over, refused, connected, state, room, role, roaming, leading } = classroom;
    if (over) return "over";
    if (refused) return refused === "key" ? "key" : "refused";
    if (!connected) return "gone";
    if (!state) return "joining";
    if (role === "lead") return room?.lost ? "lost" : !leading && room?.leads ? "elsewhere" : "leading";
    return roaming ? "roaming" : "following";
  },
  get sentence() {
    const { words, refused, role, state } = classroom, { standing } = lectern;
    const said = standing === "refused" || standing === "key" ? refusalSaid(refused) : words.standing[role === "lead" && standing === "gone" ? "gone_leading" : standing];
    return [said, ...(standing === "following" ? [state.told?.text, state.told?.ride && ride.rideWords] : [])].filter(Boolean).join(" ");
  },
  /* What the one button beside the sentence does. */
  get offer() { return { following: "look_round", roaming: "back", gone: "try_again", refused: "try_again", key: "understood" }[lectern.standing] || ""; },
  takeOffer() {
    ({ look_round: lookRound, back: backToClass, try_again: () => comeAgain(true), understood: () => { classroom.refused = null; } })[lectern.offer]?.();
  },
  get keys() { return classroom.code ? classroom.words.keys : []; },
  showCode() { panels.showDialog("class"); },
  secret: "",
  copied: "",
  showPhone() { Object.assign(lectern, { secret: "", copied: "" }); panels.showDialog("class-phone"); },
  showSecret() { lectern.secret = drawn(leadingLink()); },
  async copyLead() {
    let done = classroom.words.copied;
    try { await navigator.clipboard.writeText(leadingLink()); } catch { done = classroom.words.not_copied; }
    lectern.copied = done;
    announce(done);
  },
  askEnd() { panels.showDialog("class-end"); },
  end() { panels.closeDialog(); endClass(); },
});
