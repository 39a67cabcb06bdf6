/** Folders that manifests are made from by another program: kustomizations and Helm charts. */
import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix, relative, resolve } from 'node:path';
import { type JsonValue, valueAt } from '../api/json.js';
import { pushTo } from '../api/lists.js';
import type { Source } from './document.js';
import { CHART_FILE, KUSTOMIZATION_FILES } from './kustomize.js';
import { renderedName } from './made-files.js';
import { parseManifests } from './parse.js';
import { hasProgram, type Ran, runProgram } from './programs.js';
import { remoteResources } from './remote.js';

/** How charts and kustomizations are rendered. */
export interface RenderOptions {
  /** Files with values of charts, later ones before earlier ones. */
  helmValues?: readonly string[];
  /** The name of the release; the folder's unless told. */
  release?: string;
  namespace?: string;
  /** The Kubernetes that charts are told of; helm's own unless told. */
  k8s?: string;
  /** The kustomizations that are rendered; all unless told. */
  kustomizations?: readonly string[];
  /** Bases that kustomize would fetch from elsewhere may be fetched. */
  network?: boolean;
  /** Told of a folder before it is rendered: that may take a while. */
  begins?: (folder: string) => void;
  /** The folder from which files are named, where that is not the working folder. */
  root?: string;
}

/** What rendering came to: the texts, or why there are none. `absent`: the program is not there. */
export type Rendered =
  | { is: 'rendered'; sources: Source[]; by: string }
  | { is: 'failed'; why: string }
  | { is: 'absent'; what: string; programs: string };

const ORIGIN = 'config.kubernetes.io/origin';
/** What helm writes above each document, and where the next one begins. No path is longer than this. */
const SOURCE = /^# Source: (\S.{0,4095})$/m;
const SEPARATOR = /^---(?=\s|$).*\n?/m;

/** Whether a folder is a kustomization itself. */
function isKustomizationFolder(folder: string): boolean {
  return KUSTOMIZATION_FILES.some((name) => existsSync(join(folder, name)));
}

/** Whether a folder is to be rendered: it is a kustomization or a chart itself. */
export function isRendered(folder: string, { kustomizations }: RenderOptions): boolean {
  if (isKustomizationFolder(folder)) return kustomizations?.includes(folder) ?? true;
  return existsSync(join(folder, CHART_FILE));
}

/** Whether the program is here that renders kustomizations, or charts. */
export function canRender(what: 'kustomizations' | 'charts'): boolean {
  return what === 'charts' ? hasProgram('helm', 'version') : kustomizeCommand() !== undefined;
}

/** Renders a folder of which `isRendered` says that it is. */
export function renderFolder(folder: string, options: RenderOptions = {}): Rendered {
  return isKustomizationFolder(folder) ? renderKustomization(folder, options) : renderChart(folder, options);
}

function renderKustomization(folder: string, { network = false, root = '' }: RenderOptions): Rendered {
  const remote = network ? undefined : remoteResources(folder)[0];
  if (remote !== undefined) return { is: 'failed', why: `${remote} is not in the files, and is not fetched` };
  const command = kustomizeCommand();
  if (!command)
    return { is: 'absent', what: 'a kustomization', programs: 'neither kustomize nor kubectl is' };
  const ran = build(command, folder);
  if (ran.status !== 0) return { is: 'failed', why: withoutWay(ran.complaint) };
  const texts = documentTexts(ran.stdout.toString('utf8'));
  const origins = originsOf(command, folder, texts.length);
  const files = new Map<string, string[]>();
  const named = (path: string): string => (root === '' ? path : relative(root, path).replaceAll('\\', '/'));
  for (const [at, text] of texts.entries())
    pushTo(files, renderedName(named(origins[at] ?? folder), named(folder)), text);
  return { is: 'rendered', by: command.join(' '), sources: joined(files) };
}

/** What kustomize warns of on its way. */
const WARNING = /^# Warning: .*\n(?=.)/gm;
/** The end of its way to a file that is not there, which it tells from every folder that it came through, in absolute paths. */
const NOT_THERE = /\blstat (\S+): no such file or directory/g;

