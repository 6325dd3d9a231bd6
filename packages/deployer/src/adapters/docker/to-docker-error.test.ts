import { describe, expect, it } from 'vitest';
import {
  ContainerEngineError,
  EngineDiskFullError,
  EngineForbiddenError,
  EngineUnreachableError,
  RegistryRefusedError,
  RegistryUnreachableError,
  RepositoryMissingError,
  TagImmutableError,
} from '../../errors.js';
import { toDockerError } from './to-docker-error.js';

const failure = {
  action: 'pushing the image',
  address: 'unix:///var/run/docker.sock',
  reference: 'r.example.com:5000/team/x:a1',
};

describe(toDockerError, () => {
  it.each([
    [
      'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
      EngineUnreachableError,
    ],
    [
      'failed to connect to the docker API at unix:///x; check if the path is correct and if the daemon is running: dial unix /x: connect: no such file or directory',
      EngineUnreachableError,
    ],
    [
      'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://x/v1.24/version": dial unix /var/run/docker.sock: connect: permission denied',
      EngineForbiddenError,
    ],
    ['Error response from daemon: write /var/lib/docker/tmp/x: no space left on device', EngineDiskFullError],
    ['denied: requested access to the resource is denied', RegistryRefusedError],
    ['denied: no rights on r.example.com/immutable/x', RegistryRefusedError],
    ['no basic auth credentials', RegistryRefusedError],
    [
      'Error response from daemon: login attempt to http://r/v2/ failed with status: 401 Unauthorized',
      RegistryRefusedError,
    ],
    ['unexpected status from HEAD request to https://r/v2/x/blobs/y: 403 Forbidden', RegistryRefusedError],
    ["name unknown: The repository with name 'x' does not exist in the registry with id '1'", RepositoryMissingError],
    [
      "tag invalid: The image tag 'a1' already exists in the 'x' repository and cannot be overwritten because the tag is immutable.",
      TagImmutableError,
    ],
    ['Get "https://r/v2/": dial tcp 10.0.0.1:443: connect: connection refused', RegistryUnreachableError],
    ['Get "https://r/v2/": dial tcp: lookup r on 10.0.0.2:53: no such host', RegistryUnreachableError],
    ['Get "https://r/v2/": x509: certificate signed by unknown authority', RegistryUnreachableError],
    ['Get "https://r/v2/": http: server gave HTTP response to HTTPS client', RegistryUnreachableError],
    ['something new', ContainerEngineError],
    ['', ContainerEngineError],
  ] as const)('knows what "%s" means', (stderr, type) => {
    expect(toDockerError({ ...failure, stderr })).toBeInstanceOf(type);
  });

  it('names the repository without its tag, and repeats the last words without the advice of the client', () => {
    const stderr = "The push refers to repository [r]\nunauthorized: access to x\n\nRun 'docker push --help' for more";
    const { message } = toDockerError({ ...failure, stderr });
    expect(message).toContain('r.example.com:5000/team/x refuses you');
    expect(message).toMatch(/It says: unauthorized: access to x$/);
  });

  it('never repeats a password', () => {
    const { message } = toDockerError({ ...failure, stderr: 'denied for AWS:hunter2', secret: 'hunter2' });
    expect(message).toContain('denied for AWS:[redacted]');
  });
});
