/** The page of all training options, from their table; `npm run generate` writes it, and a test holds the two together. */
export default async function generateHyperparameters() {
  const { formatOptionDocs } = await import('./dist/options/format-option-docs.js');
  return { '../../docs/train/hyperparameters.md': formatOptionDocs() };
}
