import { describe, expect, it } from 'vitest';
import { dockerManifestType, findManifestFaults, findPlatformFaults } from './find-image-faults.js';
import { toRequiredLabels } from './image-kind.js';

const fit = { os: 'linux', architecture: 'amd64', labels: toRequiredLabels('serving') };

describe(findManifestFaults, () => {
  it('takes the Docker v2 manifest alone', () => {
    expect(findManifestFaults(dockerManifestType, 'serving')).toEqual([]);
    expect(findManifestFaults('application/vnd.oci.image.manifest.v1+json', 'serving')[0]).toMatch(/another format/);
  });

  it.each(['application/vnd.oci.image.index.v1+json', 'application/vnd.docker.distribution.manifest.list.v2+json'])(
    'tells a list of platforms: %s',
    (type) => {
      expect(findManifestFaults(type, 'training')[0]).toMatch(/several platforms.*nx run training:image/);
    },
  );
});

describe(findPlatformFaults, () => {
  it('finds nothing wrong with what we build', () => {
    expect(findPlatformFaults(fit, 'serving')).toEqual([]);
    expect(findPlatformFaults({ ...fit, labels: {} }, 'training')).toEqual([]);
  });

  it('names the platform and each label that is missing or has another value', () => {
    const labels = { 'com.amazonaws.sagemaker.capabilities.multi-models': 'false' };
    const faults = findPlatformFaults({ os: 'linux', architecture: 'arm64', labels }, 'serving');
    expect(faults).toHaveLength(2);
    expect(faults[0]).toContain('linux/arm64');
    expect(faults[1]).toMatch(/labels .*multi-models=true and .*accept-bind-to-port=true/);
  });
});
