/* A learning platform's object that takes nothing which its standard does not allow, and remembers what was said. */
import { content } from "./small.mjs";

const ID = /^[\x21-\x7e]{1,255}$/, TEXT = /^[^]{0,255}$/, DECIMAL = /^\d{1,5}(\.\d{1,2})?$/, SPAN = /^\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?$/;
const IN_12 = [
  [/^cmi\.core\.lesson_status$/, /^(passed|completed|failed|incomplete|browsed)$/], [/^cmi\.core\.score\.(raw|min|max)$/, /^(100|\d{1,2})(\.\d{1,2})?$/],
  [/^cmi\.core\.lesson_location$/, TEXT], [/^cmi\.core\.session_time$/, SPAN], [/^cmi\.core\.exit$/, /^(time-out|suspend|logout|)$/],
  [/^cmi\.suspend_data$/, /^[\x20-\x7e]{0,4096}$/], [/^cmi\.interactions\.\d+\.id$/, ID], [/^cmi\.interactions\.\d+\.time$/, /^\d\d:[0-5]\d:[0-5]\d$/],
  [/^cmi\.interactions\.\d+\.type$/, /^(true-false|choice|fill-in|matching|performance|sequencing|likert|numeric)$/], [/^cmi\.interactions\.\d+\.(correct_responses\.\d+\.pattern|student_response)$/, TEXT],
  [/^cmi\.interactions\.\d+\.result$/, /^(correct|wrong|unanticipated|neutral|\d+(\.\d+)?)$/], [/^cmi\.interactions\.\d+\.weighting$/, DECIMAL], [/^cmi\.interactions\.\d+\.latency$/, SPAN],
];
const LASTS = /^P(?=.)(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?$/, LISTED = /^(\w{1,250}(\[,\]\w{1,250})*|\d+(\.\d+)?|\d+\[:\]\d+|)$/;
const IN_2004 = [
  [/^cmi\.completion_status$/, /^(completed|incomplete|not attempted|unknown)$/], [/^cmi\.success_status$/, /^(passed|failed|unknown)$/], [/^cmi\.progress_measure$/, /^(1|0(\.\d+)?)$/],
  [/^cmi\.score\.scaled$/, /^(1|0(\.\d{1,7})?)$/], [/^cmi\.score\.(raw|min|max)$/, /^\d{1,3}$/], [/^cmi\.location$/, /^[^]{0,1000}$/], [/^cmi\.suspend_data$/, /^[^]{0,64000}$/],
  [/^cmi\.session_time$/, LASTS], [/^cmi\.exit$/, /^(suspend|normal|logout|time-out|)$/], [/^cmi\.interactions\.\d+\.id$/, /^[^]{1,4000}$/],
  [/^cmi\.interactions\.\d+\.type$/, /^(choice|sequencing|numeric)$/], [/^cmi\.interactions\.\d+\.timestamp$/, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z$/],
  [/^cmi\.interactions\.\d+\.description$/, /^(\{lang=\w\w\})?[^]{0,250}$/], [/^cmi\.interactions\.\d+\.(correct_responses\.\d+\.pattern|learner_response)$/, LISTED],
  [/^cmi\.interactions\.\d+\.result$/, /^(correct|incorrect)$/], [/^cmi\.interactions\.\d+\.weighting$/, /^[01]$/], [/^cmi\.interactions\.\d+\.latency$/, LASTS],
];

/**
 * @param {"LMS" | ""} prefix
 * @param {string} end
 * @param {Record<string, string>} kept
 */
export function runTime(prefix, end, kept = {}) {
  const rules = prefix ? IN_12 : IN_2004;
  const platform = { kept: { ...kept }, sent: {}, commits: 0, ended: 0, begun: 0, down: false, refusing: /^$/, refused: [], fault: "0", lettersOnly: false };
  const answersNow = () => new Set(Object.keys(platform.kept).map((key) => /^cmi\.interactions\.(\d+)\./.exec(key)?.[1]).filter(Boolean)).size;
  const arrive = () => { if (platform.down) { platform.fault = prefix ? "101" : "391"; return "false"; } platform.sent = { ...platform.kept }; return "true"; };
  const object = {
    Initialize() { if (platform.down) { platform.fault = "101"; return "false"; } platform.begun += 1; return "true"; },
    GetValue: (key) => (key === "cmi.interactions._count" ? String(answersNow()) : platform.kept[key] ?? ""),
    SetValue(key, value) {
      platform.fault = "0";
      const rule = rules.find(([name]) => name.test(key)), number = /^cmi\.interactions\.(\d+)\.(\w+)/.exec(key);
      const late = !prefix && number && number[2] !== "id" && !(`cmi.interactions.${number[1]}.id` in platform.kept);
      if (!rule || !rule[1].test(value) || (number && Number(number[1]) > answersNow()) || late || platform.refusing.test(key)
        || (platform.lettersOnly && /student_response/.test(key) && !/^(\w(,\w)*|[\d.]+)$/.test(value))) {
        platform.refused.push([key, value]);
        platform.fault = prefix ? "405" : "406";
        return "false";
      }
      if (platform.gone) { platform.fault = prefix ? "301" : "132"; return "false"; }
      platform.kept[key] = value;
      return "true";
    },
    Commit() { platform.commits += 1; return arrive(); },
    GetLastError: () => platform.fault,
  };
  object[end] = () => { platform.ended += 1; return arrive(); };
  platform.object = Object.fromEntries(Object.entries(object).map(([name, act]) => [prefix + name, act]));
  return platform;
}
/** The answers that a platform has, in their order. */
export function answersOf(values) {
  const found = [];
  for (const [key, value] of Object.entries(values)) {
    const [, place, name] = /^cmi\.interactions\.(\d+)\.(.+)$/.exec(key) || [];
    if (place) (found[place] ||= {})[name] = value;
  }
  return found;
}

const words = { unreached: "cannot be reached", outside: "outside", looking: "a look back", closed: "closed" };
/** A page as a package has it, with its adapter begun. */
export async function attempt(adapter, { course = {}, link = "" } = {}) {
  Object.assign(content, {
    package: { standard: adapter, audience: "student", words: { en: words, es: words } },
    course: { title: "A week", languages: { title: "en" }, audience: null, pass_mark: 60, complete: "steps", offers: ["en", "es"], ...course },
  });
  globalThis.anatomyContent = content;
  globalThis.anatomyLink = link;
  await import(`./${adapter}.js`);
  const { open } = await import("./small.mjs");
  open();
  page.tell("anatomyviewer", {});
  await settled();
}
export async function settled() { for (let k = 0; k < 20; k += 1) await Promise.resolve(); }
