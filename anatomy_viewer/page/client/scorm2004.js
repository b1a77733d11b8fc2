// @ts-check
/* SCORM 2004: completion, success and score apart, answers2004 with their question's words. */
import { answersOn, isoDuration, lineTo } from "./scorm.js";
import { beginAttempt } from "./attempt.js";

const MOST_WORDS = 250;
const line2004 = lineTo("API_1484_11", "", "Terminate");
const answers2004 = answersOn(line2004, (record) => {
  const numeric = record.type === "numeric";
  const patterns = numeric ? [`0[:]${record.most}`] : record.patterns.map((ids) => ids.join("[,]"));
  return /** @type {[string, string | string[]][]} */ ([
    ["id", record.id],
    ["type", record.type],
    ["timestamp", record.at.toISOString()],
    ["description", [`{lang=${record.language}}${record.text.slice(0, MOST_WORDS)}`, record.text.slice(0, MOST_WORDS)]],
    ...patterns.map((pattern, place) => [`correct_responses.${place}.pattern`, pattern]),
    ["learner_response", numeric ? String(record.mm) : record.response.join("[,]")],
    ["result", record.right ? "correct" : "incorrect"],
    ["weighting", record.counts ? "1" : "0"],
    ["latency", isoDuration(record.seconds)],
  ]);
});

/** @param {Standing} now @returns {boolean} */
function write2004(now) {
  const { score } = now;
  /** @type {[string, string][]} */
  const values = [
    ["completion_status", now.complete ? "completed" : "incomplete"],
    ["success_status", now.passed === null ? "unknown" : now.passed ? "passed" : "failed"],
    ["progress_measure", String(Math.floor(100 * now.progress) / 100)],
    ...(score === null ? [] : /** @type {[string, string][]} */ ([["score.scaled", String(score / 100)], ["score.raw", String(score)], ["score.min", "0"], ["score.max", "100"]])),
    ["location", now.place],
    ["suspend_data", now.kept],
    ["session_time", isoDuration(now.seconds)],
    ["exit", "suspend"],
  ];
  return !values.map(([key, value]) => line2004.set(`cmi.${key}`, value)).includes("lost");
}

beginAttempt({
  async open() {
    if (!line2004.start()) return null;
    answers2004.begin();
    const mode = line2004.get("cmi.mode"), success = line2004.get("cmi.success_status"), score = line2004.get("cmi.score.raw");
    return {
      mode: mode === "browse" || mode === "review" ? mode : "normal", kept: line2004.get("cmi.suspend_data"), place: line2004.get("cmi.location"),
      complete: line2004.get("cmi.completion_status") === "completed", passed: success === "passed" ? true : success === "failed" ? false : null, score: score === "" ? null : Number(score),
    };
  },
  answer: (record) => answers2004.give(record),
  async send(now) { const written = write2004(now); return line2004.commit() && written; },
  leave(now) { if (now) write2004(now); line2004.end(); },
});
