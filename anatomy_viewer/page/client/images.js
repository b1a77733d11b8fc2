// @ts-check
/* The picture taken away: drawn anew at twice its size, with what it shows told below it, to a file or to the clipboard. */
import { reactive } from "./vue.js";
import { words } from "./content.js";
import { mention } from "./notices.js";
import { whose } from "./people.js";
import { hurts } from "./hurts.js";
import { device } from "./device.js";
import { here } from "./state.js";
import { showing, stage, stageContext } from "./stage.js";
import { drawnAnew } from "./paper.js";
import { footingOf, groundOf } from "./footing.js";
import { tooling } from "./tools.js";

const IN_HAND = 0.8; // of its width: on a phone what explains leaves little room for the picture
const SIGN = 92, MOST_PIXELS = 24e6, TIMES = 2;
/**
 * How many px of the file make one of the window: the file is twice as wide as the view is on this screen, as far as can be drawn.
 * @param {number} width
 * @param {number} height
 * @returns {number}
 */
export function sharpnessOf(width, height) {
  const gl = stageContext(), wide = stage.free.box.width;
  const most = Math.min(...[gl.MAX_RENDERBUFFER_SIZE, gl.MAX_TEXTURE_SIZE].map((limit) => gl.getParameter(limit)), ...gl.getParameter(gl.MAX_VIEWPORT_DIMS));
  return Math.min((TIMES * wide * Math.max(1, window.devicePixelRatio || 1)) / width, most / width, most / height, Math.sqrt(MOST_PIXELS / (width * height)));
}
/** @returns {Promise<Blob | null>} */
export async function pictureNow() {
  if (!stage?.free || !tooling.toolsHelp) return null;
  const width = Math.round(stage.free.width), height = Math.round(Math.max(stage.free.height, device.phone ? IN_HAND * width : 0)), footing = footingOf(width);
  const drawn = drawnAnew({ width, height, sign: SIGN, sharpness: sharpnessOf(width, height + footing.height), paper: false, foot: footing.height, ground: groundOf });
  if (!drawn) return null;
  footing.draw(drawn.pen, drawn.bottom);
  return new Promise((resolve) => { drawn.sheet.toBlob(resolve, "image/png"); });
}
/** Lesson, step and side: so that one finds it again. @param {string} ending @returns {string} */
export function nameOfFile(ending) {
  const parts = [here.lessonId ?? (hurts.where ? "where_it_hurts" : "cluneal_nerves"), here.stepId, showing.viewId ?? "own_view", whose.seed ? `person_${whose.seed}` : whose.studyId];
  return `${parts.filter(Boolean).join("-").replace(/[^a-z0-9_-]+/gi, "_").slice(0, 150)}.${ending}`;
}
/** @param {Blob} blob @param {string} name */
export function handOut(blob, name) {
  const link = document.createElement("a"), address = URL.createObjectURL(blob);
  Object.assign(link, { href: address, download: name });
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(address), 60000); // a browser may ask first where to put it
}

/** @type {Imaging} */
export const imaging = reactive({
  get canCopyPicture() { return Boolean(window.isSecureContext && navigator.clipboard?.write && window.ClipboardItem); },
  async savePicture() {
    tooling.toolMenu = false;
    const picture = await pictureNow(), { tools } = words();
    if (!picture) { mention(tools.picture_none); return; }
    handOut(picture, nameOfFile("png"));
    mention(tools.picture_saved);
  },
  async copyPicture() {
    tooling.toolMenu = false;
    const { tools } = words();
    // The promise itself: some browsers forget the hand that has asked while they wait.
    const picture = pictureNow().then((made) => made || Promise.reject(new Error(tools.picture_none)));
    try {
      await navigator.clipboard.write([new window.ClipboardItem({ "image/png": picture })]);
      mention(tools.picture_copied);
    } catch { mention(await picture.then(() => tools.picture_not_copied, () => tools.picture_none)); }
  },
});
