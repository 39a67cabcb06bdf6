/** Recordings as files: their lines, what kind each is of, and what it is measured by. */
import { readFileSync } from 'node:fs';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { type KubernetesVersion, parseVersion, unknownVersion } from '../src/api/version.js';
import type { Measured } from './measured.js';

/** What one measure came to in one case (or in one step of it). */
export interface Outcome extends Measured {
  measure: string;
  step?: number;
}

/** One line of a recording; each kind's FORMAT text says what else it holds. */
export interface Recording {
  id: string;
  version?: string;
  [field: string]: unknown;
}

export type RecordingKind =
  | 'yaml'
  | 'validation'
  | 'admission'
  | 'scheduling'
  | 'controllers'
  | 'apply'
  | 'hash';

/** What was recorded where a line says no version: the first recordings do not. */
export const FIRST_RECORDED = '1.36';

/** The minor that answered in a line of a recording. Throws where kubeplan does not know it. */
export function versionOf({ version = FIRST_RECORDED }: { version?: string }): KubernetesVersion {
  const known = parseVersion(version);
  if (known) return known;
  throw new Error(`recorded of Kubernetes ${version}: ${unknownVersion(version)}`);
}

/** The measures of each kind: what a case that could not be run at all disagrees in. */
export const MEASURES: Record<RecordingKind, readonly string[]> = {
  yaml: ['verdict', 'docs', 'strict', 'place'],
  validation: ['verdict', 'causes', 'text', 'defaulted', 'warnings'],
  admission: ['verdict', 'text', 'stored', 'warnings'],
  scheduling: ['outcome', 'message', 'feasible', 'scores', 'node', 'victims'],
  controllers: ['trajectory', 'state', 'events'],
  apply: ['outcome', 'object', 'text'],
  hash: ['name'],
};

/** The lines of a recording file, gzipped, of brotli (`.br`) or plain. Throws with the line's number where one is not JSON. */
export function readRecording(file: string): Recording[] {
  const bytes = readFileSync(file);
  const text = unpacked(file, bytes).toString('utf8');
  const lines: Recording[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      lines.push(JSON.parse(line) as Recording);
    } catch (error) {
      throw new Error(`line ${index + 1} is not JSON: ${(error as Error).message}`);
    }
  }
  return lines;
}

/** Brotli has no mark of its own: it goes by the file's name. */
function unpacked(file: string, bytes: Buffer): Buffer {
  if (file.endsWith('.br')) return brotliDecompressSync(bytes);
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
}

/** What kind of recording a line is of: told by its fields, so that a file may be called anything. */
export function kindOfLine(line: Recording): RecordingKind | undefined {
  if (typeof line['text'] === 'string' && 'docs' in line) return 'yaml';
  if ('trace' in line && 'actions' in line) return 'controllers';
  if ('setup' in line && 'steps' in line) return 'admission';
  if ('cluster' in line && 'steps' in line) return 'scheduling';
  if ('firstOutput' in line || 'secondOutput' in line) return 'apply';
  if ('template' in line && ('deploymentHash' in line || 'refused' in line)) return 'hash';
  if ('accepted' in line && (line['type'] === 'create' || line['type'] === 'update')) return 'validation';
  return undefined;
}

/** What a case is about, for the table by feature. */
export function featuresOf(kind: RecordingKind, line: Recording): string[] {
  switch (kind) {
    case 'yaml':
      return [
        String(line['about'] ?? '')
          .replace(/[\d:].*$/, '')
          .trim() || 'other',
      ];
    case 'validation': {
      const object = (line['object'] ?? line['new']) as { kind?: unknown } | undefined;
      return [`${String(object?.kind ?? 'no kind')}, ${String(line['type'])}`];
    }
    case 'admission':
      return [String(line['group'] ?? 'other')];
    case 'scheduling':
      return Array.isArray(line['features']) ? line['features'].map(String) : ['other'];
    case 'controllers':
      return kindsActedOn(line);
    case 'apply':
      return [String(line['id']).replace(/-?\d+$/, '') || 'other'];
    case 'hash':
      return ['template'];
  }
}

function kindsActedOn(line: Recording): string[] {
  const states = (line['trace'] as { state?: Record<string, unknown> }[] | undefined) ?? [];
  const kinds = new Set<string>();
  for (const { state } of states) for (const kind of Object.keys(state ?? {})) kinds.add(kind);
  const workloads = [
    'deployments',
    'statefulsets',
    'daemonsets',
    'jobs',
    'cronjobs',
    'rcs',
    'replicasets',
    'hpas',
  ];
  const found = workloads.filter((kind) => kinds.has(kind));
  return found.length > 0 ? [found[0]!] : ['other'];
}
