import { describe, expect, it } from 'vitest';
import { generatedName, generatedUid } from '../../src/apiserver/generated-names.js';

describe('drawn names', () => {
  // They are the same in every plan of the same world: what is printed can be compared.
  it('follow from what they are drawn for', () => {
    expect([generatedName('web-', '1 0'), generatedName('web-', '2 0'), generatedName('', '1 0')]).toEqual([
      'web-sq4rb',
      'web-m9fbv',
      'ghrdq',
    ]);
  });

  it('are cut to 58 characters and five drawn ones', () => {
    const name = generatedName('a'.repeat(70), 's');
    expect(name).toMatch(/^a{58}[bcdfghjklmnpqrstvwxz2456789]{5}$/);
    expect(generatedName('a'.repeat(58), 's')).toHaveLength(63);
    expect(generatedName('a'.repeat(57), 's')).toHaveLength(62);
  });

  it('use the whole alphabet at every place', () => {
    const names = Array.from({ length: 400 }, (_, i) => generatedName('', String(i)));
    const letters = [0, 1, 2, 3, 4].map((at) => [...new Set(names.map((name) => name[at]))].sort().join(''));
    expect(letters).toEqual(Array(5).fill('2456789bcdfghjklmnpqrstvwxz'));
    expect(new Set(names).size).toBe(400);
  });
});

describe('drawn uids', () => {
  it('have the form of random UUIDs', () => {
    expect([generatedUid('Pod default/a 1'), generatedUid('Pod default/a 2')]).toEqual([
      'd6a58bfd-cabc-407b-a95b-ee4ae9181276',
      'a774337f-1c14-463b-a774-51a2f3e0257f',
    ]);
    const uids = Array.from({ length: 200 }, (_, i) => generatedUid(String(i)));
    for (const uid of uids)
      expect(uid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(uids).size).toBe(200);
  });
});