/** The words of kustomize without what it tells of how it got there. */
function withoutWay(complaint: string): string {
  const said = complaint.replace(WARNING, '').replaceAll(`${realpathSync('.')}/`, '');
  const last = [...said.matchAll(NOT_THERE)].at(-1)?.[0];
  return last !== undefined && said.includes('accumulat') ? last : said;
}

function kustomizeCommand(): string[] | undefined {
  if (hasProgram('kustomize', 'version')) return ['kustomize', 'build'];
  return hasProgram('kubectl', 'kustomize', '--help') ? ['kubectl', 'kustomize'] : undefined;
}

function build([program = '', ...args]: readonly string[], folder: string): Ran {
  return runProgram(program, [...args, folder]);
}

/** The files that each document comes from, as kustomize tells where a kustomization around this one asks for it. */
function originsOf(command: readonly string[], folder: string, count: number): (string | undefined)[] {
  const around = mkdtempSync(join(realpathSync(tmpdir()), 'kubeplan-'));
  try {
    const base = relative(around, realpathSync(folder));
    const text = `resources: [${JSON.stringify(base)}]\nbuildMetadata: [originAnnotations]\n`;
    writeFileSync(join(around, 'kustomization.yaml'), text);
    const ran = build(command, around);
    const { documents } = parseManifests({ file: '', text: ran.stdout.toString('utf8') });
    if (ran.status !== 0 || documents.length !== count) return [];
    return documents.map(({ value }) => originOf(value, around));
  } finally {
    rmSync(around, { recursive: true, force: true });
  }
}

function originOf(value: JsonValue, around: string): string | undefined {
  const written = valueAt(value, ['metadata', 'annotations', ORIGIN]);
  if (typeof written !== 'string') return undefined;
  const origin = parseManifests({ file: '', text: `apiVersion: v1\nkind: Origin\n${written}` }).documents[0]
    ?.value;
  const at = (key: string) => (origin === undefined ? undefined : valueAt(origin, [key]));
  // What a generator makes stands in the kustomization that has the generator.
  const path = at('path') ?? at('configuredIn');
  if (typeof path !== 'string' || at('repo') !== undefined) return undefined;
  return relative('', resolve(around, path)).replaceAll('\\', '/');
}

function renderChart(folder: string, options: RenderOptions): Rendered {
  const { helmValues = [], release, namespace, k8s, root = '' } = options;
  if (!canRender('charts')) return { is: 'absent', what: 'a chart', programs: 'helm is not' };
  const values = helmValues.flatMap((file) => ['--values', file]);
  const name = release ?? (posix.basename(resolve(folder)) || 'release');
  const where = namespace === undefined ? [] : ['--namespace', namespace];
  const version = k8s === undefined ? [] : ['--kube-version', k8s];
  const words = ['template', name, folder, '--include-crds', ...version, ...where, ...values];
  const ran = runProgram('helm', words);
  if (ran.status !== 0) return { is: 'failed', why: ran.complaint };
  // The first folder of a source is the chart's name, whatever its folder is called.
  const named = root === '' ? folder : relative(root, folder).replaceAll('\\', '/');
  const fileOf = (source: string) => posix.join(named, source.slice(source.indexOf('/') + 1));
  return {
    is: 'rendered',
    by: 'helm template',
    sources: bySource(ran.stdout.toString('utf8'), fileOf, named),
  };
}

/** What helm has printed, by the templates that its comments name; undefined of a text without such comments. */
export function bySourceComments(text: string): Source[] | undefined {
  return SOURCE.test(text) ? bySource(text, (source) => source) : undefined;
}

function bySource(text: string, fileOf: (source: string) => string, folder?: string): Source[] {
  const files = new Map<string, string[]>();
  for (const part of documentTexts(text)) {
    const [, source] = SOURCE.exec(part) ?? [];
    const nameless = folder === undefined ? '-' : renderedName(folder);
    pushTo(files, source === undefined ? nameless : renderedName(fileOf(source), folder), part);
  }
  return joined(files);
}

/** The documents of a text, without those that say nothing. */
function documentTexts(text: string): string[] {
  return text.split(new RegExp(SEPARATOR.source, 'gm')).filter((part) => /^(?!\s*(?:#|$))/m.test(part));
}

function joined(files: ReadonlyMap<string, readonly string[]>): Source[] {
  return [...files].map(([file, parts]) => ({ file, text: parts.join('---\n') }));
}
