import { compareTexts } from '../../api/text.js';
import type { KindEntry, LifecycleEntry, LifecycleTable, SchemaNode, SchemaSet } from '../set.js';

/** A schema set as the text of its file: one kind, one group version that is off, one definition a line, keys sorted, so that diffs are small. */
export function writeSchemaSet(set: SchemaSet): string {
  const kinds = set.kinds.map((kind) => `  ${stable(kind)}`);
  const off = Object.keys(set.off)
    .sort()
    .map((apiVersion) => `  ${JSON.stringify(apiVersion)}: ${stable(set.off[apiVersion])}`);
  const definitions = Object.keys(set.definitions)
    .sort()
    .map((name) => `  ${JSON.stringify(name)}: ${stable(set.definitions[name])}`);
  return [
    '{',
    `"kubernetes": ${JSON.stringify(set.kubernetes)},`,
    '"kinds": [',
    kinds.join(',\n'),
    '],',
    '"off": {',
    off.join(',\n'),
    '},',
    '"definitions": {',
    definitions.join(',\n'),
    '}',
    '}',
    '',
  ].join('\n');
}

/** One line of `lifecycle.json` of the API server's own table. */
export interface LifecycleRow extends LifecycleEntry {
  apiVersion: string;
  kind: string;
}

/** Groups that only exist in samples of Kubernetes' own source. */
const SAMPLE_GROUPS = ['wardle.example.com'];

/** The lifecycle rows as the text of `schemas/lifecycle.json`: one apiVersion a line. */
export function writeLifecycle(rows: readonly LifecycleRow[]): string {
  const table: LifecycleTable = {};
  for (const { apiVersion, kind, ...entry } of rows) {
    if (SAMPLE_GROUPS.some((group) => apiVersion.startsWith(`${group}/`))) continue;
    table[apiVersion] = { ...table[apiVersion], [kind]: entry };
  }
  const lines = Object.keys(table)
    .sort()
    .map((apiVersion) => `${JSON.stringify(apiVersion)}: ${stable(table[apiVersion])}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

/** JSON with the keys of every mapping sorted. */
export function stable(value: SchemaNode | KindEntry | unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, child]) => child !== undefined);
  entries.sort(([a], [b]) => compareTexts(a, b));
  return `{${entries.map(([key, child]) => `${JSON.stringify(key)}:${stable(child)}`).join(',')}}`;
}
