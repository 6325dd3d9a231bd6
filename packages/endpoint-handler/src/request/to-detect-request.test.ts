import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { OptionInvalidError } from '../errors.js';
import { readAttributes } from './read-attributes.js';
import { toDetectRequest } from './to-detect-request.js';

const classNames = ['drill', 'hammer', 'big, red saw', '100%'];
const read = (header: string | undefined, query = '') =>
  readAttributes({
    headers: header === undefined ? {} : { 'x-amzn-sagemaker-custom-attributes': header },
    url: `/invocations${query}`,
  } as unknown as IncomingMessage);
const parse = (header?: string, query?: string) => toDetectRequest(read(header, query), classNames);

describe(toDetectRequest, () => {
  it('reads every option from the header and from the query string', () => {
    const expected = { confidence: 0.4, iou: 0.5, imageSizePx: 640, maxDetections: 50, classIndices: [0, 1] };
    expect(parse('conf=0.4;iou=0.5;classes=drill,hammer;imgsz=640;max=50')).toEqual(expected);
    expect(parse(' conf = 0.4; iou=0.5 ; classes=drill , hammer;imgsz=640;max=50;')).toEqual(expected);
    expect(parse(undefined, '?conf=0.4&iou=0.5&classes=drill,hammer&imgsz=640&max=50')).toEqual(expected);
    expect(parse()).toEqual({});
  });

  it('lets the query string win', () => {
    expect(parse('conf=0.4;max=7', '?conf=0.1')).toEqual({ confidence: 0.1, maxDetections: 7 });
  });

  it('takes classes by name, by index and URL-encoded', () => {
    expect(parse('classes=1,drill,1')).toEqual({ classIndices: [1, 0] });
    expect(parse('classes=big%2C%20red%20saw,hammer')).toEqual({ classIndices: [2, 1] });
    expect(parse('classes=100%')).toEqual({ classIndices: [3] });
    expect(parse(undefined, `?${new URLSearchParams({ classes: 'drill,hammer' })}`)).toEqual({ classIndices: [0, 1] });
    expect(parse(undefined, `?${new URLSearchParams({ classes: encodeURIComponent('big, red saw') })}`)).toEqual({
      classIndices: [2],
    });
  });

  it("takes a header without = for the caller's own id", () => {
    expect(parse('c000b4f9-df62-4c85-a0bf-7c525f9104a4')).toEqual({});
  });

  it("leaves keys that are none of ours to the model's own code", () => {
    expect(toDetectRequest(read('shop=paris;conf=0.2'), classNames, true)).toEqual({ confidence: 0.2 });
  });

  it.each([
    ['confidence=1', /no option "confidence"; did you mean "conf"/],
    ['max_detections=1', /did you mean "max"/],
    ['cnof=1', /did you mean "conf"/],
    ['toString=1', /no option "toString"/],
    ['__proto__=1', /no option "__proto__"/],
    ['conf=2', /conf is "2"; expected a number from 0 to 1/],
    ['conf=', /conf is ""/],
    ['conf=NaN', /conf is "NaN"/],
    ['imgsz=640.5', /expected a whole number from 32 to 8192/],
    ['max=0', /from 1 to 1000/],
    ['classes=hamer', /no class "hamer"; did you mean "hammer"/],
    ['classes=', /no class ""; it has /],
    ['classes=4', /no class "4"; it has /],
    ['classes=zebra', /it has drill, hammer/],
    ['conf=1;conf=1', /names "conf" twice/],
    ['conf=1;x', /"x" in X-Amzn-SageMaker-Custom-Attributes is no key=value pair/],
    [`conf=${'0'.repeat(1100)}`, /has 1105 characters; at most 1024/],
  ])('refuses %s', (header, message) => {
    expect(() => parse(header)).toThrow(OptionInvalidError);
    expect(() => parse(header)).toThrow(message);
  });
});
