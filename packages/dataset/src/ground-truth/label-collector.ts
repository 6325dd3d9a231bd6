import { LabelAttributeNotFoundError } from '../errors.js';
import type { LabelledImage, SourceLine } from '../model/labelled-image.js';
import { compareCodeUnits } from '../model/compare-code-units.js';
import { LabelledImageStore } from '../model/labelled-image-store.js';
import type { Problem } from '../model/problem.js';
import type { NoteReason } from '../model/reasons.js';
import { assertClassesInList } from './assert-classes-in-list.js';
import {
  assertManifestKind,
  assertStartsLikeManifest,
  type ManifestTally,
  tallyOutcome,
} from './assert-manifest-kind.js';
import { createClassNames } from './class-names.js';
import type { JsonObject } from './json-value.js';
import type { ExcludedLine, Labels } from './labels.js';
import { listOtherKeys } from './list-other-keys.js';
import { nameBoxes } from './name-boxes.js';
import { type LineOptions, type LineOutcome, parseManifestLine } from './parse-manifest-line.js';
import type { ReadBox } from './read-label.js';
import { type DuplicatePolicy, resolveDuplicates } from './resolve-duplicates.js';
import { summariseVerdicts } from './verification.js';
import { wrongKinds } from './wrong-kind.js';

export interface LabelOptions extends LineOptions {
  /** All classes in order; without it those that the manifests name. */
  readonly classList?: readonly string[] | undefined;
  /** Default: newest. */
  readonly onDuplicate?: DuplicatePolicy | undefined;
}

type LabelledOutcome = Extract<LineOutcome, { kind: 'labelled' }>;

/** An image with a box whose class its own line does not name; other lines of the attribute may. */
interface PendingImage {
  /** Its place in the store, where it has no boxes yet. */
  readonly place: number;
  readonly boxes: readonly ReadBox[];
  readonly classMap: JsonObject;
}

/**
 * Reads Ground Truth's output manifests (A1, A2 of the format page) into one list of labelled images. It takes them line by
 * line, so that no manifest has to be in memory as text.
 */
export class LabelCollector {
  readonly #options: LabelOptions;
  readonly #classNames = createClassNames();
  readonly #tallies: ManifestTally[] = [];
  readonly #images = new LabelledImageStore();
  readonly #pending: PendingImage[] = [];
  readonly #excluded: ExcludedLine[] = [];
  readonly #problems: Problem[] = [];
  readonly #attributes = new Map<string, { lines: number; chosen: number }>();
  readonly #verdicts = new Map<string, number>();
  readonly #jobNames = new Set<string>();
  readonly #otherKeys = new Set<string>();
  #objectsMismatches = 0;
  readonly #notes: { -readonly [R in NoteReason]?: number } = {};

  constructor(options: LabelOptions = {}) {
    this.#options = options;
  }

  /** @throws WrongManifestKindError when the manifest before this one was none */
  startManifest(name: string): void {
    const previous = this.#tallies.at(-1);
    if (previous) assertManifestKind(previous);
    this.#tallies.push({ name, lines: 0, labelled: 0, excluded: 0, wrong: new Map(), strangeLines: 0 });
  }

