import { describe, expect, it } from 'vitest';
import { answers, called, made } from './library-calls.js';

/** What a named format says of a text. */
function said(format: string, text: string): unknown {
  return called('validate', [made(`format.${format}`), text]);
}

describe('named formats', () => {
  it('are known by name', () => {
    answers([
      ['format.named', ['dns1123Label'], { optional: 'kubernetes.NamedFormat dns1123Label' }],
      ['format.named', ['nope'], 'none'],
      ['format.uuid', [], 'kubernetes.NamedFormat uuid'],
      ['format.uuid', ['x'], 'ERROR no such overload'],
      ['validate', ['uuid', 'x'], 'ERROR no such overload'],
    ]);
  });

  it.each([
    ['dns1123Label', 'a-b', 'a-'],
    ['dns1123Subdomain', 'a.b', 'a..b'],
    ['dns1035Label', 'a1', '1a'],
    ['qualifiedName', 'example.com/name', 'a/b/c'],
    ['dns1123LabelPrefix', 'a-', '-a'],
    ['dns1123SubdomainPrefix', 'a.b-', '-a.b'],
    ['dns1035LabelPrefix', 'a-', '1a'],
    ['labelValue', '', 'a b'],
    ['uri', '/path', 'nope'],
    ['uuid', '123e4567-e89b-12d3-a456-426614174000', '123'],
    ['byte', 'aGk=', 'a'],
    ['date', '2024-02-29', '2023-02-29'],
    ['datetime', '2024-01-01T00:00:00Z', '2024-01-01'],
  ])('%s takes %j, not %j', (format, good, bad) => {
    expect([said(format, good), said(format, bad)]).toEqual(['none', { optional: [expect.any(String)] }]);
  });

  it('say what is wrong', () => {
    expect(said('uri', 'nope')).toEqual({ optional: ['parse "nope": invalid URI for request'] });
    expect(said('uuid', 'x')).toEqual({ optional: ['does not match the UUID format'] });
    expect(said('byte', 'a')).toEqual({ optional: ['invalid base64'] });
    expect(said('date', 'x')).toEqual({ optional: ['invalid date'] });
    expect(said('datetime', 'x')).toEqual({ optional: ['invalid datetime'] });
    expect(said('labelValue', 'a'.repeat(64))).toEqual({ optional: ['must be no more than 63 bytes'] });
  });
});
