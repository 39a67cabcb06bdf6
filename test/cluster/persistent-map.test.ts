import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PersistentMap } from '../../src/cluster/persistent-map.js';

/** FNV-1a, 32 bits. */
function fnv(text: string): number {
  let hash = 2166136261;
  for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 16777619) >>> 0;
  return hash;
}

/** The five-bit digits of a hash, the lowest first: the way through the trie. */
const way = (key: string) => Array.from({ length: 7 }, (_, i) => (fnv(key) >>> (5 * i)) & 31);

/** The order in which a trie has its keys. */
function inOrder(keys: readonly string[]): string[] {
  return keys
    .map((key) => ({ key, steps: way(key) }))
    .sort((a, b) => {
      const at = a.steps.findIndex((digit, i) => digit !== b.steps[i]);
      return at < 0 ? (a.key < b.key ? -1 : 1) : a.steps[at]! - b.steps[at]!;
    })
    .map(({ key }) => key);
}

function mapOf(keys: readonly string[]): PersistentMap<string> {
  return keys.reduce((map, key) => map.set(key, `=${key}`), PersistentMap.empty<string>());
}

/** Keys from a counter: among so many all digits come up, and many share a digit or two. */
const MANY = Array.from({ length: 400 }, (_, i) => `default/web-${i}`);
/** Texts that have one hash each, of two. */
const TWINS = ['costarring', 'liquid', 'declinate', 'macallums', 'altarage', 'zinke'];

/** Short texts by hash, until three have the same. */
function alike(): string[][] {
  const found = new Map<number, string[]>();
  for (let i = 0; i < 20_000; i++) {
    const key = i.toString(36);
    const keys = found.get(fnv(key) & 0xfffff) ?? [];
    keys.push(key);
    found.set(fnv(key) & 0xfffff, keys);
  }
  return [...found.values()].filter((keys) => keys.length > 1);
}

/** What is in a map, in the order of its trie. */
function held(map: PersistentMap<string>): [size: number, keys: string[], values: string[]] {
  return [map.size, map.keys(), map.values()];
}

describe('what is in it', () => {
  it('is the same whether it came at once or one after the other', () => {
    for (const keys of [[], ['one'], TWINS.slice(0, 2), [...MANY, ...TWINS], alike().flat()]) {
      const whole = PersistentMap.of(new Map(keys.map((key) => [key, `=${key}`])));
      expect(held(whole)).toEqual(held(mapOf(keys)));
      const fewer = keys.slice(1).reduce((map, key) => map.delete(key), whole);
      expect(held(fewer)).toEqual(held(mapOf(keys.slice(0, 1))));
    }
  });

  it('is found, in an order that the keys alone decide', () => {
    const keys = [...MANY, ...TWINS];
    for (const order of [keys, [...keys].reverse()]) {
      const map = mapOf(order);
      expect(map.size).toBe(keys.length);
      expect(map.keys()).toEqual(inOrder(keys));
      expect(map.values()).toEqual(inOrder(keys).map((key) => `=${key}`));
      for (const key of keys) expect([map.get(key), map.has(key)]).toEqual([`=${key}`, true]);
      for (const key of ['', 'default/web-400', 'LIQUID'])
        expect([map.get(key), map.has(key)]).toEqual([undefined, false]);
    }
  });

  it('of texts whose hashes begin alike too', () => {
    const keys = alike().slice(0, 300).flat();
    const map = mapOf(keys);
    expect(map.keys()).toEqual(inOrder(keys));
    for (const key of keys) expect(map.get(key)).toBe(`=${key}`);
    const half = keys.filter((_, i) => i % 2 === 0);
    const rest = half.reduce((left, key) => left.delete(key), map);
    expect(rest.keys()).toEqual(inOrder(keys.filter((_, i) => i % 2 === 1)));
    expect(rest.size).toBe(keys.length - half.length);
  });

  it('is one thing for each key', () => {
    const map = mapOf(MANY).set(MANY[7]!, 'other');
    expect([map.size, map.get(MANY[7]!), map.get(MANY[8]!)]).toEqual([400, 'other', `=${MANY[8]}`]);
  });
});

describe('what goes', () => {
  it('is gone, and the order is that of what is left', () => {
    let map = mapOf([...MANY, ...TWINS]);
    const left = [...MANY, ...TWINS];
    while (left.length > 0) {
      const key = left.splice((left.length * 7) % left.length || left.length - 1, 1)[0]!;
      map = map.delete(key);
      expect(map.get(key)).toBeUndefined();
      expect(map.size).toBe(left.length);
      if (left.length % 50 < 3) expect(map.keys()).toEqual(inOrder(left));
    }
    expect(map).toBe(PersistentMap.empty());
  });

  it('changes nothing where it is not there', () => {
    const map = mapOf(TWINS);
    expect(map.delete('other')).toBe(map);
    expect(PersistentMap.empty().delete('other')).toBe(PersistentMap.empty());
    expect([
      PersistentMap.empty().size,
      PersistentMap.empty().keys(),
      PersistentMap.empty().values(),
    ]).toEqual([0, [], []]);
    expect(PersistentMap.empty().get('')).toBeUndefined();
  });

  it('leaves a map as if it had never been there', () => {
    // All of it: put in order, too.
    const whole = (map: PersistentMap<string>) => [map.sorted(), map];
    const map = mapOf(TWINS);
    const more = MANY.reduce((one, key) => one.set(key, ''), map);
    expect(whole(MANY.reduce((less, key) => less.delete(key), more))).toEqual(whole(map));
    expect(whole(mapOf(['liquid', 'a']).delete('a'))).toEqual(whole(mapOf(['liquid'])));
    expect(whole(mapOf(['liquid', 'costarring']).delete('costarring'))).toEqual(whole(mapOf(['liquid'])));
  });
});

