import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { explainRefusal } from '@detectory/setup/parse-options';
import { readPolicy, root } from './src/adapters/workspace.mjs';
import { runMain, UsageError } from './src/errors.mjs';
import { checkPolicy } from './src/licence/check-policy.mjs';
import { collectArtefacts, collectImages } from './src/report/collect-artefacts.mjs';
import { renderPage } from './src/report/render-page.mjs';
import { renderTable, toRows } from './src/report/render-table.mjs';

const help = `npm run licences [-- --json] [-- --check]

Lists the licence of every part of the workspace, of the training environment, and of the images in dist/sbom; checks them
against tools/supply-chain/policy.json; writes docs/licences.md.

  --json    one JSON document on stdout
  --check   write nothing; fail when docs/licences.md is stale

Examples:
  npm run licences
  npm run --silent licences -- --json | jq '.artefacts[].parts[] | select(.mark == "strong") | .name'`;

await runMain(async () => {
  const options = parseOptions();
  if (options.help) return void console.log(help);
  const policy = readPolicy();
  const artefacts = collectArtefacts();
  const all = [...artefacts, ...collectImages()];
  const findings = all.flatMap((artefact) => checkPolicy(artefact, policy));
  if (options.json) {
    const document = all.map((artefact) => ({ ...artefact, dependsOn: undefined, parts: toRows(artefact, policy) }));
    console.log(JSON.stringify({ artefacts: document, findings }, null, 2));
  } else for (const artefact of all) console.log(`${renderTable(artefact, policy)}\n`);
  for (const { where, message } of findings) console.error(`error: ${where}: ${message}`);
  const stale = updatePage(renderPage(artefacts, policy), options.check);
  return findings.length > 0 || stale ? 1 : 0;
});

/**
 * @param {string} page
 * @param {boolean} check
 */
function updatePage(page, check) {
  const file = join(root, 'docs', 'licences.md');
  if (existsSync(file) && readFileSync(file, 'utf8') === page) return false;
  if (check) {
    console.error('error: docs/licences.md is stale; run `npm run licences` and commit it.');
    return true;
  }
  writeFileSync(file, page);
  console.error('licences: wrote docs/licences.md');
  return false;
}

function parseOptions() {
  try {
    const options = { json: { type: 'boolean' }, check: { type: 'boolean' }, help: { type: 'boolean' } };
    const { values } = parseArgs({ options: /** @type {{ [name: string]: { type: 'boolean' } }} */ (options) });
    return { json: values.json === true, check: values.check === true, help: values.help === true };
  } catch (error) {
    throw new UsageError(`${explainRefusal(error)} See \`npm run licences -- --help\`.`);
  }
}
