import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { toCycloneDx } from './to-cyclonedx.mjs';
import { assertValidSbom } from './validate-sbom.mjs';

/** @import { Artefact } from '../types.js' */

/**
 * Writes an artefact's bill of materials once the schema holds.
 * @param {string} file
 * @param {Artefact} artefact
 * @param {{ stamp?: boolean }} [options] stamp: with the time and a serial number
 */
export async function writeSbom(file, artefact, { stamp = false } = {}) {
  const json = toCycloneDx(
    artefact,
    stamp ? { stamp: { at: new Date(), serialNumber: `urn:uuid:${randomUUID()}` } } : {},
  );
  await assertValidSbom(json);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, json);
}
