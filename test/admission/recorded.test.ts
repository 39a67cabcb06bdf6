import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Recording, readRecording, versionOf } from '../../conformance/recording.js';
import { validationCase } from '../../conformance/validation.js';

/** What real API servers of 1.28 to 1.37 answered where nothing else reaches; ids name the recording they are from. */
const CASES = readRecording(
  fileURLToPath(new URL('../../fixtures/admission/validation.jsonl.gz', import.meta.url)),
);

function disagreements(one: Recording): string[] {
  return Object.entries(validationCase(one))
    .filter(([, { agree }]) => !agree)
    .map(([measure, { expected, actual }]) => {
      return `${one.id} ${measure}: ${JSON.stringify(expected)}, not ${JSON.stringify(actual)}`;
    });
}

describe('what real servers answered', () => {
  const versions = [...new Set(CASES.map(versionOf))].sort();

  it.each(versions)('in %s is answered here', (version) => {
    expect(CASES.filter((one) => versionOf(one) === version).flatMap(disagreements)).toEqual([]);
  });
});
