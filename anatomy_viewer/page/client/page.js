// @ts-check
/* The page: what its templates see, put together from the rooms' parts, and what happens when it opens. */
import { getCurrentInstance, h, watch, markRaw } from "./vue.js";
import { edition, content, say } from "./content.js";
import { saying, notify } from "./notices.js";
import { consult, readSize } from "./consult.js";
import { hurts } from "./hurts.js";
import { whose } from "./people.js";
import { here } from "./state.js";
import { quiz } from "./quiz.js";
import { rememberedLanguage, arrived, readAddress, wholeCalls, withoutEntry } from "./address.js";
import { device, watchDevice } from "./device.js";
import { beginFraming, framing } from "./framing.js";
import { looks } from "./looks.js";
import { captions } from "./captions.js";
import { showing } from "./stage.js";
import { cutting } from "./clip.js";
import { connection, readConnectionSeen, keepPageWithoutConnection } from "./connection.js";
import { arrivals, keepTrying } from "./fetching.js";
import { beginContent, coming, languageComes } from "./parts.js";
import { panels, openPanels } from "./panels.js";
import { cameraCalls } from "./camera.js";
import { lineUp, wantSurfaces, surfaceCalls } from "./surfaces.js";
import { beginForm, formCalls } from "./forms.js";
import { speech, listenForVoices } from "./speech.js";
import { languageCalls } from "./language.js";
import { taken } from "./course.js";
import { followProgress, watchProgress, learnt } from "./progress.js";
import { stopPlayingByHand, lessonCalls } from "./lessons.js";
import { wordsOfLink } from "./link_words.js";
import { readLink } from "./links.js";
import { questionCalls } from "./questions.js";
import { trainingCalls } from "./training.js";
import { whereCalls } from "./where.js";
import { openLink, comeBack } from "./following.js";
import { pressCalls } from "./pressing.js";
import { switchCalls } from "./switching.js";
import { api } from "./api.js";
import { listenToPageAround } from "./embedding.js";
import { writing, followPreview } from "./author.js";
import { withContext, graphicsCalls } from "./graphics.js";
import { keyboard, listenToKeys } from "./keys.js";
import { papers } from "./sheets.js";
import { tooling } from "./tools.js";
import { undoing, listenToChanges } from "./undoing.js";
import { handed } from "./handed.js";
import { viewingCalls } from "./viewing.js";
import { saving, watchViews } from "./saving.js";
import { imaging } from "./images.js";
import { filming } from "./filming.js";
import { ruling } from "./ruler.js";
import { cutter } from "./cutter.js";
import { drawer } from "./pen.js";
import { ride } from "./ride.js";
import { printCalls, listenToPrinting } from "./printing.js";
import { AnatomyStage } from "./scene.js";
import { seeking } from "./search.js";
import { site, keepSite } from "./site.js";
import { together } from "./together.js";
import { guests } from "./guests.js";

const viewer = together(edition, seeking, device, framing, saying, panels, here, quiz, learnt, taken, whose, looks, showing, cutting, connection, site, arrivals, captions, writing, keyboard, tooling, ruling, cutter, drawer, ride, undoing, handed, saving, imaging, filming, coming,
  cameraCalls, graphicsCalls, surfaceCalls, switchCalls, formCalls, lessonCalls, languageCalls, questionCalls, pressCalls, trainingCalls, wholeCalls, viewingCalls,
  { consult: together(consult, hurts, speech, papers, whereCalls, printCalls) }, ...guests);

/**
 * A part of the page in text, compiled when it is first shown.
 * @type {Record<string, object>}
 */
const pageParts = {};
/** A part that is put in place when its condition changes, and not with Vue's next update: a browser holds that while it prints. */
const AtOnce = {
  setup(_, { slots }) {
    const instance = getCurrentInstance();
    watch(() => papers.sheet, () => instance.update(), { flush: "sync" });
    return () => slots.default();
  },
};
const LaterPart = {
  props: ["template"],
  render() {
    const { template } = /** @type {any} */ (this);
    return h(pageParts[template] ??= markRaw({ template }));
  },
};

const languageAsked = () => readLink(arrived).language || rememberedLanguage();

/* What can begin before the page is mounted. */
readAddress();
beginFraming(arrived);
beginContent();
beginForm();
lineUp();
watchDevice();
openPanels();
readSize();
readConnectionSeen();
window.addEventListener("popstate", comeBack);
stopPlayingByHand();
keepTrying();
listenForVoices();
listenToPrinting();
watchProgress();
listenToChanges();
watchViews();
window.anatomyBegun = languageComes(languageAsked());
window.anatomyViewer = Object.assign(window.anatomyViewer || {}, api);
wantSurfaces();
listenToKeys();

window.anatomy_page = {
  install(app) {
    app.config.globalProperties.viewer = viewer;
    app.component("anatomy-stage", AnatomyStage);
    app.component("VtkView", withContext(app.component("VtkView")));
    app.component("later-part", LaterPart);
    app.component("at-once", AtOnce);
    keepPageWithoutConnection(window.trame, (connected, more) => connection.connectionChanged(connected, more));
    const file = content.authoring?.lesson;
    if (!file) (content.lesson_problems || []).forEach(notify);
    followProgress();
    const asked = readLink(arrived);
    withoutEntry(() => { // what one came in with is one entry of the history
      openLink({ ...asked, language: languageAsked() });
      document.dispatchEvent(new CustomEvent("anatomyviewer", { bubbles: true, detail: window.anatomyViewer }));
    });
    if (!guests.length && wordsOfLink(arrived).found.some(({ word }) => word === "class")) notify(say("class_needs_server"));
    keepSite();
    listenToPageAround();
    if (file) followPreview(file, asked.lesson === file && (asked.step || true));
  },
};
