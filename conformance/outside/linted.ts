/** Folders of examples, held against definitions by `lint`. */
import { relative } from 'node:path';
import { lint } from '../../src/lint/lint.js';
import type { Source } from '../../src/manifest/document.js';
import { readInputs } from '../../src/manifest/files.js';
import type { Example } from './suite.js';

/** Lints every file under `folder` for itself; those that are `valid` have no errors, the others have. */
export function* linted(
  checkout: string,
  folder: string,
  crds: readonly Source[],
  part: string,
  valid: boolean,
): Generator<Example> {
  for (const source of readInputs([folder]).sources) {
    const errors = lint([source], { crds }).findings.filter(({ severity }) => severity === 'error');
    yield {
      part,
      name: relative(checkout, source.file),
      agrees: valid === (errors.length === 0),
      said: errors.map(({ rule, message }) => `${rule}: ${message}`).join('\n'),
    };
  }
}
