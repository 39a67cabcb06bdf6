/** Examples and tests that others publish, each with what it is meant to show. */

import type { JsonObject } from '../../src/api/json.js';
import { isObject } from '../../src/api/json.js';
import { readInputs } from '../../src/manifest/files.js';

/** One example: whether kubeplan says of it what its author expects. */
export interface Example {
  /** What it counts towards: `valid`, `invalid`, … */
  part: string;
  name: string;
  agrees: boolean;
  /** What kubeplan said, where it does not agree. */
  said?: string;
}

/** Runs all examples of a checkout of the repository. */
export type Suite = (checkout: string) => Iterable<Example>;

/** The objects of a file. */
export function objectsOf(file: string): JsonObject[] {
  return readInputs([file])
    .documents.map(({ value }) => value)
    .filter(isObject);
}
