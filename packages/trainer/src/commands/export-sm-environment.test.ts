import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MlFolder, makeMlFolder } from '../testing/ml-folder.js';
import { exportSmEnvironment } from './export-sm-environment.js';

let ml: MlFolder;
let saved: NodeJS.ProcessEnv;
beforeEach(() => (saved = { ...process.env }));
afterEach(() => {
  process.env = saved;
  ml.remove();
});

describe(exportSmEnvironment, () => {
  it('names folders as channels, and pipes by their settings, but no file that lies beside them', async () => {
    ml = makeMlFolder({
      'data/photos_2/': '',
      'data/photos_2-manifest': '[]',
      'data/stream_0': '',
      'config/inputdataconfig.json': '{"stream":{"TrainingInputMode":"Pipe"}}',
    });
    await exportSmEnvironment(ml.paths);
    expect(process.env['SM_CHANNELS']).toBe('["photos_2","stream"]');
  });
});
