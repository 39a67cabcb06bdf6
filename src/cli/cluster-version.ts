/** The Kubernetes that a dump of a cluster says it is: its server's version, or else that of its nodes. */
import { gatesOfPatch } from '../api/gates.js';
import { isObject, type JsonValue, valueAt } from '../api/json.js';
import { listed } from '../api/text.js';
import { isBefore, KUBERNETES_VERSIONS, NEWEST_VERSION, parsePatch, parseVersion } from '../api/version.js';
import { fileMemory } from '../manifest/file-memory.js';
import { type Input, type InputMemory, readInputs } from '../manifest/files.js';
import type { DumpVersion } from './release.js';

/** What the files come to is kept for who reads them next, standard input too, which can be read once only. */
export function dumpMemory(): InputMemory {
  const files = fileMemory();
  let stdin: Input[] | undefined;
  return {
    ofText: files.ofText,
    ofFile(file, read) {
      if (file !== '-') return files.ofFile(file, read);
      stdin ??= read();
      return stdin;
    },
  };
}

/** What the files of `--cluster` say of their version; undefined where they say nothing. An API server is never older than a node. */
export function versionOfDump(paths: readonly string[], memory: InputMemory): DumpVersion | undefined {
  const values = readInputs(paths, { memory }).documents.map(({ value }) => value);
  const [who, found] = [
    ['server', values.map((value) => valueAt(value, ['serverVersion', 'gitVersion']))] as const,
    ['nodes', values.filter(isNode).map((value) => valueAt(value, KUBELET))] as const,
  ]
    .map(([name, texts]) => [name, [...new Set(texts.filter(isVersion))].sort(byAge)] as const)
    .find(([, texts]) => texts.length > 0) ?? ['nodes', []];
  const newest = found.at(-1);
  if (newest === undefined) return undefined;
  const file = listed(paths.map((path) => (path === '-' ? 'standard input' : path)));
  const said = `the ${who} of ${file} ${who === 'nodes' ? 'run' : 'runs'} ${listed(found)}`;
  const version = parseVersion(newest);
  if (version) {
    const patch = parsePatch(newest) ?? 0;
    // A patch that is like the newest one need not be asked for.
    const text = Object.keys(gatesOfPatch(version, patch)).length > 0 ? `${version}.${patch}` : version;
    return { version, patch, text, said, isKnown: true };
  }
  const nearest = isBefore(minorOf(newest), KUBERNETES_VERSIONS[0]) ? KUBERNETES_VERSIONS[0] : NEWEST_VERSION;
  return { version: nearest, text: nearest, said, isKnown: false };
}

const KUBELET = ['status', 'nodeInfo', 'kubeletVersion'];
const VERSION = /^v?(\d+\.\d+)\.(\d+)/;

function isNode(value: JsonValue): boolean {
  return isObject(value) && value['kind'] === 'Node' && value['apiVersion'] === 'v1';
}

function isVersion(text: JsonValue | undefined): text is string {
  return typeof text === 'string' && VERSION.test(text);
}

function minorOf(text: string): string {
  return VERSION.exec(text)?.[1] ?? '';
}

function byAge(a: string, b: string): number {
  const [one, other] = [minorOf(a), minorOf(b)];
  if (one !== other) return isBefore(one, other) ? -1 : 1;
  return (parsePatch(a) ?? 0) - (parsePatch(b) ?? 0);
}