describe('the order of keys', () => {
  const sorted = (keys: readonly string[]) => [...keys].sort().map((key) => `=${key}`);

  it('is kept where a few are other ones', () => {
    const map = mapOf(MANY.slice(1));
    expect(map.sorted()).toEqual(sorted(MANY.slice(1)));
    const [first = '', second = '', third = ''] = MANY;
    const other = map.set(first, `=${first}`).delete(third).set(second, 'other').delete('none');
    const wanted = sorted(MANY.filter((key) => key !== third));
    wanted[wanted.indexOf(`=${second}`)] = 'other';
    expect(other.sorted()).toEqual(wanted);
    expect(map.sorted()).toEqual(sorted(MANY.slice(1)));
    expect(other.set('z', '=z').sorted()).toEqual([...wanted, '=z']);
  });

  it('is that of the keys, whatever came and went between two looks', () => {
    const change = fc.record({ key: fc.constantFrom(...'abcdefgh'), here: fc.boolean(), look: fc.boolean() });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        let map = PersistentMap.empty<string>();
        const plain = new Map<string, string>();
        for (const [at, { key, here, look }] of changes.entries()) {
          if (here) plain.set(key, `${at}`);
          else plain.delete(key);
          map = here ? map.set(key, `${at}`) : map.delete(key);
          if (look || at === changes.length - 1)
            expect(map.sorted()).toEqual([...plain.keys()].sort().map((one) => plain.get(one)));
        }
      }),
    );
  });
});

describe('keys with one hash', () => {
  it('stand beside each other and beside one that begins alike', () => {
    for (const [one, two] of [TWINS.slice(0, 2), TWINS.slice(2, 4), TWINS.slice(4)] as [string, string][]) {
      expect(fnv(one)).toBe(fnv(two));
      const near = Array.from({ length: 3000 }, (_, i) => `k${i}`).filter(
        (key) => (fnv(key) & 1023) === (fnv(one) & 1023),
      );
      expect(near.length).toBeGreaterThan(0);
      const keys = [two, one, ...near];
      const map = mapOf(keys);
      expect([map.size, ...map.keys()]).toEqual([keys.length, ...inOrder(keys)]);
      expect(map.set(one, 'other').size).toBe(keys.length);
      expect(map.set(one, 'other').get(one)).toBe('other');
      expect(map.delete(near[0]!).keys()).toEqual(inOrder(keys.filter((key) => key !== near[0])));
      expect([map.delete(one).get(two), map.delete(one).get(one), map.delete(one).size]).toEqual([
        `=${two}`,
        undefined,
        keys.length - 1,
      ]);
    }
  });
});

it('leaves old versions as they were, whatever comes after', () => {
  const key = fc.oneof(fc.constantFrom(...TWINS), fc.stringMatching(/^[a-d]{1,2}$/));
  const change = fc.record({ key, value: fc.option(fc.nat(9), { nil: undefined }) });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 50 }), (changes) => {
      const versions: [PersistentMap<number>, Map<string, number>][] = [[PersistentMap.empty(), new Map()]];
      for (const { key: name, value } of changes) {
        const [map, plain] = versions.at(-1)!;
        const next = new Map(plain);
        if (value === undefined) next.delete(name);
        else next.set(name, value);
        versions.push([value === undefined ? map.delete(name) : map.set(name, value), next]);
      }
      for (const [map, plain] of versions) {
        expect(map.size).toBe(plain.size);
        expect(map.keys()).toEqual(inOrder([...plain.keys()]));
        expect(map.values()).toEqual(inOrder([...plain.keys()]).map((name) => plain.get(name)));
      }
    }),
    { numRuns: 30 },
  );
});

describe('what is asked of all values', () => {
  const keys = [...MANY, ...TWINS];
  const map = mapOf(keys);

  it('is answered in the order of the keys', () => {
    expect(map.sorted()).toEqual([...keys].sort().map((key) => `=${key}`));
    expect(PersistentMap.empty().sorted()).toEqual([]);
    const less = map.delete('liquid');
    expect([less.sorted().includes('=liquid'), map.sorted().includes('=liquid')]).toEqual([false, true]);
  });

  it('is true as soon as it is true of one, also of keys with one hash', () => {
    for (const key of [...TWINS, 'default/web-7']) {
      expect([
        map.some((value) => value === `=${key}`),
        map.delete(key).some((one) => one === `=${key}`),
      ]).toEqual([true, false]);
    }
    expect(PersistentMap.empty<string>().some(() => true)).toBe(false);
  });

  it('is the least of what is measured, of each version of a map', () => {
    let measured = 0;
    const least = PersistentMap.leastBy<string>((value) => {
      measured += 1;
      return value.startsWith('=default/') ? undefined : value;
    });
    expect(least(map)).toBe('=altarage');
    const first = measured;
    expect(least(map.delete('altarage'))).toBe('=costarring');
    expect(least(map.set('aa', '=aa'))).toBe('=aa');
    // What versions share is not measured again.
    expect(measured - first).toBeLessThan(first / 2);
    expect([least(mapOf(MANY)), least(PersistentMap.empty())]).toEqual([undefined, undefined]);
  });
});
