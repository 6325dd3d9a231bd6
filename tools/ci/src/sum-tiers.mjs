/**
 * @typedef {object} TierOutcome
 * @property {string} name
 * @property {number} code exit code
 * @property {string} output
 * @property {boolean} counts whether it ends with `N passed, N failed`; one that doesn't is itself the one check
 */

const countLine = /^(\d+) passed, (\d+) failed$/;

/** @param {string} line */
export function isCount(line) {
  return countLine.test(line.trimEnd());
}

/**
 * What a tier adds to the sum. A tier that can't be counted, that checked nothing, or that ends badly although nothing
 * failed has failed.
 * @param {TierOutcome} tier
 * @returns {{ passed: number, failed: number, problems: readonly string[] }}
 */
export function countTier({ name, code, output, counts }) {
  const { passed, failed } = counts ? lastCount(output) : { passed: code === 0 ? 1 : 0, failed: 0 };
  const problems = [
    ...(passed === undefined ? [`${name} printed no count; expected a line \`N passed, N failed\` at its end.`] : []),
    ...(passed === 0 && failed === 0 && counts ? [`${name} passed no test.`] : []),
    ...(code !== 0 && failed === 0 ? [`${name} ended with exit code ${code} (above).`] : []),
  ];
  return { passed: passed ?? 0, failed: failed + (problems.length > 0 ? 1 : 0), problems };
}

/** @param {string} output @returns {{ passed: number | undefined, failed: number }} */
function lastCount(output) {
  const line = output.split('\n').findLast(isCount);
  const [, passed, failed] = countLine.exec(line?.trimEnd() ?? '') ?? [];
  return { passed: passed === undefined ? undefined : Number(passed), failed: Number(failed ?? 0) };
}

/** @param {readonly { passed: number, failed: number }[]} counted */
export function sumTiers(counted) {
  return {
    passed: counted.reduce((total, { passed }) => total + passed, 0),
    failed: counted.reduce((total, { failed }) => total + failed, 0),
  };
}
