/** Reads scenarios and the files that they name, and plays them. */
import { dirname, isAbsolute, join } from 'node:path';
import type { Location } from '../api/finding.js';
import { isObject, type JsonObject } from '../api/json.js';
import { append } from '../api/lists.js';
import { compareTexts } from '../api/text.js';
import type { Assumption } from '../kubelet/assumption.js';
import { AssumptionError, parseAssumption } from '../kubelet/assumption-text.js';
import { HEALTHY } from '../kubelet/model.js';
import type { Document } from '../manifest/document.js';
import { type InputResult, readInputs } from '../manifest/files.js';
import type { PlayedScenario } from '../report/scenarios.js';
import type { SchemaError } from '../schema/error.js';
import { type OwnFile, ownFileErrors } from '../schema/own-files.js';
import type { Given } from '../simulation/apply-manifests.js';
import { manifestsOf } from '../simulation/manifests.js';
import { withParameters } from '../simulation/scenario/parameters.js';
import { readScenario } from '../simulation/scenario/read-scenario.js';
import { runScenario } from '../simulation/scenario/run-scenario.js';
import type { Scenario, Written } from '../simulation/scenario/scenario.js';
import { UsageError } from './exit.js';
import { atPlace, withPlace } from './option-files.js';
import { unitName } from './shard.js';
import { filesOfCommand, readCommandFiles } from './then.js';
import { readWorld } from './world.js';

