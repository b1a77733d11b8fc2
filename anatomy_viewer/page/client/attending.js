// @ts-check
/* Who follows sees what the presenter does, or looks round and comes back; who leads tells it; the last who does something leads. */
import { edition } from "./content.js";
import { mention } from "./notices.js";
import { stored } from "./storage.js";
import { hear, listen, send } from "./signals.js";
import { arrived } from "./address.js";
import { wordsOfLink } from "./link_words.js";
import { coming, inTurn } from "./parts.js";
import { speak } from "./language.js";
import { KEYS } from "./keys.js";
import { papers } from "./sheets.js";
import { filming } from "./filming.js";
import { passport } from "./passport.js";
import { classroom, tellClass } from "./classroom.js";
import { commonView, isSamePicture, isSameTold, showCommonView } from "./common_view.js";

const GLANCE_MS = 60;
/** The state that this page shows, and what the page told of itself when it had come to show it. */
let shownState = null, shownView = null;
/** Counts what is shown; as long as it has not come, what changes is not a hand's doing. */
let showings = 0, shownLast = 0;
let lookTimer = 0, wasConnected = true, wasLeading = false, otherLed = false, hasBegun = false;

const follows = () => (classroom.role === "lead" ? !classroom.leading || !hasBegun : !classroom.roaming);
const isComing = () => shownLast !== showings && coming.queue.length > 0;

/** What has come of the class. */
function followClass() {
  const { state, room, connected } = classroom, back = connected && !wasConnected;
  wasConnected = connected;
  if (!state) return;
  if (follows() && (state !== shownState || back)) show();
  if (classroom.role !== "lead") return;
  if (hasBegun && room && room.leads === null && !classroom.leading && shownView) tellClass(shownView);
  otherLed ||= Boolean(room?.leads) && room.leads !== passport.name;
  if (classroom.leading !== wasLeading) {
    if (otherLed && classroom.leading) mention(classroom.words.leads_here); // that it does not says the bar
    wasLeading = classroom.leading;
    if (!wasLeading) show();
  }
}
function show() {
  const { state } = classroom, mine = showings += 1;
  shownState = state;
  speakAsClass(state.language);
  showCommonView(state, () => {
    if (mine !== showings) return;
    shownLast = mine;
    shownView = commonView();
    hasBegun = true;
    followClass();
  });
}
/** Who has chosen a language keeps it. @param {string | null} language */
function speakAsClass(language) {
  const chosen = stored("language") !== null || wordsOfLink(arrived).found.some(({ word }) => word === "lang");
  if (classroom.role === "follow" && chosen) return;
  if (language && language !== edition.language && edition.content.languages.some(({ id }) => id === language)) inTurn([language], () => speak(language));
}

/* A hand has changed something, or it was shown and is no news. */
function lookSoon() { if (hasBegun && !lookTimer) lookTimer = window.setTimeout(look, GLANCE_MS); }
function look() {
  lookTimer = 0;
  // A film or a handout goes through the steps, and comes back to what is shown.
  if (isComing() || classroom.over || papers.preparing || filming.filmStage === "drawing") return;
  const now = commonView();
  if (classroom.role === "lead") {
    if (isSameTold(now, shownView)) return;
    shownView = now;
    tellClass(now);
  } else if (!classroom.roaming && classroom.connected && !isSamePicture(now, shownView)) lookRound();
}
/* The banner says which, also to those who listen. */
export function lookRound() {
  classroom.roaming = true;
  send("class");
}
export function backToClass() {
  classroom.roaming = false;
  if (classroom.state) show();
  send("class");
}
const mayRoam = () => classroom.role === "follow" && Boolean(classroom.state) && !classroom.over;

export function listenToClass() {
  hear("class", followClass);
  for (const signal of /** @type {("overlay" | "picture" | "anatomy" | "switched" | "view" | "rest" | "drawn")[]} */ (["overlay", "picture", "anatomy", "switched", "view", "rest", "drawn"])) hear(signal, lookSoon);
  for (const event of ["step", "change", "anatomy", "camera"]) listen(event, lookSoon);
  // The bones of another form may come late, and bring the step's own camera with them.
  listen("form", () => { if (follows() && shownState) show(); else lookSoon(); });
  KEYS.c = () => { if (mayRoam()) { if (classroom.roaming) backToClass(); else lookRound(); } };
}