  /**
   * @param number counted from 1, blank lines included
   * @throws WrongManifestKindError at a first line that no manifest has
   */
  addLine(text: string, number: number): void {
    const tally = this.#tallies.at(-1);
    if (!tally || text.trim() === '') return;
    if (tally.lines++ === 0) assertStartsLikeManifest(tally.name, text);
    const outcome = parseManifestLine(text, this.#options);
    tallyOutcome(tally, outcome);
    this.#add(outcome, { manifest: this.#tallies.length - 1, line: number });
  }

  /** @throws WrongManifestKindError, ClassNotInListError, LabelAttributeNotFoundError */
  finish(): Labels {
    const { labelAttributes, classList, dropVerified, onDuplicate = 'newest' } = this.#options;
    for (const tally of this.#tallies) assertManifestKind(tally);
    assertAttributesFound(labelAttributes, [...this.#attributes.keys()]);
    const manifests = this.#tallies.map(({ name, lines }) => ({ name, lines }));
    const names = manifests.map(({ name }) => name);
    const unique = resolveDuplicates(this.#images, this.#resolvePending(), onDuplicate, names);
    const images = this.#images.pick(unique.places);
    if (classList) assertClassesInList(images, classList, manifests);
    return {
      manifests,
      attributes: [...this.#attributes].map(([attribute, counts]) => ({ attribute, ...counts })),
      classes: classList ?? this.#classNames.inOrder(),
      images,
      excluded: [...this.#excluded, ...unique.excluded],
      problems: [...this.#problems, ...unique.problems].sort(byPlace),
      objectsMismatches: this.#objectsMismatches,
      verification: dropVerified && summariseVerdicts(dropVerified, this.#verdicts),
      jobNames: [...this.#jobNames].sort(compareCodeUnits),
      otherKeys: listOtherKeys(this.#otherKeys),
      notes: this.#notes,
    };
  }

  #add(outcome: LineOutcome, place: SourceLine): void {
    switch (outcome.kind) {
      case 'labelled':
        return this.#addImage(outcome, place);
      case 'excluded': {
        const { sourceRef, reason, detail, attributes = [], verdict } = outcome;
        this.#noteAttributes(attributes);
        this.#noteVerdict(verdict);
        this.#excluded.push({ ...place, sourceRef, reason, detail });
        return;
      }
      case 'problem': {
        const { reason, message, sourceRef } = outcome;
        this.#problems.push({ ...place, reason, message, sourceRef });
        return;
      }
      case 'wrong':
        this.#problems.push({ ...place, reason: 'source-ref-missing', message: wrongKinds[outcome.wrongKind] });
    }
  }

  #addImage(
    { sourceRef, chosen, label, attributes, otherKeys, manifestGroup, verdict }: LabelledOutcome,
    { manifest, line }: SourceLine,
  ): void {
    const { attribute, metadata, createdAtMicros, isAdjusted } = chosen;
    const { size, classMap } = label;
    this.#noteAttributes(attributes, attribute);
    this.#noteVerdict(verdict);
    this.#classNames.add(attribute, classMap);
    if (typeof metadata['job-name'] === 'string') this.#jobNames.add(metadata['job-name']);
    for (const key of otherKeys) this.#otherKeys.add(key);
    if (label.hasOddConfidences) this.#objectsMismatches++;
    if (label.hasSeveralSizes) this.#note('size-repeated');
    if (label.isMachineMade) this.#note('machine-annotated');
    const boxes = nameBoxes(label.boxes, (id) => this.#classNames.onLine(id, classMap));
    if (!boxes) this.#pending.push({ place: this.#images.length, boxes: label.boxes, classMap });
    // Written out: spreading the place would take as long as all the rest of a line.
    const image = { manifest, line, sourceRef, attribute, size, boxes: boxes ?? [], createdAtMicros, isAdjusted };
    if (manifestGroup === undefined && !label.isMachineMade) this.#images.add(image);
    else
      this.#images.add({ ...image, ...withGroup(manifestGroup), ...(label.isMachineMade && { isMachineMade: true }) });
  }

  /** The places of the images whose boxes all have a name. */
  #resolvePending(): Uint32Array {
    const resolved = Uint32Array.from({ length: this.#images.length }, (_, i) => i);
    const nameless = new Set<number>();
    for (const { place, boxes, classMap } of this.#pending) {
      const image = this.#images.at(place);
      const nameOf = (id: string): string | undefined =>
        this.#classNames.resolve(image.attribute, id, classMap) ?? this.#options.classList?.[Number(id)];
      const named = nameBoxes(boxes, nameOf);
      if (named) resolved[place] = this.#images.add({ ...image, boxes: named });
      else nameless.add(place);
      const unknown = boxes.find((box) => nameOf(box.classId) === undefined);
      if (unknown) this.#problems.push(describeUnknownClass(image, unknown));
    }
    return resolved.filter((place) => !nameless.has(place));
  }

  #note(reason: NoteReason): void {
    this.#notes[reason] = (this.#notes[reason] ?? 0) + 1;
  }

  #noteVerdict(verdict: string | undefined): void {
    if (verdict !== undefined) this.#verdicts.set(verdict, (this.#verdicts.get(verdict) ?? 0) + 1);
  }

  #noteAttributes(names: readonly string[], chosen?: string): void {
    for (const name of names) {
      const { lines, chosen: timesChosen } = this.#attributes.get(name) ?? { lines: 0, chosen: 0 };
      this.#attributes.set(name, { lines: lines + 1, chosen: timesChosen + (name === chosen ? 1 : 0) });
    }
  }
}

function withGroup(manifestGroup: string | undefined): Pick<LabelledImage, 'manifestGroup'> {
  return manifestGroup === undefined ? {} : { manifestGroup };
}

function byPlace(a: SourceLine, b: SourceLine): number {
  return a.manifest - b.manifest || a.line - b.line;
}

function describeUnknownClass({ manifest, line, sourceRef, attribute }: LabelledImage, box: ReadBox): Problem {
  const message = `class_id ${box.classId} has no name in the class-map of "${attribute}". Give the job's list of classes with --labels (annotation-tool/data.json).`;
  return { manifest, line, sourceRef, reason: 'class-unknown', message };
}

function assertAttributesFound(wanted: readonly string[] | undefined, found: readonly string[]): void {
  for (const attribute of wanted ?? [])
    if (!found.includes(attribute)) throw new LabelAttributeNotFoundError(attribute, found);
}
