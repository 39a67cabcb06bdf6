/** Files of one volume that lie in each other's way (pkg/api/pod/warnings.go). */

import { append } from '../../../../api/lists.js';
import { withoutTrailing } from '../../../../api/text.js';
import { atLeast, isBefore, type KubernetesVersion } from '../../../../api/version.js';
import { list, ptr, str } from '../../../fields.js';
import type { Volume } from '../../../shared/structs.js';
import type { Struct } from '../../../typed.js';

/** What has files by paths of its own. */
type WithItems = Struct<
  | 'core.v1.ConfigMapProjection'
  | 'core.v1.ConfigMapVolumeSource'
  | 'core.v1.DownwardAPIProjection'
  | 'core.v1.DownwardAPIVolumeSource'
  | 'core.v1.SecretProjection'
  | 'core.v1.SecretVolumeSource'
>;

interface Entry {
  path: string;
  source: string;
}

function items(source: WithItems, described: string): Entry[] {
  return list(source, 'items').map((item) => ({ path: str(item, 'path'), source: described }));
}

function secretText(name: string): string {
  return `Secret ${JSON.stringify(name)}`;
}

function configMapText(name: string): string {
  return `ConfigMap ${JSON.stringify(name)}`;
}

/** Since these minors the server tells of a projection of nothing, and of paths that overlap. */
const EMPTY_SINCE: KubernetesVersion = '1.33';
const OVERLAPS_SINCE: KubernetesVersion = '1.34';

/** The warnings about the files of a volume that overlap; a projected volume says where each comes from. */
export function projectedWarnings(volume: Volume, version: KubernetesVersion): string[] {
  const name = JSON.stringify(str(volume, 'name'));
  const [configMap, secret] = [ptr(volume, 'configMap'), ptr(volume, 'secret')];
  const [downward, projected] = [ptr(volume, 'downwardAPI'), ptr(volume, 'projected')];
  const overlaps = isBefore(version, OVERLAPS_SINCE) ? () => [] : overlapWarnings;
  if (configMap) {
    return overlaps(items(configMap, ''), `volume ${name} (${configMapText(str(configMap, 'name'))})`);
  }
  if (secret) {
    return overlaps(items(secret, ''), `volume ${name} (${secretText(str(secret, 'secretName'))})`);
  }
  if (downward) return overlaps(items(downward, ''), `volume ${name} (DownwardAPI)`);
  if (!projected) return [];
  const warnings: string[] = [];
  const all: Entry[] = [];
  for (const source of list(projected, 'sources')) {
    const entries = entriesOf(source);
    if (!entries) {
      if (atLeast(version, EMPTY_SINCE)) warnings.push(`volume ${name} (Projected) has no sources provided`);
      continue;
    }
    append(all, entries);
  }
  return [...warnings, ...overlaps(all, `volume ${name} (Projected)`)];
}

function entriesOf(source: Struct<'core.v1.VolumeProjection'>): Entry[] | undefined {
  const configMap = ptr(source, 'configMap');
  if (configMap) return items(configMap, configMapText(str(configMap, 'name')));
  const secret = ptr(source, 'secret');
  if (secret) return items(secret, secretText(str(secret, 'name')));
  const downward = ptr(source, 'downwardAPI');
  if (downward) return items(downward, 'DownwardAPI');
  const token = ptr(source, 'serviceAccountToken');
  if (token) return [{ path: str(token, 'path'), source: 'ServiceAccountToken' }];
  return ptr(source, 'clusterTrustBundle') || ptr(source, 'podCertificate') ? [] : undefined;
}

interface Numbered extends Entry {
  order: number;
}

function put(into: Map<string, Numbered[]>, key: string, one: Numbered): void {
  const have = into.get(key);
  if (have) have.push(one);
  else into.set(key, [one]);
}

/** `a/b` and `a` of `a/b/c`. */
function foldersOf(path: string): string[] {
  const folders: string[] = [];
  for (let slash = path.lastIndexOf('/'); slash >= 0; slash = path.lastIndexOf('/', slash - 1)) {
    folders.push(path.slice(0, slash));
    if (slash === 0) break;
  }
  return folders;
}

function overlapWarnings(entries: readonly Entry[], volume: string): string[] {
  const warnings: string[] = [];
  /** The files by every folder that they lie in, and by their own path. */
  const below = new Map<string, Numbered[]>();
  const at = new Map<string, Numbered[]>();
  entries.forEach((entry, order) => {
    const path = withoutTrailing(entry.path, '/');
    const one: Numbered = { path, source: entry.source, order };
    const folders = foldersOf(path);
    const others = [...(below.get(path) ?? []), ...folders.flatMap((folder) => at.get(folder) ?? [])];
    for (const other of others.sort((a, b) => a.order - b.order))
      warnings.push(`${volume}: overlapping paths: ${shown(one)} with ${shown(other)}`);
    put(at, path, one);
    for (const folder of [...folders, path]) put(below, folder, one);
  });
  return warnings;
}

function shown({ path, source }: Entry): string {
  return source === '' ? JSON.stringify(path) : `${JSON.stringify(path)} (${source})`;
}
