import { isObject, type JsonObject, type JsonValue, type Path, setKey } from '../../api/json.js';
import { NodeFinder } from '../locate.js';
import { isDigit } from './characters.js';
import { KnownTexts } from './known-texts.js';
import { nextNode, nodeKey } from './nodes.js';
import { MAX_DEPTH, Problem } from './problem.js';
import { integerValue, keyText, plainValue, resolvePlain, resolveTagged, type Scalar } from './scalars.js';
import {
  ALIAS,
  ANCHORED,
  KIND,
  LIST,
  LITERAL,
  MAP,
  PLAIN,
  QUOTED,
  STRIDE,
  TAGGED,
  type Tape,
} from './tape.js';

/** A key that a map has twice. */
export interface Duplicate {
  key: string;
  /** Where the later one stands (a merge that brings the key: the merge key), and the earlier one. */
  offset: number;
  end: number;
  firstOffset: number;
  firstEnd: number;
  /**
   * `key`: both are written in the map. `merge`: a merge key brings it and overwrites the one written before.
   * `override`: it is written behind the merge key that brought it first, which is what merge keys are for.
   */
  by: 'key' | 'merge' | 'override';
}

export interface Composed {
  value: JsonValue;
  duplicates: Duplicate[];
  /** Levels of maps and lists, those behind aliases included. */
  depth: number;
  /** A number that is infinite or none, which JSON cannot hold. */
  badNumber?: Problem;
}

/** A collection that is being filled. */
interface Frame {
  target: JsonObject | JsonValue[];
  isMap: boolean;
  at: number;
  end: number;
  /** In a map between key and value: the key, and where it stands. */
  key: string | undefined;
  keyAt: number;
  merging: boolean;
  depth: number;
  /** Counts of decoded nodes at its beginning, for what an alias to it will cost. */
  decoded: number;
  /** Keys that are not text to YAML may meet others of the same text: what they are, in the order they came. */
  types: Map<string, string[]> | undefined;
  /** Of such a key: whether just this one was there before, and whether its value is the one that is kept. */
  again: boolean;
  kept: boolean;
  /** First places of keys, only looked up once a duplicate was found. */
  first: Map<string, number> | undefined;
}

interface Anchored {
  value: JsonValue;
  decoded: number;
  depth: number;
}

const LOW = 400_000;
const HIGH = 4_000_000;

/** Which share of the decoded nodes may come through aliases, by go-yaml's rule against bombs. */
function allowedShare(decoded: number): number {
  if (decoded <= LOW) return 0.99;
  if (decoded >= HIGH) return 0.1;
  return 0.99 - (0.89 * (decoded - LOW)) / (HIGH - LOW);
}

/**
 * The value of a document: scalars resolved, keys made text, aliases expanded (shared, not copied), merges done where
 * they are written, of equal keys the last. Throws a Problem for what JSON cannot hold.
 */
export function compose(text: string, codes: Uint16Array, tape: Tape): Composed {
  return new Composer(text, codes, tape).run();
}

class Composer {
  private readonly duplicates: Duplicate[] = [];
  private readonly frames: Frame[] = [];
  private readonly anchored = new Map<number, Anchored>();
  private depth = 0;
  private decoded = 1;
  private aliased = 0;
  /** Maps with a key that cannot be text (null, uint64): refused, unless what they stand in is overwritten. */
  private readonly unsupported = new Map<JsonValue, Problem>();
  private unsupportedNumber = false;
  private readonly known: KnownTexts;
  private result: JsonValue = null;

  constructor(
    private readonly text: string,
    private readonly codes: Uint16Array,
    private readonly tape: Tape,
  ) {
    this.known = new KnownTexts(text, codes);
  }

