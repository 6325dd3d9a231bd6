import { join } from 'node:path';
import { root } from '@detectory/setup/workspace';
import { driver, panlabel, python } from './places.mjs';

const ours = [process.execPath, join(root, 'apps', 'prep', 'bin', 'detectory-prep.mjs'), 'build'];

/**
 * Programs that do the same work on the same files. `command` gets the folder to write to.
 * @typedef {{ name: string, command: (out: string) => string[], runs?: number }} Contender
 */

/** @returns {Contender} */
export function ourLabels(manifest) {
  return { name: 'detectory-prep', command: (out) => [...ours, manifest, '--copy', 'none', '--out', out] };
}

/** Manifest to label files, without images; by all peers where the manifest is the job's own. @returns {Contender[]} */
export function labelContenders(manifest, job) {
  const coco = (name) => join(job, name);
  return [
    ourLabels(manifest),
    {
      name: 'panlabel 0.7.0',
      command: (out) => [
        panlabel,
        'convert',
        '--from',
        'sagemaker',
        '--to',
        'yolo',
        '-i',
        manifest,
        '-o',
        out,
        '--allow-lossy',
      ],
    },
    ...(manifest.startsWith(job)
      ? [
          {
            name: 'labelformat 0.1.17 (from COCO)',
            command: (out) => [python, driver('peer_labelformat.py'), coco('coco.json'), out],
          },
          {
            name: 'globox 2.9.0 (from COCO)',
            command: (out) => [
              python,
              driver('peer_globox.py'),
              coco('coco.json'),
              coco('images'),
              out,
              coco('names.json'),
            ],
          },
        ]
      : []),
  ];
}

/** Images and labels, split by 80/20, images copied. @returns {Contender[]} */
export function splitContenders(job) {
  const images = join(job, 'images');
  const source = [join(job, 'output.manifest'), '--images', job];
  return [
    {
      name: 'detectory-prep (images checked)',
      command: (out) => [...ours, ...source, '--copy', 'copy', '--split', '80/20/0', '--out', out],
    },
    {
      name: 'datumaro 1.13.12',
      command: (out) => [python, driver('peer_datumaro.py'), images, join(job, 'coco1.json'), out],
    },
    {
      name: 'supervision 0.31.2',
      command: (out) => [python, driver('peer_supervision.py'), images, join(job, 'coco.json'), out, 'split'],
      runs: 1,
    },
  ];
}
