/**
 * A package.json with other versions of some dependencies, all else as it was.
 * @param {string} text
 * @param {ReadonlyMap<string, string>} versions name → version
 */
export function editManifest(text, versions) {
  const manifest = JSON.parse(text);
  for (const field of ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides'])
    for (const [name, wanted] of Object.entries(manifest[field] ?? {})) {
      const version = versions.get(name);
      if (version !== undefined && typeof wanted === 'string' && !wanted.startsWith('$'))
        manifest[field][name] = version;
    }
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/**
 * The dependencies of all manifests; our own packages are left out.
 * @param {readonly string[]} texts of package.json files
 * @returns {Map<string, string>} name → version
 */
export function collectDependencies(texts) {
  const found = new Map();
  for (const manifest of texts.map((text) => JSON.parse(text)))
    for (const field of ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides'])
      for (const [name, version] of Object.entries(manifest[field] ?? {}))
        if (typeof version === 'string' && !name.startsWith('@detectory/') && /^\d/.test(version))
          found.set(name, version);
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}