  run(): Composed {
    const { words, length } = this.tape;
    const { frames } = this;
    let at = 0;
    while (at < length) {
      const mark = words[at]!;
      const kind = mark & KIND;
      if (kind === MAP || kind === LIST) {
        this.decoded++;
        const frame: Frame = {
          target: kind === MAP ? {} : [],
          isMap: kind === MAP,
          at,
          end: words[at + 3]!,
          key: undefined,
          keyAt: 0,
          merging: false,
          depth: 0,
          decoded: this.decoded - 1,
          types: undefined,
          again: false,
          kept: true,
          first: undefined,
        };
        frames.push(frame);
        if (frames.length > this.depth) {
          this.depth = frames.length;
          if (this.depth > MAX_DEPTH) this.fail('exceeded max depth', at);
        }
        at += STRIDE;
      } else {
        const frame = frames[frames.length - 1];
        if (frame?.isMap && frame.key === undefined && !frame.merging) this.key(frame, at, mark);
        else this.deliver(frame, this.scalar(at, mark), at);
        at += STRIDE;
      }
      while (frames.length > 0 && frames[frames.length - 1]!.end === at) this.closeFrame();
    }
    if (this.unsupported.size > 0) this.checkKeys(this.result);
    const composed: Composed = { value: this.result, duplicates: this.duplicates, depth: this.depth };
    const badNumber = this.unsupportedNumber ? this.badNumber(this.result) : undefined;
    if (badNumber) composed.badNumber = badNumber;
    return composed;
  }

  private fail(phrase: string, at: number): never {
    const offset = this.tape.words[at + 1]!;
    throw new Problem(phrase, offset);
  }

  private closeFrame(): void {
    const frame = this.frames.pop()!;
    const parent = this.frames[this.frames.length - 1];
    if (this.tape.words[frame.at]! & ANCHORED) {
      this.anchored.set(frame.at, {
        value: frame.target,
        decoded: this.decoded - frame.decoded,
        depth: frame.depth + 1,
      });
    }
    if (parent) {
      if (frame.depth + 1 > parent.depth) parent.depth = frame.depth + 1;
      if (parent.isMap && parent.key === undefined && !parent.merging) {
        this.fail('invalid map key: a map or list', frame.at);
      }
    }
    this.deliver(parent, frame.target, frame.at);
  }

  /** Text of a scalar as it is, without a meaning. */
  private textAt(at: number, mark: number): string {
    const { words, strings } = this.tape;
    const extra = words[at + 3]!;
    if (extra > 0) return strings[extra - 1]!;
    return (mark & KIND) === QUOTED
      ? this.known.between(words[at + 1]! + 1, words[at + 2]! - 1)
      : this.text.slice(words[at + 1]!, words[at + 2]!);
  }

  private scalar(at: number, mark: number): JsonValue {
    const { words } = this.tape;
    this.decoded++;
    if (this.aliased > 100) this.checkAliases(at);
    let value: JsonValue;
    if (mark === PLAIN) {
      value =
        words[at + 3] === 0
          ? plainValue(this.text, this.codes, words[at + 1]!, words[at + 2]!)
          : this.tape.strings[words[at + 3]! - 1]!;
    } else if (mark === QUOTED) return this.textAt(at, mark);
    else if (mark === LITERAL) value = literalValue(this.text, this.codes, words[at + 1]!, words[at + 2]!);
    else if ((mark & KIND) === ALIAS) return this.alias(at);
    else value = this.resolve(at, mark).value;
    if (typeof value === 'number' && !Number.isFinite(value)) this.unsupportedNumber = true;
    if (mark & ANCHORED) this.anchored.set(at, { value, decoded: 1, depth: 0 });
    return value;
  }

  private resolve(at: number, mark: number): Scalar {
    const text = this.textAt(at, mark);
    const kind = mark & KIND;
    if (kind === LITERAL) return literal(text);
    if (mark & TAGGED) {
      const scalar = resolveTagged(this.tape.tags.get(at) ?? '', text);
      if (typeof scalar === 'string') this.fail(scalar, at);
      return scalar;
    }
    return kind === PLAIN ? resolvePlain(text) : { type: 'str', value: text };
  }

  private alias(at: number): JsonValue {
    const target = this.anchored.get(this.tape.words[at + 3]!);
    if (target === undefined) {
      const name = this.text.slice(this.tape.words[at + 1]! + 1, this.tape.words[at + 2]!);
      this.fail(`anchor '${name}' value contains itself`, at);
    }
    this.decoded += target.decoded;
    this.aliased += target.decoded;
    this.checkAliases(at);
    const frame = this.frames[this.frames.length - 1];
    if (frame && target.depth > frame.depth) frame.depth = target.depth;
    if (this.frames.length + target.depth > this.depth) {
      this.depth = this.frames.length + target.depth;
      if (this.depth > MAX_DEPTH) this.fail('exceeded max depth', at);
    }
    return target.value;
  }

