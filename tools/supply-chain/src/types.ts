/** Which world a part comes from; `generic` is a library or program that no package manager of its own lists. */
export type Ecosystem = 'npm' | 'pypi' | 'deb' | 'generic';

/** One thing that an artefact is made of. `licence` is an SPDX expression, or NOASSERTION where nothing says it. */
export interface Part {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly licence: string;
  /** What the package says about itself, where that is no SPDX expression or was corrected. */
  readonly declared?: string;
  /** Not at run time: only builds and tests need it. */
  readonly dev?: boolean;
  /** May be missing, as packages for other platforms are. */
  readonly optional?: boolean;
  /** Ours, not a third party's. */
  readonly own?: boolean;
  readonly hashes?: readonly { readonly algorithm: 'SHA-512' | 'SHA-256' | 'SHA-1'; readonly hex: string }[];
  /** purl of the package that carries this library within itself. */
  readonly bundledIn?: string;
  readonly paths?: readonly string[];
  /** purls */
  readonly dependsOn?: readonly string[];
}

export interface Artefact {
  /** Key of its rule in policy.json: workspace, workspace-dev, training-environment, image-training, image-serving */
  readonly id: string;
  readonly kind: 'application' | 'container';
  readonly name: string;
  readonly version: string;
  readonly licence?: string;
  readonly dependsOn?: readonly string[];
  readonly parts: readonly Part[];
}

/** Strong: (A)GPL and its like. Weak: LGPL, MPL. Unknown: nothing said, or a licence that policy.json does not name. */
export type Mark = 'permissive' | 'weak' | 'proprietary' | 'unknown' | 'strong';

export interface LicenceException {
  /** `npm:@img/sharp-libvips-*`: ecosystem and name, where * stands for any characters. */
  readonly package: string;
  readonly licence: string;
  readonly artefacts: readonly string[];
  readonly reason: string;
  /** Where it runs and how it is joined to our code; printed in docs/licences.md. */
  readonly runs?: string;
}

export interface LicenceCorrection {
  readonly package: string;
  /** The correction holds only while the package still says this; an empty string is a package that says nothing. */
  readonly declared: string;
  readonly licence: string;
  readonly reason: string;
}

export interface PinException {
  readonly file: string;
  /** The text that may stay unpinned, such as an image or an action. */
  readonly what: string;
  readonly reason: string;
}

export interface Policy {
  readonly marks: Readonly<Record<'permissive' | 'weak' | 'strong' | 'proprietary', readonly string[]>>;
  /** artefact → ecosystem → marks or licence patterns; those after ! are refused, whatever the others say */
  readonly allow: Readonly<Record<string, Readonly<Partial<Record<Ecosystem, readonly string[]>>>>>;
  readonly exceptions: readonly LicenceException[];
  readonly corrections: readonly LicenceCorrection[];
  readonly pins: { readonly exceptions: readonly PinException[] };
  readonly update: {
    /** Packages that only work in equal versions. */
    readonly groups: readonly (readonly string[])[];
    readonly holds: readonly { readonly package: string; readonly range: string; readonly reason: string }[];
  };
}

/** What is kept from a root file system, or a folder of Python packages, to describe it; paths without a leading slash. */
export interface RootfsFacts {
  readonly texts: ReadonlyMap<string, string>;
  /** symbolic and hard links, absolute within the root */
  readonly links: ReadonlyMap<string, string>;
  readonly natives: readonly string[];
  readonly programs: readonly { readonly path: string; readonly version: string; readonly sha256: string }[];
}

export interface LockPackage {
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly name?: string;
  readonly link?: boolean;
  readonly resolved?: string;
  readonly optional?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/** package-lock.json, version 3 */
export interface PackageLock {
  readonly name: string;
  readonly version: string;
  readonly packages: Readonly<Record<string, LockPackage>>;
}

/** One line of a failed check. */
export interface Finding {
  readonly where: string;
  readonly message: string;
}
