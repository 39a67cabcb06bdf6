/** How a load is written: `deployment/web cpu=90%`. */
import { quantityError, quantityMilliValue } from '../api/quantity.js';

/** A load that cannot be understood: what is wrong with which part of it. */
export class LoadSpecError extends Error {}

/** One metric, and what it is (`Load` in src/cluster/load.ts). */
interface Measure {
  metric: string;
  container?: string;
  unit: 'percent' | 'milli';
  value: number;
  of: 'average' | 'pod' | 'total';
}

/** What is so from a moment on, ms after it is said. */
interface LoadPoint {
  after: number;
  measures: Measure[];
}

/** What a user says of a load. `target`: `external`, or an object as kubectl's users name it, in a namespace where one is named. */
export interface LoadSpec {
  /** As it was written, to be named by. */
  text: string;
  target: 'external' | { namespace?: string; kind: string; name: string };
  points: LoadPoint[];
}

const EXAMPLE = 'deployment/web cpu=90%';
const OF: Readonly<Record<string, Measure['of']>> = { pod: 'pod', all: 'total' };
const TIME_UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, min: 60_000, h: 3_600_000 };

/**
 * Reads `TARGET NAME=AMOUNT[,…]` or `TARGET @FILE`. TARGET is KIND/NAME, NAMESPACE/KIND/NAME or `external`; NAME `cpu`,
 * `memory`, CONTAINER:cpu or that of another metric; AMOUNT `90%` of what is requested, or a quantity: what a pod uses at
 * the size that there is (the whole is shared by those that there are later), `/pod` behind it: what each uses, however
 * many there are, `/all`: all together. A file has a line `TIME NAME=AMOUNT[,…]` for each moment (`5m cpu=90%`), `#`
 * before what is no line. `read` gives its text. Throws `LoadSpecError`.
 */
export function parseLoad(text: string, read: (file: string) => string): LoadSpec {
  const words = text.trim().split(/\s+/);
  const [target = '', ...rest] = words;
  if (rest.length === 0) {
    throw new LoadSpecError(`'${text}' says not what the load is; write for example '${EXAMPLE}'`);
  }
  const [first = ''] = rest;
  const points = first.startsWith('@')
    ? curveOf(read(first.slice(1)), first.slice(1))
    : [{ after: 0, measures: measuresOf(rest.join(','), '') }];
  return { text: text.trim(), target: targetOf(target), points };
}

function targetOf(text: string): LoadSpec['target'] {
  if (text === 'external') return text;
  const parts = text.split('/');
  const [name = '', kind = '', namespace] = parts.reverse();
  if (parts.length < 2 || parts.length > 3 || parts.includes('')) {
    throw new LoadSpecError(`'${text}' is no KIND/NAME; write for example '${EXAMPLE}'`);
  }
  return { ...(namespace === undefined ? {} : { namespace }), kind, name };
}

/** The lines of a load's file. */
function curveOf(text: string, file: string): LoadPoint[] {
  const points: LoadPoint[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    const written = line.replace(/#.*/, '').trim();
    if (written === '') continue;
    const at = `${file}:${i + 1}: `;
    const [time = '', ...rest] = written.split(/\s+/);
    const after = timeOf(time);
    if (after === undefined) {
      throw new LoadSpecError(`${at}'${time}' is no time; a line is for example '5m cpu=90%'`);
    }
    const last = points.at(-1);
    if (last && after <= last.after) throw new LoadSpecError(`${at}${time} is not after the line before`);
    points.push({ after, measures: measuresOf(rest.join(','), at) });
  }
  if (points.length === 0) throw new LoadSpecError(`${file}: there is no line such as '5m cpu=90%' in it`);
  return points;
}

/** `90s`, `5m`, `1h30m` in ms. */
function timeOf(text: string): number | undefined {
  if (/^0+$/.test(text)) return 0;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(min|s|m|h)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) return undefined;
  return parts.reduce((sum, [, number, unit]) => sum + Number(number) * TIME_UNITS[unit!]!, 0);
}

function measuresOf(text: string, at: string): Measure[] {
  const parts = text.split(',').filter((part) => part !== '');
  if (parts.length === 0) {
    throw new LoadSpecError(`${at}it says not what the load is; write for example 'cpu=90%'`);
  }
  return parts.map((part) => measureOf(part, at));
}

function measureOf(part: string, at: string): Measure {
  const [, names, amount] = /^([^=]+)=(.*)$/.exec(part) ?? [];
  if (names === undefined || amount === undefined) {
    throw new LoadSpecError(`${at}'${part}' is no NAME=AMOUNT; write for example 'cpu=90%'`);
  }
  const [metric = '', container] = names.split(':').reverse();
  const slash = amount.lastIndexOf('/');
  const whose = slash < 0 ? undefined : amount.slice(slash + 1);
  const of = whose === undefined ? 'average' : OF[whose];
  if (!of) {
    throw new LoadSpecError(
      `${at}'${part}': behind the amount stands /pod (what each uses), /all (all together) or nothing`,
    );
  }
  const value = slash < 0 ? amount : amount.slice(0, slash);
  const named = { metric, ...(container === undefined ? {} : { container }), of };
  const [, percent] = /^(\d+(?:\.\d+)?)%$/.exec(value) ?? [];
  if (percent !== undefined) return { ...named, unit: 'percent', value: Number(percent) };
  if (value === '' || value.startsWith('-') || quantityError(value) !== undefined) {
    throw new LoadSpecError(`${at}'${part}': '${value}' is no amount such as 90%, 450m or 2Gi`);
  }
  return { ...named, unit: 'milli', value: quantityMilliValue(value) };
}