  private checkAliases(at: number): void {
    const { aliased, decoded } = this;
    if (aliased > 100 && decoded > 1000 && aliased / decoded > allowedShare(decoded)) {
      this.fail('document contains excessive aliasing', at);
    }
  }

  /** The scalar at `at` becomes the key of what follows. */
  private key(frame: Frame, at: number, mark: number): void {
    frame.keyAt = at;
    if (mark === QUOTED) {
      this.decoded++;
      frame.key = this.textAt(at, mark);
      if (frame.types !== undefined) this.typedKey(frame, frame.key, 'str');
      return;
    }
    if (this.isMerge(at, mark)) {
      frame.merging = true;
      return;
    }
    const value = this.scalar(at, mark);
    if (typeof value === 'string') {
      frame.key = value;
      if (frame.types !== undefined) this.typedKey(frame, value, 'str');
      return;
    }
    if (typeof value === 'object' && value !== null) this.fail('invalid map key: a map or list', at);
    // Rare: a key that is not text. `1` and `"1"` are not the same key, though both become "1" in the end.
    const target = (mark & KIND) === ALIAS ? this.tape.words[at + 3]! : at;
    const scalar = this.resolve(target, this.tape.words[target]!);
    const key = keyText(scalar);
    if (key === undefined) {
      const offset = this.tape.words[at + 1]!;
      const what = value === null ? 'null' : String(value);
      const problem = new Problem(`unsupported map key ${what}`, offset);
      this.unsupported.set(frame.target as JsonObject, problem);
      frame.key = '';
      return;
    }
    frame.key = key;
    frame.types ??= new Map();
    // Floats are the same by value, which the text of 32 bits does not show; and no two NaN are.
    const float = Number.isNaN(value) ? `nan ${at}` : `float ${value}`;
    this.typedKey(frame, key, scalar.type === 'float' ? float : scalar.type);
  }

  private typedKey(frame: Frame, key: string, type: string): void {
    const known = frame.types!.get(key);
    const types = known ?? (Object.hasOwn(frame.target, key) ? ['str'] : []);
    frame.types!.set(key, types);
    frame.again = types.includes(type);
    if (!frame.again) types.push(type);
    // Go's order is not defined here; the one that came last first is taken to win.
    frame.kept = types[types.length - 1] === type;
  }

  private isMerge(at: number, mark: number): boolean {
    const { words } = this.tape;
    const kind = mark & KIND;
    if (kind !== PLAIN && kind !== QUOTED) return false;
    if (mark & TAGGED) {
      const tag = this.tape.tags.get(at);
      if (tag !== '!' && tag !== 'tag:yaml.org,2002:merge') return false;
      return this.textAt(at, mark) === '<<';
    }
    if (kind === QUOTED || words[at + 2]! - words[at + 1]! !== 2) return false;
    return this.codes[words[at + 1]!] === 0x3c && this.codes[words[at + 1]! + 1] === 0x3c;
  }

  private deliver(frame: Frame | undefined, value: JsonValue, at: number): void {
    if (frame === undefined) this.result = value;
    else if (!frame.isMap) (frame.target as JsonValue[]).push(value);
    else if (frame.merging) {
      frame.merging = false;
      this.merge(frame, value, at);
    } else {
      const key = frame.key!;
      frame.key = undefined;
      const target = frame.target as JsonObject;
      if (target[key] !== undefined && Object.hasOwn(target, key)) {
        if (!this.replaces(frame, key)) return;
      }
      setKey(target, key, value);
    }
  }

  /** A key is there already: a duplicate, unless the two are only the same as text. False if the earlier one stays. */
  private replaces(frame: Frame, key: string): boolean {
    const typed = frame.types?.has(key) ?? false;
    if (!typed || frame.again) this.duplicate(frame, key, 'key');
    return !typed || frame.kept;
  }

  private merge(frame: Frame, value: JsonValue, at: number): void {
    const isAlias = (this.tape.words[at]! & KIND) === ALIAS;
    // A list of maps may stand here, but not an alias to one. Earlier maps of it win.
    const maps = Array.isArray(value) && !isAlias ? [...value].reverse() : [value];
    const target = frame.target as JsonObject;
    for (const map of maps) {
      if (!isObject(map)) this.fail('map merge requires map or sequence of maps as the value', at);
      const unsupported = this.unsupported.get(map);
      if (unsupported) this.unsupported.set(target, unsupported);
      for (const key of Object.keys(map)) {
        if (Object.hasOwn(target, key)) this.duplicate(frame, key, 'merge');
        setKey(target, key, map[key]!);
      }
    }
  }

