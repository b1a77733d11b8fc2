// @ts-check
/* SCORM 1.2: one status for all, short texts, answers12 that cannot be read back. */
import { answersOn, lineTo, timeOfDay, timespan } from "./scorm.js";
import { beginAttempt } from "./attempt.js";

const MOST_TEXT_12 = 255;
const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
const line12 = lineTo("API", "LMS", "Finish");
/** Ids say more, but a platform may take single letters only. @type {(record: AnswerRecord, ids: string[]) => string[]} */
function responses12({ choices }, ids) {
  const letters = ids.map((id) => LETTERS[choices.findIndex((one) => one.id === id)] || "").join(",");
  return [ids.join(","), letters].filter((text) => text.length <= MOST_TEXT_12);
}
const answers12 = answersOn(line12, (record) => {
  const numeric = record.type === "numeric", pattern = numeric ? ["0"] : responses12(record, record.patterns[0]);
  return /** @type {[string, string | string[]][]} */ ([
    ["id", record.id.slice(0, MOST_TEXT_12)],
    ["time", timeOfDay(record.at)],
    ["type", record.type],
    ["correct_responses.0.pattern", pattern],
    ["student_response", numeric ? String(record.mm) : responses12(record, record.response)],
    ["result", record.right ? "correct" : "wrong"],
    ["weighting", record.counts ? "1" : "0"],
    ["latency", timespan(record.seconds)],
  ]);
});

/** @param {Standing} now @returns {boolean} */
function write12(now) {
  /** @type {[string, string][]} */
  const values = [
    ["lesson_status", !now.done ? "incomplete" : now.passed === null ? "completed" : now.passed ? "passed" : "failed"],
    ...(now.score === null ? [] : /** @type {[string, string][]} */ ([["score.raw", String(now.score)], ["score.min", "0"], ["score.max", "100"]])),
    ["lesson_location", now.place.slice(0, MOST_TEXT_12)],
    ["session_time", timespan(now.seconds)],
    ["exit", "suspend"],
  ];
  const how = values.map(([key, value]) => line12.set(`cmi.core.${key}`, value));
  return ![...how, line12.set("cmi.suspend_data", now.kept)].includes("lost");
}

beginAttempt({
  async open() {
    if (!line12.start()) return null;
    answers12.begin();
    const mode = line12.get("cmi.core.lesson_mode"), status = line12.get("cmi.core.lesson_status"), score = line12.get("cmi.core.score.raw");
    return {
      mode: mode === "browse" || mode === "review" ? mode : "normal", kept: line12.get("cmi.suspend_data"), place: line12.get("cmi.core.lesson_location"),
      complete: ["completed", "passed"].includes(status), passed: status === "passed" ? true : status === "failed" ? false : null, score: score === "" ? null : Number(score),
    };
  },
  answer: (record) => answers12.give(record),
  async send(now) { const written = write12(now); return line12.commit() && written; },
  leave(now) { if (now) write12(now); line12.end(); },
});
