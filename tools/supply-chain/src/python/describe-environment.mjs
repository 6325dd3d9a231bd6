import { readWheelLibraries } from '../native/wheel-libraries.mjs';
import { mergeParts } from '../sbom/merge-parts.mjs';
import { readPythonPackages } from './read-packages.mjs';

/** @import { Artefact, LicenceCorrection, RootfsFacts } from '../types.js' */

/**
 * The Python environment that trains: the one that the lock file installs here and in the training image.
 * @param {RootfsFacts} facts
 * @param {readonly LicenceCorrection[]} corrections
 * @returns {Artefact}
 */
export function describeEnvironment(facts, corrections) {
  const packages = readPythonPackages(facts, corrections);
  return {
    id: 'training-environment',
    kind: 'application',
    name: 'detectory-training-environment',
    version: packages.find(({ name }) => name === 'yolov5')?.version ?? '',
    parts: mergeParts([...packages, ...readWheelLibraries(facts, packages)]),
  };
}
