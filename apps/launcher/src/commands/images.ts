import { type ImageKind, imageKinds } from '@detectory/deployer';
import { Argument, Command } from 'commander';
import { buildImages } from './images/build-images.js';
import { listImages } from './images/list-images.js';
import { pushImages } from './images/push-images.js';

export interface ImageFlags {
  readonly baseImage?: string;
  readonly nodeImage?: string;
  readonly reproducible?: boolean;
  readonly fresh?: boolean;
  readonly repository?: string;
  readonly json?: boolean;
}

const repositoryHelp = 'a repository in ECR, or host[:port]/path for any other registry';

const buildExamples = `
Examples:
  detectory-launch images build
  detectory-launch images build serving --base-image node:22-bookworm-slim`;

const pushExamples = `
Examples:
  detectory-launch images push
  detectory-launch images push serving --repository team/detectory-sagemaker-serving
  detectory-launch images push serving --repository registry.example.com:5000/team/serving
  detectory-launch images push training --json | jq -r '.[0].uri'

An image whose content is in the repository already is not pushed again; it is checked all the same. The address by
digest is printed, and kept in containers/<kind>/published.json for deployments.`;

const listExamples = `
Examples:
  detectory-launch images list
  detectory-launch images list serving --repository registry.example.com:5000/team/serving
  detectory-launch images list --json`;

export function createImagesCommand(): Command {
  return new Command('images')
    .description('Builds, publishes and lists the images that train and serve; from within the workspace.')
    .addCommand(
      createCommand('build', 'Builds an image where its content changed; without a name, both.', buildExamples)
        .option('--base-image <ref>', "another base than the Dockerfile's own")
        .option('--node-image <ref>', 'take Node from this image (training)')
        .option('--reproducible', 'the same sources and base give the same image id, wherever and whenever')
        .option('--fresh', 'build from nothing, although an image of this content may be here')
        .action((kind: ImageKind | undefined, flags: ImageFlags) => buildImages(toKinds(kind), flags)),
    )
    .addCommand(
      createCommand('push', 'Publishes an image, builds it first where needed, and checks what arrived.', pushExamples)
        .option('--base-image <ref>', "another base than the Dockerfile's own")
        .option('--repository <name>', `${repositoryHelp} (default: detectory-sagemaker-<kind> in ECR)`)
        .action((kind: ImageKind | undefined, flags: ImageFlags) => pushImages(toKinds(kind), flags)),
    )
    .addCommand(
      createCommand('list', 'Shows the images on this machine, and what was published.', listExamples)
        .option('--repository <name>', `also ask ${repositoryHelp}`)
        .action((kind: ImageKind | undefined, flags: ImageFlags) => listImages(toKinds(kind), flags)),
    )
    .addHelpText('after', '\nExamples:\n  detectory-launch images push serving\n  detectory-launch images list');
}

function createCommand(name: string, description: string, examples: string): Command {
  return new Command(name)
    .description(description)
    .addArgument(new Argument('[kind]', 'which image').choices(imageKinds))
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples);
}

function toKinds(kind: ImageKind | undefined): readonly ImageKind[] {
  return kind ? [kind] : imageKinds;
}
