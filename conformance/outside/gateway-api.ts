/** The examples of https://github.com/kubernetes-sigs/gateway-api: those of its documentation, and those that must be refused. */
import { join } from 'node:path';
import { readInputs } from '../../src/manifest/files.js';
import { linted } from './linted.js';
import type { Example } from './suite.js';

/** Both channels, each against its own definitions. */
export function* gatewayApi(checkout: string): Generator<Example> {
  for (const channel of ['standard', 'experimental']) {
    const crds = readInputs([join(checkout, 'config/crd', channel)]).sources;
    yield* linted(checkout, join(checkout, 'examples', channel), crds, 'valid', true);
    yield* linted(checkout, join(checkout, 'hack/invalid-examples', channel), crds, 'invalid', false);
  }
}
