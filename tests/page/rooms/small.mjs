/* A content of two lessons, one nerve and its bone: small enough to be read here, in the shape that Python compiles. */
import fs from "node:fs";
import { adopt } from "./content.js";
import { beginForm } from "./forms.js";

const words = JSON.parse(fs.readFileSync("words.json", "utf8"));
const everyone = (text) => ({ student: text, clinician: text, patient: text });
const structure = (id, kind, more = {}) => ({
  id, kind, name: id.replaceAll("_", " "), latin: "", synonyms: [], side: "right", group: null, tag: null, what: everyone(id), facts: [], pack: "all", triangles: 1, anchor: [0, 0, 0], centre: [0, 0, 0], radius_mm: 10, colour: [1, 1, 1], opacity: 1, at_home: true, variant: false, follows: null, ...more,
});
const camera = { direction: [0, -1, 0], up: [0, 0, 1], focus: [0, 0, 0], radius_mm: 100 };
const step = (id, title, more = {}) => ({
  id, title: everyone(title), html: everyone(""), alternative: everyone(title), picture: { bone: [1, "plain"], nerve_right: [1, "emphasised"] }, camera, view: "posterior",
  form: null, study: null, person: null, clip: null, seconds: {}, drawing: null, questions: [], labels: [], rulers: [], markers: [], values: [], claims: [], ...more,
});
const question = (id, kind, more) => ({ id, kind, prompt: everyone(`${id}?`), explain: everyone("because"), sources: [], changes: {}, right: [], feedback: [], ...more });
const target = (side) => ({
  target: "crossing_right", on: "skin", at: [60, -50, 0], normal: [0, -1, 0], axes: [{ direction: [1, 0, 0], more: "out", less: "in" }, { direction: [0, 0, 1], more: "up", less: "down" }],
  spread: null, camera, side,
});

export const content = {
  product: { name: "Viewer", version: "0" }, words, form: "pooled",
  packs: [{ id: "all", file: "all.pack", url: "all.pack", bytes: 1, sha256: "", problem: null }],
  structures: [structure("bone", "bone"), structure("nerve_right", "nerve", { name: "Superior cluneal nerve", latin: "Nervus cluneum superior" }), structure("skin", "skin")],
  points: [{ id: "crossing_right", name: "Crossing", kind: "site", side: "right", at: [60, -40, 0], normal: [0, -1, 0], on_skin: null, nerve: "nerve_right", what: everyone(""), facts: [] }],
  views: [{ id: "posterior", name: "From behind", key: "1", direction: [0, -1, 0], up: [0, 0, 1], note: "" }],
  layers: [{ id: "nerves", name: "Nerves", depth: "deep", structures: ["nerve_right"], on: true }], groups: [], sources: {}, lights: [], ghost_colour: [0, 0, 0],
  materials: { bone: {}, nerve: {}, skin: {} }, peels: [{ name: "Bones", layers: [] }], yardsticks: [{ id: "near", mm: 10, sources: [] }, { id: "fair", mm: 20, sources: [] }],
  paths: { nerve_right: [[60, 0, 20], [60, 0, 10], [60, 0, 0]] },
  rides: { nerve_right: [[0.5, "point", "crossing_right"]] },
  families: { nerve_right: { parameters: { crossing_mm: { values: [50, 60, 70], paths: [[[50, 0, 20], [50, 0, 10], [50, 0, 0]], [[60, 0, 20], [60, 0, 10], [60, 0, 0]], [[80, 0, 20], [70, 0, 10], [70, 0, 0]]] } } } },
  people: { sides: ["right"], columns: [{ nerves: ["nerve"], parameter: "crossing_mm", step: 0.5 }], rows: [[120], [110], [130], [140]], count: 4 },
  studies: [{ id: "maigne_1991", title: "Maigne 1991: sixty backs", note: "", hidden: [], shown: [], placed: {}, spreads: {}, rows: [] }],
  training: { sides: { right: target("right"), left: target("left") }, only: ["skin"] },
  home: { picture: { bone: [1, "plain"] }, camera, view: "posterior" },
  consult: { scene: { picture: {}, camera, view: "posterior" }, grid: { x_mm: [-10, 0, 10], z_mm: [-10, 0, 10], y_mm: [-1, 0, 1, -1, 0, 1, -1, 0, null] }, dimples_mm: 0, areas: [], take_home: [] },
  forms: [{ id: "pooled", name: "Usual pelvis", short: "Usual", note: "", address: null }, { id: "female", name: "Woman's pelvis", short: "Woman", note: "", address: null }],
  audiences: ["student", "clinician", "patient"], languages: [{ id: "en", name: "English" }, { id: "es", name: "Español" }],
  lessons: [
    { id: "the_crest", title: "The crest", audiences: ["student", "clinician"], steps: [
      step("over_the_crest", "Over the crest"),
      step("order", "In order", { questions: [
        question("depth", "order", { items: [{ ...everyone("skin"), id: "skin" }, everyone("fat"), { ...everyone("fascia"), id: "fascia" }], start: [2, 0, 1] }),
        question("which", "choose", { options: [{ id: "yes", text: everyone("yes"), right: true }, { id: "no", text: everyone("no"), right: false }] }),
        question("both", "choose", { several: true, options: [{ id: "a", text: everyone("a"), right: true }, { id: "b", text: everyone("b"), right: true }, { id: "c", text: everyone("c"), right: false }] }),
      ] }),
      step("end", "The end"),
    ] },
    { id: "for_you", title: "For you", audiences: ["patient"], steps: [step("one", "One")] },
  ],
  translations: { es: { words: { ...words, announce_language: "Español" }, lessons: { the_crest: { title: "La cresta", steps: { end: { title: everyone("El final") } } } } } },
};

/** Adopted once, as the page does it when it opens. */
export function open() {
  adopt(content, "en");
  beginForm();
}