  private duplicate(frame: Frame, key: string, by: 'key' | 'merge'): void {
    const { words } = this.tape;
    if (frame.first === undefined) frame.first = this.firstKeys(frame);
    const first = frame.first.get(key);
    this.duplicates.push({
      key,
      offset: words[frame.keyAt + 1]!,
      end: words[frame.keyAt + 2]!,
      firstOffset: words[(first ?? frame.keyAt) + 1]!,
      firstEnd: words[(first ?? frame.keyAt) + 2]!,
      // Where the earlier one was not written as a key of this map, a merge brought it.
      by: first === undefined || first === frame.keyAt ? 'override' : by,
    });
  }

  /** Where the map's own keys stand first. */
  private firstKeys(frame: Frame): Map<string, number> {
    const { words } = this.tape;
    const first = new Map<string, number>();
    for (let at = frame.at + STRIDE; at < frame.end; ) {
      const key = nodeKey(this.text, this.tape, at);
      if (key !== undefined && !first.has(key)) first.set(key, at);
      at = nextNode(words, nextNode(words, at));
    }
    return first;
  }

  private checkKeys(root: JsonValue): void {
    for (const { value } of parts(root)) {
      const problem = this.unsupported.get(value);
      if (problem) throw problem;
    }
  }

  /**
   * JSON has no NaN and no infinity; a value that was overwritten does not count. Of several Go complains of the one that
   * comes first by the order of keys.
   */
  private badNumber(root: JsonValue): Problem | undefined {
    for (const { value, path } of parts(root)) {
      if (typeof value !== 'number' || Number.isFinite(value)) continue;
      const name = Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
      const { words } = this.tape;
      const node = new NodeFinder(this.text, this.tape).find(0, path()).value;
      return new Problem(`unsupported value: ${name}`, words[node + 1]!);
    }
    return undefined;
  }
}

/** A value and all that is in it, in the order of Go's JSON; what is shared by aliases once. */
function* parts(root: JsonValue): Generator<{ value: JsonValue; path: () => Path }> {
  interface Place {
    value: JsonValue;
    above?: Place;
    step?: string | number;
  }
  const pathOf = (place: Place): Path => {
    const path: (string | number)[] = [];
    for (let at = place; at.above; at = at.above) path.unshift(at.step!);
    return path;
  };
  const seen = new Set<JsonValue>();
  const waiting: Place[] = [{ value: root }];
  for (let above = waiting.pop(); above !== undefined; above = waiting.pop()) {
    const place = above;
    const { value } = place;
    if (typeof value === 'object' && value !== null) {
      if (seen.has(value)) continue;
      seen.add(value);
      const entries: [string | number, JsonValue | undefined][] = Array.isArray(value)
        ? [...value.entries()]
        : Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
      for (const [step, item = null] of entries.reverse()) waiting.push({ value: item, above: place, step });
    }
    yield { value, path: () => pathOf(place) };
  }
}

/** The value of a number, true, false or null of a JSON text. */
function literalValue(text: string, codes: Uint16Array, start: number, end: number): JsonValue {
  const first = codes[start];
  if (first === 0x74) return true;
  if (first === 0x66) return false;
  if (first === 0x6e) return null;
  // Most numbers are short integers.
  if (end - start <= SHORT) {
    let number = 0;
    let at = start;
    while (at < end && isDigit(codes[at]!)) number = number * 10 + codes[at++]! - 0x30;
    if (at === end) return number;
  }
  return literal(text.slice(start, end)).value;
}

/** So many digits are an integer that a double holds. */
const SHORT = 15;

/** A number, true, false or null of a JSON text. */
function literal(text: string): Scalar {
  if (text === 'null') return { type: 'null', value: null };
  if (text === 'true' || text === 'false') return { type: 'bool', value: text === 'true' };
  if (text.length > 15 && text.length <= 20 && /^-?\d+$/.test(text)) {
    const value = BigInt(text);
    const fits = value >= -(2n ** 63n) && value < 2n ** 64n;
    return fits ? { type: 'int', value: integerValue(value) } : { type: 'float', value: Number(value) };
  }
  return { type: 'float', value: Number(text) };
}
