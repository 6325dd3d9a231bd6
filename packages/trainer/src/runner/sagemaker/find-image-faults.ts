import type { TrainingJobSpec } from './training-job-spec.js';

const ecrHost = /^\d{12}\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\./;
/** TrainingRepositoryCredentialsProviderArn of SageMaker's service model. */
const lambdaArn = /^arn:[a-z0-9-]+:lambda:[a-z0-9-]+:\d{12}:function:.+$/i;

/** Whether SageMaker can reach the image: in ECR in the job's own region, or in a registry that the job's VPC reaches. */
export function findImageFaults({ image, registry, network }: TrainingJobSpec, region: string): string[] {
  const [, imageRegion] = ecrHost.exec(image) ?? [];
  if (registry) return findRegistryFaults(image, imageRegion !== undefined, registry.credentialsArn, network);
  if (imageRegion === undefined)
    return [
      `The image ${image} is not in Amazon ECR, and SageMaker pulls from there. Publish it with \`detectory-launch images push training\`, or pass its address with --image; --private-registry is for a registry of your own.`,
    ];
  return imageRegion === region
    ? []
    : [
        `The image lies in ${imageRegion}, the job runs in ${region}: SageMaker pulls from its own region only. Push it there (AWS_REGION=${region} detectory-launch images push training), or set AWS_REGION=${imageRegion}.`,
      ];
}

function findRegistryFaults(
  image: string,
  isInEcr: boolean,
  credentialsArn: string | undefined,
  network: TrainingJobSpec['network'],
): string[] {
  const faults: string[] = [];
  if (isInEcr)
    faults.push(`The image ${image} is in Amazon ECR. Leave --private-registry out, or pass another --image.`);
  if (!network)
    faults.push('SageMaker reaches a private registry through a VPC only: pass --subnets and --security-groups.');
  if (credentialsArn !== undefined && !lambdaArn.test(credentialsArn))
    faults.push(
      `--registry-credentials is "${credentialsArn}"; expected the ARN of a Lambda function, arn:aws:lambda:<region>:<12 digits>:function:<name>.`,
    );
  return faults;
}
