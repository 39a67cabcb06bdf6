/** `kubeplan sweep --emit`: what runs a sweep in shards, somewhere else. */
import { relative, resolve, sep } from 'node:path';
import { sha256 } from '../api/sha256.js';
import { commandLine } from '../api/shell.js';
import { numbered, withoutTrailing } from '../api/text.js';
import { type CiSweep, sweepPipeline, sweepWorkflow } from '../init/templates/sweep-ci.js';
import { jobComment, type SweepFiles, type SweepJob, sweepObjects } from '../init/templates/sweep-job.js';
import { hiddenPlaces } from '../lint/hidden.js';
import type { Source } from '../manifest/document.js';
import { readInputs } from '../manifest/files.js';
import { writeYamlFile } from '../manifest/write-yaml.js';
import { UsageError } from './exit.js';
import { unitName } from './shard.js';
import type { Sweep } from './sweep-units.js';
import { kubeplanVersion } from './version.js';

export type Emitted = 'job' | 'github' | 'gitlab';

/** How it is emitted. */
interface How {
  /** How many combinations there are. */
  count: number;
  shards: number | undefined;
  image: string | undefined;
  claim: string | undefined;
}

/** In so many parts unless told: as many pods or runners hardly anybody minds. */
const USUAL_SHARDS = 8;
/** What those who run them let one sweep have. */
const MOST_SHARDS: Readonly<Record<Emitted, number>> = { job: 10_000, github: 256, gitlab: 200 };
/** The image that is released, of this version. */
const IMAGE = 'ghcr.io/kubeplan/kubeplan';
/** What a ConfigMap takes, and some of it for what stands around the files. */
const MOST_BYTES = 1_000_000;
const LONGEST_NAME = 40;
const DIGITS = 8;

/** What runs a sweep, as YAML. Throws a UsageError for what cannot be run so. */
export function emitted(what: Emitted, sweep: Sweep, { count, shards: asked, image, claim }: How): string {
  const shards = asked ?? Math.min(count, USUAL_SHARDS);
  if (shards > MOST_SHARDS[what]) {
    throw new UsageError(`--shards ${shards}: --emit ${what} takes ${MOST_SHARDS[what]} at most`);
  }
  if (what !== 'job' && (image ?? claim) !== undefined) {
    throw new UsageError(`--${image === undefined ? 'claim' : 'image'} goes with --emit job`);
  }
  const version = kubeplanVersion();
  const words = commandLine('kubeplan', 'sweep', unitName(sweep.file)).slice('kubeplan '.length);
  const ci: CiSweep = { name: sweep.name, words, shards, version };
  if (what === 'github') return writeYamlFile(sweepWorkflow(ci));
  if (what === 'gitlab') return writeYamlFile(sweepPipeline(ci));
  const files = filesOf(sweep);
  if (claim === undefined) rejectUnfit(files.texts);
  const name = jobName(sweep.name, files, shards);
  const job: SweepJob = { name, shards, image: image ?? `${IMAGE}:${version}`, files, claim };
  return jobComment(job) + sweepObjects(job).map(writeYamlFile).join('---\n');
}

/** A name that says what runs, and is another one where anything of it is: a Job is not changed. */
function jobName(name: string, { texts }: SweepFiles, shards: number): string {
  const sum = sha256(JSON.stringify([[...texts], shards])).slice(0, DIGITS);
  const words = name
    .toLowerCase()
    .split(/[^a-z0-9]/)
    .filter((word) => word !== '')
    .join('-');
  const short = withoutTrailing(words.slice(0, LONGEST_NAME), '-');
  return ['kubeplan', short, sum].filter((part) => part !== '').join('-');
}

/** All files that a sweep is made of, below the folder that has all of them. */
function filesOf({ file, sources, named }: Sweep): SweepFiles {
  const read = readInputs([...new Set(named)]);
  const texts = new Map<string, Source>([...sources, ...read.sources].map((one) => [resolve(one.file), one]));
  const top = commonFolder([...texts.keys()]);
  const below = (path: string) => relative(top, path).split(sep).join('/');
  const byPath = [...texts].map(([path, { text }]): [string, string] => [below(path), text]);
  return {
    sweep: below(resolve(file)),
    texts: new Map(byPath.sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** The folder that all files are below. */
function commonFolder(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => path.split(sep).slice(0, -1));
  const end = first.findIndex((part, at) => others.some((other) => other[at] !== part));
  return first.slice(0, end < 0 ? first.length : end).join(sep) || sep;
}

/** Throws a UsageError where files have no place in a ConfigMap: everybody may read it. */
function rejectUnfit(texts: ReadonlyMap<string, string>): void {
  const hint = '--claim NAME takes them from the volume of a PersistentVolumeClaim.';
  for (const [file, text] of texts) {
    if (hiddenPlaces({ file, text }).length > 0) {
      throw new UsageError(
        `${file} has values that have no place in a ConfigMap, such as those of a Secret`,
        hint,
      );
    }
  }
  const bytes = [...texts.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (bytes > MOST_BYTES) {
    throw new UsageError(
      `${numbered(texts.size, 'file')} with ${bytes} bytes do not fit into a ConfigMap`,
      hint,
    );
  }
}
