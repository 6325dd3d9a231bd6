import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What SageMaker Processing lays out below /opt/ml on one host, writable for any user as it is there; gives the folder. */
export function layOutJob(root: string, host: string, hosts: readonly string[]): string {
  for (const name of ['config', 'processing/input', 'processing/output', 'output']) {
    mkdirSync(join(root, name), { recursive: true });
    chmodSync(join(root, name), 0o777);
  }
  for (const name of ['', 'processing']) chmodSync(join(root, name), 0o777);
  const config = { current_host: host, hosts };
  writeFileSync(join(root, 'config/resourceconfig.json'), JSON.stringify(config));
  writeFileSync(join(root, 'config/processingjobconfig.json'), JSON.stringify({ ProcessingJobName: 'prep' }));
  return root;
}
