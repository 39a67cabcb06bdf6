/** What must never be shown, and values without it. */

import { credentialRanges } from './credential-ranges.js';
import { goJsonString } from './go-json.js';
import { definedKeys, isObject, type JsonObject, type JsonValue, type Path, setKey } from './json.js';
import { quotedValue } from './quoted-value.js';
import { type Range, replaceRanges } from './ranges.js';
import { type Hidden, hiddenIn, hiddenItems, hidesAll, type Place, placeIn, rangesAt } from './secrets.js';

/** What stands in the place of a value that must not be shown. */
export const HIDDEN = '(value hidden)';

/** A text without the credentials in it, whatever the text is. */
export function withoutCredentials(text: string): string {
  return replaceRanges(text, credentialRanges(text), HIDDEN);
}

/** Tells what of one object can be shown. */
export interface Hiding {
  /** True where the value at a place, or one that it stands in, must not be shown. */
  isHidden(path: Path): boolean;
  /** `value` with everything hidden in it replaced. `path` is where it stands in the object. */
  hide(value: JsonValue, path: Path): JsonValue;
}

/** What of an object can be shown; its lists are read once, however many of their items are asked for. */
export function hidingOf(object: JsonValue): Hiding {
  const lists = new Map<JsonValue, ReadonlyMap<number, number>>();
  const itemsOf: Items = (list, place) => {
    const items = lists.get(list) ?? hiddenItems(list, place);
    lists.set(list, items);
    return items;
  };
  return {
    isHidden: (path) => placeAt(object, path, itemsOf).hidden,
    hide(value, path) {
      const { place, hidden } = placeAt(object, path, itemsOf);
      return hidden ? HIDDEN : shown(value, place);
    },
  };
}

/** Of a list at a place the items that must not be shown because of others, from which character on. */
type Items = (list: JsonValue[], place: Place) => ReadonlyMap<number, number>;

/** What is not written there is a text, if anything. */
const UNKNOWN = '?';

/** Where `path` leads, and whether all of that is hidden. */
function placeAt(object: JsonValue, path: Path, itemsOf: Items): { place: Place; hidden: boolean } {
  let place: Place = { path: [] };
  let value: JsonValue = object;
  for (const step of path) {
    const items = Array.isArray(value) ? itemsOf(value, place) : undefined;
    place = placeIn(value, place, step);
    const child: JsonValue | undefined = Array.isArray(value)
      ? value[Number(step)]
      : isObject(value) && Object.hasOwn(value, step)
        ? value[step]
        : undefined;
    value = child ?? UNKNOWN;
    if (hidesAll(value, place) || items?.get(Number(step)) === 0) return { place, hidden: true };
  }
  return { place, hidden: false };
}

function shown(value: JsonValue, place: Place): JsonValue {
  if (hidesAll(value, place)) return HIDDEN;
  if (Array.isArray(value)) {
    const from = hiddenItems(value, place);
    return value.map((item, index) => {
      const start = from.get(index);
      if (start !== undefined) return typeof item === 'string' ? item.slice(0, start) + HIDDEN : HIDDEN;
      return shown(item, placeIn(value, place, index));
    });
  }
  if (isObject(value)) {
    const copy: JsonObject = {};
    for (const key of definedKeys(value)) {
      setKey(copy, key, shown(value[key] as JsonValue, placeIn(value, place, key)));
    }
    return copy;
  }
  return typeof value === 'string' ? replaceRanges(value, rangesAt(value, place), HIDDEN) : value;
}

/** Every text of an object that must not be shown, longest first; for taking them out of messages made elsewhere. */
export function secretTexts(object: JsonValue): string[] {
  return textsOf(hiddenIn(object));
}

/** The same of what is hidden in several objects. */
export function textsOf(hidden: readonly Hidden[]): string[] {
  const found = new Set<string>();
  const add = (text: string): void => {
    // As it is, and as a message may quote it: once, or twice in a quoted JSON text.
    const quoted = goJsonString(text).slice(1, -1);
    for (const form of [text, quoted, JSON.stringify(text).slice(1, -1), goJsonString(quoted).slice(1, -1)]) {
      if (form !== '') found.add(form);
    }
  };
  for (const { value, ranges } of hidden) {
    const text = String(value);
    if (ranges) for (const { start, end } of ranges) add(text.slice(start, end));
    else add(text);
  }
  return [...found].sort((a, b) => b.length - a.length);
}

/** Shorter ones are parts of any word: they are looked for in quotes. */
const SHORT = 4;
/** A whole value as Go prints it, at the end of a refusal. */
const GO_VALUE = /^(.*?(?:, got (?=&?(?:\{|map\[|\[))|: (?=&\{|map\[))).*$/s;

/** A function that takes every one of `secrets` out of messages, in one pass: what it puts there is not looked at again. */
export function hider(secrets: readonly string[]): (message: string) => string {
  if (secrets.length === 0) return (message) => message;
  const known = new Set(secrets);
  const lengths = lengthsByBeginning(secrets);
  /** Where the secret ends that begins at an offset. */
  const endAt = (message: string, at: number): number | undefined => {
    const length = lengths
      .get(message.slice(at, at + SHORT))
      ?.find((one) => at + one <= message.length && known.has(message.slice(at, at + one)));
    return length === undefined ? undefined : at + length;
  };
  /** Where a short one ends that the quote at an offset opens for. */
  const shortEndAt = (message: string, at: number): number | undefined => {
    const end = message.slice(at + 1, at + SHORT + 1).indexOf('"');
    return end > 0 && known.has(message.slice(at + 1, at + 1 + end)) ? at + 1 + end : undefined;
  };
  return (message) => {
    const found: Range[] = [];
    for (let at = 0; at < message.length; at += 1) {
      const quoted = message[at] === '"' ? shortEndAt(message, at) : undefined;
      const end = quoted ?? endAt(message, at);
      if (end === undefined) continue;
      found.push({ start: quoted === undefined ? at : at + 1, end });
      at = end - 1;
    }
    return replaceRanges(message, found, HIDDEN);
  };
}

/** The lengths of texts, the longest first, by what the texts begin with; of short ones none. */
function lengthsByBeginning(texts: readonly string[]): Map<string, number[]> {
  const lengths = new Map<string, Set<number>>();
  for (const text of texts) {
    if (text.length < SHORT) continue;
    const beginning = text.slice(0, SHORT);
    const known = lengths.get(beginning);
    if (known) known.add(text.length);
    else lengths.set(beginning, new Set([text.length]));
  }
  return new Map([...lengths].map(([beginning, of]) => [beginning, [...of].sort((a, b) => b - a)]));
}

/**
 * A message of the server with every one of `secrets` taken out. Where there are any, whole objects that it quotes
 * and listings of lines go too: they may hold a value in a form that nobody thought of. `hide` is the secrets' own, where
 * there are many messages.
 */
export function withoutTexts(message: string, secrets: readonly string[], hide = hider(secrets)): string {
  if (secrets.length === 0) return message;
  const [line = ''] = message.split('\n@@');
  const quoted = quotedValue(line, '{[');
  const short = quoted ? `${quoted.before}…${quoted.after}` : line.replace(GO_VALUE, '$1…');
  return hide(short);
}
