/** What a repository holds, as far as setting kubeplan up asks. */
import { posix } from 'node:path';
import { isObject, type JsonObject, valueAt } from '../api/json.js';
import { compareTexts } from '../api/text.js';
import type { Document, Source } from '../manifest/document.js';
import { CHART_FILE, isKustomization, kustomizationFilesOf } from '../manifest/kustomize.js';
import { remoteResources } from '../manifest/remote.js';

export interface Survey {
  /** How many objects stand in its files, those of charts not among them. */
  objects: number;
  /** Folders of charts, without those inside another chart. */
  charts: readonly Chart[];
  /** Folders of kustomizations that no other one builds on, and that need nothing from elsewhere. */
  overlays: readonly string[];
  /** Overlays and charts that cannot be rendered, where somebody has tried. */
  broken?: readonly string[];
  /** Files and folders with CustomResourceDefinitions. */
  crds: readonly string[];
}

/** A Helm chart: what of it is no manifest as it stands. */
interface Chart {
  folder: string;
  /** Patterns of its templates, values and dependencies. */
  unread: readonly string[];
  /** It is a kustomization too, which something of its owner's makes whole: it is not rendered by itself. */
  isKustomization: boolean;
}

const VALUES = /(?:^|[-_.])values(?:[-_.][\w.-]*)?\.ya?ml$/i;
/** From so many files with definitions on their folder is named instead. */
const MANY = 3;

/** Looks at what was read of the working folder. */
export function surveyOf(sources: readonly Source[], documents: readonly Document[]): Survey {
  const files = sources.map(({ file }) => posix.normalize(file));
  const charts = chartsOf(files);
  const isOfChart = (file: string) => charts.some(({ folder }) => isBelow(file, folder));
  const named = documents.filter(({ value }) => isNamedObject(value));
  const objects = named.filter(({ file }) => !isOfChart(file));
  const unread = charts.flatMap((chart) => chart.unread);
  return {
    objects: objects.filter(({ file, value }) => !isKustomization(file, value as JsonObject)).length,
    charts,
    overlays: overlaysOf(documents).filter((folder) => !isOfChart(folder)),
    crds: definitionPlaces(named.filter(({ file }) => !unread.some((path) => isBelow(file, path)))),
  };
}

function chartsOf(files: readonly string[]): Chart[] {
  const folders = files
    .filter((file) => posix.basename(file) === CHART_FILE)
    .map((file) => posix.dirname(file));
  const outer = folders.filter((one) => !folders.some((other) => other !== one && isBelow(one, other)));
  return outer.sort(compareTexts).map((folder) => {
    const own = files.filter((file) => isBelow(file, folder));
    const has = (name: string) => own.some((file) => isBelow(file, posix.join(folder, name)));
    const values = own.filter((file) => VALUES.test(posix.basename(file)) && !isDependency(file, folder));
    return {
      folder,
      isKustomization: kustomizationFilesOf(folder).some((file) => files.includes(posix.normalize(file))),
      unread: [
        posix.join(folder, CHART_FILE),
        ...['templates', 'charts'].filter(has).map((name) => posix.join(folder, name)),
        ...values,
      ],
    };
  });
}

function isDependency(file: string, chart: string): boolean {
  return isBelow(file, posix.join(chart, 'charts'));
}

/** Whether a path is a folder, or in it or below. */
function isBelow(path: string, folder: string): boolean {
  return folder === '.' || path === folder || path.startsWith(`${folder}/`);
}

function isNamedObject(value: unknown): boolean {
  return isObject(value ?? null) && typeof (value as JsonObject)['kind'] === 'string';
}

/** The kustomizations at the end of the way: what is applied. */
function overlaysOf(documents: readonly Document[]): string[] {
  const folders: string[] = [];
  const used = new Set<string>();
  for (const { file, value } of documents) {
    if (!isObject(value) || !isKustomization(file, value)) continue;
    const folder = posix.dirname(posix.normalize(file));
    if (value['kind'] !== 'Component') folders.push(folder);
    for (const field of ['resources', 'bases', 'components']) {
      const named = valueAt(value, [field]);
      for (const name of Array.isArray(named) ? named : []) {
        if (typeof name === 'string') used.add(posix.join(folder, name).replace(/\/$/, ''));
      }
    }
  }
  return folders
    .filter((folder) => !used.has(folder) && remoteResources(folder).length === 0)
    .sort(compareTexts);
}

function definitionPlaces(objects: readonly Document[]): string[] {
  const files = new Set(
    objects
      .filter(({ value }) => (value as JsonObject)['kind'] === 'CustomResourceDefinition')
      .map(({ file }) => posix.normalize(file)),
  );
  const places = new Set<string>();
  for (const file of files) {
    const folder = posix.dirname(file);
    const beside = [...files].filter((other) => posix.dirname(other) === folder).length;
    places.add(beside >= MANY && folder !== '.' ? folder : file);
  }
  return [...places].sort(compareTexts);
}
