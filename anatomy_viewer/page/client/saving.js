// @ts-check
/* One's own views: a link with a title, and the list of those that this browser keeps. */
import { reactive, nextTick } from "./vue.js";
import { edition, fill, words } from "./content.js";
import { announce } from "./notices.js";
import { $ } from "./elements.js";
import { titleIn } from "./view_words.js";
import { shared } from "./storage.js";
import { here } from "./state.js";
import { showing } from "./stage.js";
import { panels } from "./panels.js";
import { tooling } from "./tools.js";
import { readLink } from "./links.js";
import { openLink } from "./following.js";
import { wordsOfViewNow, linkOfView } from "./viewing.js";

const MOST_VIEWS = 50, LONGEST_LINK = 4000, LONG_LINK = 2000;
/** @type {(value: any) => {views: KeptView[]}} */
function viewsIn(value) {
  const list = Array.isArray(value?.views) ? value.views : [];
  const views = list.filter((one) => typeof one?.title === "string" && typeof one.words === "string" && /^\?[^\s#<>"']*$/.test(one.words) && one.words.length <= LONGEST_LINK)
    .map(({ title, words }) => ({ title: titleIn(title), words })).filter(({ title }) => title);
  return { views: views.filter((one, place) => views.findIndex(({ words }) => words === one.words) === place).slice(0, MOST_VIEWS) };
}
const sharedViews = shared("views", 1, viewsIn);
/** @param {(views: KeptView[]) => KeptView[]} change */
function keepViews(change) {
  saving.savedViews = change(sharedViews.now().views).slice(0, MOST_VIEWS);
  saving.viewsUnkept = !sharedViews.keep({ views: saving.savedViews });
}

/** @type {Saving} */
export const saving = reactive({
  savedViews: [],
  viewsUnkept: false,
  viewName: "",
  viewLink: "",
  savedNote: "",
  askView() {
    tooling.toolMenu = false;
    Object.assign(saving, { savedViews: sharedViews.now().views, viewsUnkept: false, viewLink: "", savedNote: "", viewName: here.step ? `${edition.wording(here.step.title)}, ${showing.viewWords.toLowerCase()}` : showing.viewWords });
    saving.viewName = titleIn(saving.viewName);
    panels.showDialog("views");
    nextTick(() => nextTick(() => /** @type {HTMLInputElement | null} */ ($(".views-dialog input"))?.select()));
  },
  saveView() {
    const title = titleIn(saving.viewName), { tools } = words();
    if (!title) { saving.savedNote = tools.view_untitled; announce(saving.savedNote); return; }
    const said = wordsOfViewNow(title);
    saving.viewName = title;
    saving.viewLink = linkOfView(said) || said;
    keepViews((kept) => [{ title, words: said }, ...kept.filter((one) => one.words !== said)]);
    copyView(saving.viewLink);
  },
  copyView,
  openView(view) { panels.closeDialog(); openLink(readLink(view.words)); },
  deleteView(view) {
    keepViews((kept) => kept.filter((one) => one.words !== view.words));
    announce(fill(words().tools.view_deleted, { title: view.title }));
    nextTick(() => /** @type {HTMLElement | null} */ ($(".views-dialog .kept-views button") || $(".views-dialog input"))?.focus());
  },
  linkOf: (view) => linkOfView(view.words) || view.words,
});
/** @param {string} link @returns {Promise<void>} */
async function copyView(link) {
  const { tools } = words(), where = /^file:/.test(link) ? tools.view_on_disk : /^https?:\/\/(localhost|127\.|\[::1\])/.test(link) ? tools.view_local : link.startsWith("?") ? tools.view_no_address : "";
  let done = tools.view_copied;
  try { await navigator.clipboard.writeText(link); } catch { done = tools.view_not_copied; }
  saving.savedNote = [done, where, link.length > LONG_LINK && tools.view_long, saving.viewsUnkept && tools.view_unkept].filter(Boolean).join(" ");
  announce(saving.savedNote);
}
export const watchViews = () => sharedViews.watch(() => { saving.savedViews = sharedViews.now().views; });
