// @ts-check
/* The line: whether what has come over it came fast. */

const FAST = 6000; // bits in a millisecond
/** @type {(timing: PerformanceResourceTiming | undefined) => boolean} */
export const cameFast = (timing) => timing?.responseEnd > timing?.responseStart && 8 * timing.encodedBodySize > FAST * (timing.responseEnd - timing.responseStart);
/** Whether what has come so far came fast: the fastest answer tells, others may have shared the line. */
export function lineIsFast() {
  const measured = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByType("resource")).filter((one) => one.transferSize > 30000 && one.responseEnd > one.responseStart);
  return !measured.length || measured.some(cameFast);
}
