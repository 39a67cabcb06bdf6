/** What is told of containers in one line: `shop/api:* start=20s,exit=1`, `deployment/web ready=never`. */
import { parseDuration } from '../api/duration.js';
import { closest } from '../api/suggest.js';
import { WORKLOAD_WORDS } from '../api/workload-words.js';
import type { Assumption, Does, Exit, Whom } from './assumption.js';

/** What is wrong with such a line, and from which of its characters on (counted from 0). */
export class AssumptionError extends Error {
  constructor(
    message: string,
    readonly at: number,
    readonly hint?: string,
  ) {
    super(message);
    this.name = 'AssumptionError';
  }
}

const CONTAINER = 'container/';
const NEVER = 'never';
const FAILS = 'fails';
const LARGEST_CODE = 255;

type Reader = (value: string, fail: (what: string) => never) => Does;

const SETTINGS: Readonly<Record<keyof Does, Reader>> = {
  pull: (value, fail) => ({ pull: value === FAILS ? FAILS : seconds(value, fail, `${FAILS}, or a time`) }),
  start: (value, fail) => ({ start: seconds(value, fail, 'a time') }),
  ready: (value, fail) => ({ ready: value === NEVER ? NEVER : seconds(value, fail, `${NEVER}, or a time`) }),
  exit: (value, fail) => ({ exit: value === NEVER ? NEVER : exitOf(value, fail) }),
  stop: (value, fail) => ({ stop: seconds(value, fail, 'a time') }),
};

/** Whether a word is what the second of two words is: settings without whom they are about. */
export function isSettings(word: string): boolean {
  return /^[A-Za-z]+=/.test(word);
}

/**
 * Reads `WHOM SETTINGS`. Whom: a pattern of images, `deployment/web` (and other workloads; in `namespace` unless it is
 * `deployment/NAMESPACE/web`), `container/NAME`, several with a blank between them for those that are all of that.
 * Settings: `pull=TIME|fails`, `start=TIME`, `ready=TIME|never`, `exit=CODE[@TIME]|never`, `stop=TIME`, with commas between
 * them. Throws an AssumptionError with the place.
 */
export function parseAssumption(text: string, namespace: string): Assumption {
  const words = [...text.matchAll(/\S+/g)].map((found) => ({ word: found[0], at: found.index }));
  const settings = words.at(-1);
  if (!settings || words.length < 2 || !settings.word.includes('=')) {
    throw new AssumptionError(
      'it does not say what they do',
      text.length,
      'Write settings behind it, such as start=20s,exit=1.',
    );
  }
  let of: Whom = {};
  for (const { word, at } of words.slice(0, -1)) {
    if (isSettings(word)) throw new AssumptionError('settings are one word, with commas between them', at);
    of = { ...of, ...whom(word, namespace) };
  }
  return { of, does: settingsOf(settings.word, settings.at) };
}

function whom(word: string, namespace: string): Whom {
  if (word.startsWith(CONTAINER) && word.length > CONTAINER.length) {
    return { container: word.slice(CONTAINER.length) };
  }
  const [kind = '', ...names] = word.split('/');
  const known = WORKLOAD_WORDS.get(kind.toLowerCase());
  const isImage = names.length === 0 || names.length > 2 || word.includes(':') || word.includes('*');
  if (isImage || known === undefined) return { image: word };
  return { workload: `${known} ${names.length === 2 ? names.join('/') : `${namespace}/${names[0]}`}` };
}

function settingsOf(text: string, from: number): Does {
  let does: Does = {};
  let at = from;
  for (const setting of text.split(',')) {
    const equals = setting.indexOf('=');
    const name = equals < 0 ? setting : setting.slice(0, equals);
    const read = Object.hasOwn(SETTINGS, name) ? SETTINGS[name as keyof Does] : undefined;
    if (!read) {
      const near = closest(name, Object.keys(SETTINGS));
      const known = `The settings are ${Object.keys(SETTINGS).join('=, ')}=.`;
      throw new AssumptionError(
        name === '' ? 'a setting is missing' : `there is no setting ${name}`,
        at,
        near === undefined ? known : `did you mean ${near}=?`,
      );
    }
    if (equals < 0) throw new AssumptionError(`${name} has no value`, at + name.length);
    const value = setting.slice(equals + 1);
    const valueAt = at + equals + 1;
    does = {
      ...does,
      ...read(value, (what) => {
        throw new AssumptionError(
          `${name} cannot be ${value === '' ? 'empty' : value}: it is ${what}`,
          valueAt,
        );
      }),
    };
    at += setting.length + 1;
  }
  return does;
}

/** `20s`, `1m30s`, `20` as seconds. */
function seconds(value: string, fail: (what: string) => never, what: string): number {
  const read = parseDuration(/^\d+(?:\.\d+)?$/.test(value) ? `${value}s` : value);
  if ('error' in read || read.nanoseconds < 0n) return fail(`${what} such as 20s`);
  return Number(read.nanoseconds) / 1e9;
}

function exitOf(value: string, fail: (what: string) => never): Exit {
  const what = `${NEVER}, or a code from 0 to ${LARGEST_CODE}, with a time such as 1@10s where it takes one`;
  const [, code, time] = /^(\d{1,3})(?:@(.+))?$/.exec(value) ?? [];
  if (code === undefined || Number(code) > LARGEST_CODE) return fail(what);
  return { code: Number(code), after: time === undefined ? 0 : seconds(time, fail, 'a code and a time') };
}
