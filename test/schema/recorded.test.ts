import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/api/json.js';
import { validateObject } from '../../src/schema/validate.js';

interface Case {
  id: string;
  object: JsonValue;
  accepted: boolean;
  message: string;
}

/** Objects that a kube-apiserver 1.36 took, or refused because it could not read them (code 400). */
const FIXTURE = new URL('../../fixtures/schema/shape-1.jsonl.gz', import.meta.url);
const CASES = gunzipSync(readFileSync(FIXTURE))
  .toString('utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Case);
const STRICT = 'strict decoding error: ';

describe('against what an API server did', () => {
  it('refuses nothing that was accepted', () => {
    const accepted = CASES.filter((recorded) => recorded.accepted);
    expect(accepted.length).toBeGreaterThan(1000);
    const wrong = accepted.filter((recorded) => validateObject('1.36', recorded.object).length > 0);
    expect(wrong.map((recorded) => recorded.id)).toEqual([]);
  });

  it('finds what could not be read', () => {
    const refused = CASES.filter((recorded) => !recorded.accepted);
    expect(refused.length).toBeGreaterThan(1000);
    const missed = refused.filter((recorded) => validateObject('1.36', recorded.object).length === 0);
    expect(1 - missed.length / refused.length).toBeGreaterThan(0.995);
  });

  it('names unknown fields in the words of the server', () => {
    const strict = CASES.filter((recorded) => recorded.message.includes(STRICT));
    expect(strict.length).toBeGreaterThan(100);
    for (const { id, object, message } of strict) {
      const said = validateObject('1.36', object).flatMap((error) =>
        error.code === 'unknown-field' ? [error.server] : [],
      );
      const expected = message.slice(message.indexOf(STRICT) + STRICT.length).split(/, (?=unknown field )/);
      expect({ id, said: said.sort() }).toEqual({ id, said: expected.sort() });
    }
  });
});
