import semver from 'semver';
import { matchesPattern } from '../matches-pattern.mjs';

/** @import { Policy } from '../types.js' */

/**
 * One published version, as the registry tells it.
 * @typedef {{ version: string, node?: string | undefined, deprecated?: boolean }} Candidate
 * @typedef {'patch' | 'minor' | 'major'} Level
 * @typedef {{ name: string, from: string, to: string, note: string }} Step note: why it is not the newest
 */

/**
 * Which version each dependency goes to: the newest that the level, the holds, the oldest Node and its group leave.
 * @param {ReadonlyMap<string, string>} current name → version
 * @param {ReadonlyMap<string, readonly Candidate[]>} published
 * @param {{ level: Level, oldestNode: string, update: Policy['update'] }} rules
 * @returns {Step[]} those that change, or that a rule keeps back
 */
export function planUpdate(current, published, { level, oldestNode, update }) {
  const choices = new Map(
    [...current].map(([name, from]) => [
      name,
      choose(name, from, published.get(name) ?? [], { level, oldestNode, update }),
    ]),
  );
  for (const patterns of update.groups) {
    const group = [...current.keys()].filter((name) => patterns.some((pattern) => matchesPattern(pattern, name)));
    equalise(group, patterns.join(', '), choices);
  }
  return [...choices]
    .map(([name, { allowed, note }]) => ({ name, from: current.get(name) ?? '', to: allowed[0] ?? '', note }))
    .map((step) => ({ ...step, to: step.to || step.from }))
    .filter(({ from, to, note }) => from !== to || note !== '');
}

/**
 * @param {string} name
 * @param {string} from
 * @param {readonly Candidate[]} candidates
 * @param {{ level: Level, oldestNode: string, update: Policy['update'] }} rules
 * @returns {{ allowed: string[], note: string }} newest first, the present version last
 */
function choose(name, from, candidates, { level, oldestNode, update }) {
  const hold = update.holds.find((one) => matchesPattern(one.package, name));
  const inLevel = candidates.filter(({ version }) => isNewer(version, from) && isWithin(version, from, level));
  const usable = inLevel.filter((one) => !one.deprecated && runsOn(one, oldestNode));
  const held = usable.filter(({ version }) => !hold || semver.satisfies(version, hold.range));
  const allowed = sortNewestFirst(held.map(({ version }) => version));
  const newest = sortNewestFirst(inLevel.filter(({ deprecated }) => !deprecated).map(({ version }) => version))[0];
  const note = newest && newest !== allowed[0] ? explain(newest, usable, hold, oldestNode) : '';
  return { allowed: [...allowed, from], note };
}

/**
 * @param {string} newest
 * @param {readonly Candidate[]} usable
 * @param {Policy['update']['holds'][number] | undefined} hold
 * @param {string} oldestNode
 */
function explain(newest, usable, hold, oldestNode) {
  if (usable.some(({ version }) => version === newest)) return `not ${newest}: held at ${hold?.range}, ${hold?.reason}`;
  return `not ${newest}: it does not run on Node ${oldestNode}`;
}

/** @param {string} version @param {string} from */
function isNewer(version, from) {
  return semver.gt(version, from) && semver.prerelease(version) === null;
}

/** @param {string} version @param {string} from @param {Level} level */
function isWithin(version, from, level) {
  if (level === 'major') return true;
  return semver.satisfies(version, level === 'minor' ? `^${from}` : `~${from}`);
}

/** @param {Candidate} candidate @param {string} oldestNode */
function runsOn({ node }, oldestNode) {
  return node === undefined || semver.validRange(node) === null || semver.satisfies(oldestNode, node);
}

/** @param {string[]} versions */
function sortNewestFirst(versions) {
  return [...versions].sort(semver.rcompare);
}

/**
 * The newest version that every package of the group has; a group whose members differ and share none stays.
 * @param {readonly string[]} group
 * @param {string} label
 * @param {Map<string, { allowed: string[], note: string }>} choices
 */
function equalise(group, label, choices) {
  const lists = group.map((name) => choices.get(name)?.allowed ?? []);
  const shared = sortNewestFirst(
    (lists[0] ?? []).filter((version) => lists.every((list) => list.includes(version))),
  )[0];
  for (const name of group) {
    const choice = choices.get(name);
    if (!choice) continue;
    const wanted = shared ?? choice.allowed.at(-1) ?? '';
    const note = choice.allowed[0] === wanted ? choice.note : `not ${choice.allowed[0]}: ${label} keep equal versions`;
    choices.set(name, { allowed: [wanted], note });
  }
}
