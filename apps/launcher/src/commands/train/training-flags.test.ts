import { resolveOptions } from '@detectory/trainer';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addTrainingFlags, toHyperparameters } from './training-flags.js';

function parse(...args: string[]): Record<string, string> {
  const command = addTrainingFlags(new Command('train').exitOverride()).parse(args, { from: 'user' });
  return toHyperparameters(command.opts());
}

describe(addTrainingFlags, () => {
  it.each([
    [['--batch', '8', '--imgsz', '64']],
    [['--batch-size', '8', '--img', '64']],
    [['--batch_size=8', '--img-size=64']],
    [['--batch_size', '8', '--img_size', '64']],
  ])('takes the spellings of hyperparameters and of YOLOv5: %j', (args) => {
    expect(parse(...args)).toEqual({ 'batch-size': '8', imgsz: '64' });
  });

  it('takes flags with underscores, and shows one spelling of each', () => {
    expect(parse('--single_cls', '--weight_decay', '0.1')).toEqual({ 'single-cls': 'True', 'weight-decay': '0.1' });
    const help = addTrainingFlags(new Command('train')).helpInformation();
    expect(help).toMatch(/--batch <n>/);
    expect(help).not.toMatch(/--batch-size|_/);
    expect(help).toMatch(/--iou-t <n> +IoU threshold/);
  });

  it.each([['--no-channels-last'], ['--channels-last', 'false'], ['--channels_last=False']])(
    'turns off what is on by itself: %j',
    (...args) => {
      const { 'channels-last': value } = parse(...args, '--noval');
      expect(resolveOptions(new Map([['channels-last', value ?? null]]))['channels-last']).toBe(false);
    },
  );

  it.each([
    [['--rect'], true],
    [['--rect', 'true'], true],
    [['--rect=True'], true],
    [['--rect', 'false'], false],
    [['--rect=false'], false],
    [['--no-rect'], false],
  ])('takes a switch bare and with a value, before other flags and last: %j', (args, expected) => {
    for (const given of [parse(...args, '--imgsz', '64'), parse('--imgsz', '64', ...args)])
      expect(resolveOptions(new Map(Object.entries(given)))).toMatchObject({ rect: expected, imgsz: 64 });
  });

  it('says what a switch takes', () => {
    expect(() => resolveOptions(new Map(Object.entries(parse('--cos-lr', 'maybe'))))).toThrow(
      'The training option cos-lr is "maybe"; expected true or false.',
    );
  });

  it('shows how to turn off what is on by itself, and of no other flag', () => {
    const help = addTrainingFlags(new Command('train')).helpInformation();
    expect(help.match(/--no-[\w-]+/g)).toEqual(['--no-channels-last']);
  });

  it.each([
    [['--device', '0'], /device can't be given: all GPUs .*CUDA_VISIBLE_DEVICES/],
    [['--evolve'], /evolve can't be given: .*detectory-launch tune/],
    [['--evolve', '300'], /evolve can't be given/],
    [['--project', 'x'], /project can't be given: .*--out and --name/],
    [['--exist-ok'], /exist-ok can't be given/],
    [['--local_rank', '0'], /local_rank can't be given: ranks come from/],
  ])("says why a flag of YOLOv5's is refused: %j", (args, text) => {
    expect(() => resolveOptions(new Map(Object.entries(parse(...args))))).toThrow(text);
  });

  it('shows no flag that is refused', () => {
    expect(addTrainingFlags(new Command('train')).helpInformation()).not.toMatch(/--(device|evolve|project)/);
  });
});
