import nx from '@nx/eslint-plugin';
import jsoncParser from 'jsonc-eslint-parser';
import tseslint from 'typescript-eslint';

/** Which tags a project may depend on. Deny by default: a project without tags may depend on nothing. */
export const depConstraints = [
  { sourceTag: 'type:app', onlyDependOnLibsWithTags: ['type:feature', 'type:core'] },
  { sourceTag: 'type:feature', onlyDependOnLibsWithTags: ['type:core'] },
  { sourceTag: 'type:core', onlyDependOnLibsWithTags: ['type:core'] },
  { sourceTag: 'type:container', onlyDependOnLibsWithTags: ['type:app', 'type:feature', 'type:core'] },
  { sourceTag: 'type:tool', onlyDependOnLibsWithTags: ['type:tool', 'type:core'] },
  { sourceTag: 'scope:data', onlyDependOnLibsWithTags: ['scope:data', 'scope:repo'] },
  { sourceTag: 'scope:infer', onlyDependOnLibsWithTags: ['scope:infer', 'scope:repo'] },
  {
    sourceTag: 'scope:train',
    onlyDependOnLibsWithTags: ['scope:train', 'scope:data', 'scope:infer', 'scope:repo'],
  },
  {
    sourceTag: 'scope:ops',
    onlyDependOnLibsWithTags: ['scope:ops', 'scope:train', 'scope:data', 'scope:infer', 'scope:repo'],
  },
  { allSourceTags: ['scope:repo', 'type:core'], onlyDependOnLibsWithTags: ['scope:repo'] },
  // What builds and checks the workspace may look at all of it.
  { allSourceTags: ['scope:repo', 'type:tool'], onlyDependOnLibsWithTags: ['type:tool', 'type:core'] },
];

export default [
  ...nx.configs['flat/base'],
  ...tseslint.configs.strict,
  {
    ignores: [
      '**/dist',
      '**/out-tsc',
      '**/test-output',
      '**/node_modules',
      '**/*.d.ts',
      'tools/boundaries/fixtures/**',
    ],
  },
  {
    files: ['**/*.ts', '**/*.mts', '**/*.mjs'],
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: true,
          banTransitiveDependencies: true,
          // Belongs to the root, as vitest.shared.mjs does: tests that open pages share one Chromium.
          allow: ['../../../vitest.chromium.mjs'],
          depConstraints,
        },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-invalid-void-type': ['error', { allowAsThisParameter: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: false }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-console': 'error',
      eqeqeq: ['error', 'smart'],
    },
  },
  {
    // What is built lists what it imports: nothing unlisted, nothing unused, no other version than the installed one.
    files: ['**/package.json'],
    languageOptions: { parser: jsoncParser },
    rules: {
      '@nx/dependency-checks': [
        'error',
        {
          ignoredFiles: ['*.config.mjs', 'generate-*.mjs', 'src/**/*.test.ts', 'src/**/testing/**', 'tests/**'].map(
            (pattern) => `{projectRoot}/${pattern}`,
          ),
          // Read as a file, not imported; the types that a package's own declarations show.
          ignoredDependencies: ['@expo-google-fonts/ibm-plex-sans-condensed', '@types/express'],
        },
      ],
    },
  },
  {
    // Numeric hot loops: indices are bounded by the loop, so `!` says what the compiler can't see.
    files: ['**/kernels/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['**/*.test.ts', '**/testing/**', '**/tests/**'],
    rules: { 'max-lines-per-function': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    // Plain scripts print, and have no types to declare.
    files: ['**/*.mjs'],
    rules: { 'no-console': 'off', '@typescript-eslint/explicit-module-boundary-types': 'off' },
  },
  {
    // Configuration at the root is shared by relative path; it is no project.
    files: ['**/*.config.mjs'],
    rules: { '@nx/enforce-module-boundaries': 'off' },
  },
];