const GROUP = 'kubeplan.dev/';
const KIND: OwnFile = 'Scenario';
/** What a file says that holds a scenario, whether it can be read or not. */
const SAYS_SO = /^kind:\s*["']?Scenario["']?\s*$/m;
/** So many mistakes are told at once. */
const MOST_TOLD = 20;

export interface ScenarioFile {
  document: Document;
  scenario: Scenario;
}

/** One thing that is wrong with a scenario, or a sweep. */
export interface Mistake {
  location: Location;
  message: string;
}

/** The scenarios among files. Throws a UsageError with the places of what is wrong with any of them. */
export function scenariosIn({ documents, findings, sources }: InputResult): ScenarioFile[] {
  const meant = new Set(sources.filter(({ text }) => SAYS_SO.test(text)).map(({ file }) => file));
  const wrong: Mistake[] = findings.filter(
    ({ severity, location }) => severity === 'error' && meant.has(location.file),
  );
  const found: ScenarioFile[] = [];
  for (const document of documents) {
    const { value } = document;
    if (!isScenario(value)) continue;
    const shape = shapeMistakes(KIND, document);
    append(wrong, shape);
    if (shape.length > 0) continue;
    const read = readScenario(withParameters(value));
    if ('scenario' in read) found.push({ document, scenario: read.scenario });
    else
      for (const { path, message } of read.problems) wrong.push({ location: document.locate(path), message });
  }
  if (wrong.length > 0) throw mistakesError(wrong);
  return found;
}

/** What is wrong, in the order in which it stands, a line each; of very much the first. */
export function mistakesError(wrong: readonly Mistake[]): UsageError {
  const inOrder = [...wrong].sort(
    (a, b) =>
      compareTexts(a.location.file, b.location.file) || a.location.start.offset - b.location.start.offset,
  );
  const told = inOrder.slice(0, MOST_TOLD).map(({ location, message }) => atPlace(location, message));
  const more = wrong.length - told.length;
  const [first = '', ...rest] = [...told, ...(more > 0 ? [`${more} more mistakes`] : [])];
  return new UsageError(first, rest.map((line) => `kubeplan: ${line}`).join('\n') || undefined);
}

function isScenario(value: unknown): value is JsonObject {
  return isOwnKind(KIND, value);
}

/** Whether a document is of a kind of ours. */
export function isOwnKind(wanted: OwnFile, value: unknown): value is JsonObject {
  if (!isObject(value as JsonObject)) return false;
  const { apiVersion, kind } = value as JsonObject;
  return kind === wanted && typeof apiVersion === 'string' && apiVersion.startsWith(GROUP);
}

/** What is wrong with the shape of a document of such a kind. */
export function shapeMistakes(kind: OwnFile, document: Document): Mistake[] {
  return ownFileErrors(kind, document.value).map((error) => shapeMistake(error, document));
}

function shapeMistake(
  { code, path, message, suggestion, allowed }: SchemaError,
  document: Document,
): Mistake {
  const more =
    suggestion !== undefined
      ? `, did you mean ${suggestion}?`
      : allowed
        ? `, it is one of ${allowed.join(', ')}`
        : '';
  const location = document.locate(path, code === 'unknown-field' ? 'key' : 'value');
  return { location, message: `${message}${more}` };
}

/** A scenario by the name that says to which part it falls: those of one file and name fall together. */
export function scenarioUnit({ document, scenario }: ScenarioFile): string {
  return `${unitName(document.file)}#${scenario.name}`;
}

/** The files that a scenario names. */
export function filesOfScenario({ document, scenario }: ScenarioFile): string[] {
  const { snapshot, manifests, steps } = scenario;
  const applied = steps.flatMap((step) => (step.do === 'apply' ? step.paths : []));
  const written = [...snapshot, ...manifests, ...applied].map(({ text }) => text);
  const commands = steps.flatMap((step) => (step.do === 'run' ? [step.command] : []));
  const place = placesFrom(document);
  return [...written, ...commands.flatMap(filesOfCommand)].map(place);
}

/** Where paths that a scenario names begin: at its own file. */
function placesFrom({ file }: Document): (text: string) => string {
  const folder = dirname(file);
  return (text) => (isAbsolute(text) ? text : join(folder, text));
}

/** Plays a scenario. Throws a UsageError for files that it names and that cannot be read. */
export async function playScenario({ document, scenario }: ScenarioFile): Promise<PlayedScenario> {
  const { name, version, gates, namespace, nodes } = scenario;
  const place = placesFrom(document);
  const known = new Map<string, readonly Given[]>();
  const manifests = (written: Written): readonly Given[] => {
    const path = place(written.text);
    const had = known.get(path);
    if (had) return had;
    const given = readManifests(path, scenario, document.locate(written.path));
    known.set(path, given);
    return given;
  };
  for (const one of scenario.manifests) manifests(one);
  for (const step of scenario.steps) if (step.do === 'apply') for (const one of step.paths) manifests(one);
  const world = readWorld([], {
    version,
    gates,
    namespace,
    cluster: scenario.snapshot.map(({ text }) => place(text)),
    ...(nodes !== undefined && { nodes }),
  });
  const commands = scenario.steps.flatMap((step) => (step.do === 'run' ? [step.command] : []));
  const outcome = runScenario(scenario, {
    before: world.before,
    described: world.described,
    manifests,
    commandInput: await readCommandFiles(commands, {
      k8s: version,
      namespace,
      folder: dirname(document.file),
    }),
    kubelet: { ...HEALTHY, assumed: assumptions(scenario, document) },
  });
  const { failure } = outcome;
  const location = document.locate(['metadata', 'name']);
  return { name, namespace, location, outcome, ...(failure && { failedAt: document.locate(failure.path) }) };
}

function assumptions({ assume, namespace }: Scenario, document: Document): Assumption[] {
  return assume.map(({ text, path }) => {
    try {
      return parseAssumption(text, namespace);
    } catch (error) {
      if (!(error instanceof AssumptionError)) throw error;
      const hint = error.hint === undefined ? '' : `, ${error.hint}`;
      throw new UsageError(atPlace(document.locate(path), `${error.message}${hint}`));
    }
  });
}

function readManifests(path: string, { version, namespace }: Scenario, from: Location): Given[] {
  const read = readInputs([path]);
  const wrong = read.findings.find(({ severity }) => severity === 'error');
  if (wrong) throw new UsageError(atPlace(from, withPlace(wrong)));
  const { manifests } = manifestsOf(read.documents, { version, namespace });
  if (manifests.length === 0) throw new UsageError(atPlace(from, `there is no Kubernetes object in ${path}`));
  return manifests;
}
