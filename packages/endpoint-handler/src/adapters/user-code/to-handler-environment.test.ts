import { describe, expect, it } from 'vitest';
import { toHandlerEnvironment } from './to-handler-environment.js';

describe(toHandlerEnvironment, () => {
  it("passes a handler's own settings and the way to the role's credentials", () => {
    const passed = {
      HANDLER_SHOP_URL: 'https://shop.example',
      PATH: '/bin',
      https_proxy: 'http://proxy',
      AWS_REGION: 'eu-west-1',
      AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials/1',
      AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:5000',
      SAGEMAKER_BIND_TO_PORT: '8080',
    };
    expect(toHandlerEnvironment(passed)).toEqual(passed);
  });

  it('keeps keys, tokens and Node flags back, unless they are named', () => {
    const secrets = {
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SECRET_ACCESS_KEY: 'b',
      AWS_SESSION_TOKEN: 'c',
      NPM_TOKEN: 'd',
      NODE_OPTIONS: '--inspect',
    };
    expect(toHandlerEnvironment(secrets)).toEqual({});
    expect(toHandlerEnvironment(secrets, ['NPM_TOKEN', 'ABSENT'])).toEqual({ NPM_TOKEN: 'd' });
  });
});
