/** Reads a sweep, makes the combinations of it, and plays them. */
import { dirname, isAbsolute, join, relative } from 'node:path';
import { isObject, type JsonObject, type JsonValue, type Path } from '../api/json.js';
import type { Shard } from '../api/shard.js';
import { closest } from '../api/suggest.js';
import { listed } from '../api/text.js';
import { NodeSpecError, parseNodes } from '../cluster/node-spec.js';
import type { Document, Source } from '../manifest/document.js';
import { readInputs } from '../manifest/files.js';
import type { PlayedScenario } from '../report/scenarios.js';
import type { Choice, PlayedCombination } from '../report/sweeps.js';
import { type ParameterValues, parametersOf, withParameters } from '../simulation/scenario/parameters.js';
import { readScenario } from '../simulation/scenario/read-scenario.js';
import { InvalidArgumentError } from './command-line.js';
import { UsageError } from './exit.js';
import { atPlace, isMistake, rejectMissing, withPlace } from './option-files.js';
import { versionRange } from './options.js';
import {
  filesOfScenario,
  isOwnKind,
  type Mistake,
  mistakesError,
  playScenario,
  type ScenarioFile,
  scenariosIn,
  scenarioUnit,
  shapeMistakes,
} from './scenario-files.js';
import { fallsTo } from './shard.js';

/** Which combinations there are: those of a sweep, and of these those that fall to a part. */
export interface SweepWork {
  file: string;
  shard?: Shard;
}

/** What is there before the first step, in the place of what a scenario says. */
interface SweepCluster {
  nodes?: string;
  snapshot: readonly string[];
}

/** One value of what can be chosen. */
interface AxisValue {
  value: string;
  cluster?: SweepCluster;
}

interface Axis {
  of: string;
  isParameter: boolean;
  values: readonly AxisValue[];
}

export interface Sweep {
  name: string;
  file: string;
  scenarios: readonly ScenarioFile[];
  axes: readonly Axis[];
  /** The sweep itself and its scenarios. */
  sources: readonly Source[];
  /** The files that those name. */
  named: readonly string[];
}

/** A scenario with choices; `at`: which it is of all combinations. */
export interface Combination {
  at: number;
  unit: string;
  document: Document;
  choices: readonly Choice[];
  clusters: readonly SweepCluster[];
}

/** What is chosen beside parameters. */
const OWN_CHOICES = ['kubernetes', 'cluster'];

/** More than so many nobody waits for. */
const MOST_COMBINATIONS = 100_000;

/** Reads a sweep and its scenarios. Throws a UsageError with the places of all that is wrong with them. */
export function readSweep(file: string): Sweep {
  const read = readInputs([file]);
  rejectMissing(read);
  const broken = read.findings.find(({ severity }) => severity === 'error');
  if (broken) throw new UsageError(withPlace(broken));
  const sweeps = read.documents.filter(({ value }) => isOwnKind('Sweep', value));
  const [document] = sweeps;
  if (!document || sweeps.length > 1) {
    throw new UsageError(
      document
        ? `there are ${sweeps.length} sweeps in ${file}, and one is played`
        : `there is no sweep in ${file}`,
      'A sweep is a document of apiVersion kubeplan.dev/v1, kind Sweep.',
    );
  }
  const shape = shapeMistakes('Sweep', document);
  if (shape.length > 0) throw mistakesError(shape);
  return new SweepReader(document).read(read.sources);
}

/** Reads a document whose shape is right. */
class SweepReader {
  private readonly mistakes: Mistake[] = [];
  private readonly spec: JsonObject;

  constructor(private readonly document: Document) {
    this.spec = objectOf(objectOf(document.value)['spec']);
  }

  read(own: readonly Source[]): Sweep {
    const { document, spec } = this;
    const paths = this.placed(spec['scenarios'], ['spec', 'scenarios']);
    const inputs = readInputs(paths);
    for (const finding of inputs.findings.filter(isMistake))
      this.wrong(['spec', 'scenarios'], finding.message);
    const scenarios = scenariosIn(inputs);
    if (scenarios.length === 0 && this.mistakes.length === 0) {
      this.wrong(['spec', 'scenarios'], `there is no scenario in ${listed(paths)}`);
    }
    const axes = [...this.versions(), ...this.clusters(), ...this.parameters(scenarios)];
    if (this.mistakes.length > 0) throw mistakesError(this.mistakes);
    const snapshots = axes.flatMap(({ values }) => values.flatMap(({ cluster }) => cluster?.snapshot ?? []));
    const named = [...scenarios.flatMap(filesOfScenario), ...snapshots];
    const name = String(objectOf(objectOf(document.value)['metadata'])['name']);
    return { name, file: document.file, scenarios, axes, sources: [...own, ...inputs.sources], named };
  }

  private versions(): Axis[] {
    const path = ['spec', 'kubernetes'];
    const values = this.several(path).flatMap((text, at) => {
      try {
        return versionRange(String(text)).map(({ text: asked }) => asked);
      } catch (error) {
        if (!(error instanceof InvalidArgumentError)) throw error;
        return this.wrong([...path, at], `it cannot be ${text}. ${error.message}`);
      }
    });
    return axis(
      'kubernetes',
      [...new Set(values)].map((value) => ({ value })),
    );
  }

  private clusters(): Axis[] {
    const path = ['spec', 'clusters'];
    const values = this.several(path).map((written, at): AxisValue => {
      const { name, nodes, snapshot } = objectOf(written);
      if (nodes === undefined && snapshot === undefined) {
        this.wrong([...path, at], 'a cluster has nodes, or a snapshot');
      }
      if (typeof nodes === 'string') this.nodes(nodes, [...path, at, 'nodes']);
      const files = this.placed(snapshot, [...path, at, 'snapshot']);
      return {
        value: String(name),
        cluster: { ...(typeof nodes === 'string' && { nodes }), snapshot: files },
      };
    });
    this.rejectTwice(values, (at) => [...path, at, 'name']);
    return axis('cluster', values);
  }

  private nodes(text: string, path: Path): void {
    try {
      parseNodes(text);
    } catch (error) {
      if (!(error instanceof NodeSpecError)) throw error;
      this.wrong(path, error.message);
    }
  }

  private parameters(scenarios: readonly ScenarioFile[]): Axis[] {
    const path = ['spec', 'parameters'];
    const known = new Set(
      scenarios.flatMap(({ document }) => Object.keys(parametersOf(objectOf(document.value)))),
    );
    const names = this.several(path).map((written, at) => {
      const name = String(objectOf(written)['name']);
      if (OWN_CHOICES.includes(name))
        this.wrong([...path, at, 'name'], `a parameter cannot be called ${name}`);
      else if (scenarios.length > 0 && !known.has(name)) {
        const near = closest(name, known);
        const more = near === undefined ? ': it stands in their spec.parameters' : `, did you mean ${near}?`;
        this.wrong([...path, at, 'name'], `no scenario has a parameter ${name}${more}`);
      }
      const values = this.several([...path, at, 'values']).map((value) => ({ value: String(value) }));
      this.rejectTwice(values, (place) => [...path, at, 'values', place]);
      return { value: name, values };
    });
    this.rejectTwice(names, (at) => [...path, at, 'name']);
    return names.map(({ value: of, values }) => ({ of, isParameter: true, values }));
  }

  /** The items of a list; one that has none is a slip. */
  private several(path: Path): readonly JsonValue[] {
    const list = path.reduce<JsonValue | undefined>(
      (value, step) => (Array.isArray(value) ? value[Number(step)] : objectOf(value)[String(step)]),
      this.document.value,
    );
    if (!Array.isArray(list)) return [];
    if (list.length === 0) this.wrong(path, 'there is nothing in it');
    return list;
  }

  private rejectTwice(values: readonly { value: string }[], pathOf: (at: number) => Path): void {
    const seen = new Set<string>();
    for (const [at, { value }] of values.entries()) {
      if (seen.has(value)) this.wrong(pathOf(at), `${value} is there twice`);
      seen.add(value);
    }
  }

  /** Paths that begin at the sweep's own file. */
  private placed(written: JsonValue | undefined, path: Path): string[] {
    if (!Array.isArray(written)) return [];
    if (written.length === 0) this.wrong(path, 'there is nothing in it');
    const folder = dirname(this.document.file);
    return written.map((text) => (isAbsolute(String(text)) ? String(text) : join(folder, String(text))));
  }

  private wrong(path: Path, message: string): [] {
    this.mistakes.push({ location: this.document.locate(path), message });
    return [];
  }
}

function axis(of: string, values: readonly AxisValue[]): Axis[] {
  return values.length === 0 ? [] : [{ of, isParameter: false, values }];
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** All combinations, or those that fall to a part. Throws a UsageError where they are too many. */
export function combinationsIn({ scenarios, axes }: Sweep, shard?: Shard): Combination[] {
  const all = scenarios.flatMap((scenario): Omit<Combination, 'at'>[] => {
    const own = parametersOf(objectOf(scenario.document.value));
    const used = axes.filter(({ of, isParameter }) => !isParameter || Object.hasOwn(own, of));
    const count = used.reduce((product, { values }) => product * values.length, scenarios.length);
    if (count > MOST_COMBINATIONS) {
      throw new UsageError(`the sweep has more than ${MOST_COMBINATIONS} combinations`);
    }
    const unit = scenarioUnit(scenario);
    return productOf(used).map((chosen) => {
      const choices = chosen.map(({ of, value }) => ({ of, value }));
      return {
        unit: [unit, ...choices.map(({ of, value }) => `${of}=${value}`)].join('#'),
        document: scenario.document,
        choices,
        clusters: chosen.flatMap(({ cluster }) => cluster ?? []),
      };
    });
  });
  const numbered = all.map((one, at) => ({ ...one, at }));
  return shard ? numbered.filter(({ unit }) => fallsTo(unit, shard)) : numbered;
}

type Chosen = AxisValue & { of: string };

/** Each value of the first with each of the others, the last one changing first. */
function productOf(axes: readonly Axis[]): Chosen[][] {
  return axes.reduce<Chosen[][]>(
    (before, { of, values }) => before.flatMap((some) => values.map((one) => [...some, { of, ...one }])),
    [[]],
  );
}

/** The combinations of a sweep by where it is written. */
export function combinationsOf({ file, shard }: SweepWork): Combination[] {
  return combinationsIn(readSweep(file), shard);
}

/** Plays a combination; what comes of it has no steps. Throws a UsageError for what makes no sense with such choices. */
export async function playCombination(combination: Combination): Promise<PlayedScenario> {
  const { document, choices } = combination;
  const read = readScenario(withChoices(combination));
  if (!('scenario' in read)) {
    const [{ path, message }] = read.problems as [(typeof read.problems)[number]];
    const with_ = choices.map(({ of, value }) => `${of} ${value}`);
    throw new UsageError(atPlace(document.locate(path), `${message}, with ${listed(with_)}`));
  }
  const played = await playScenario({ document, scenario: read.scenario });
  return { ...played, outcome: { ...played.outcome, steps: [], actions: [] } };
}

/** The scenario as it is with the choices. */
function withChoices({ document, choices, clusters }: Combination): JsonObject {
  const value = objectOf(document.value);
  const values: ParameterValues = Object.fromEntries(choices.map(({ of, value: chosen }) => [of, chosen]));
  const filled = withParameters(value, values);
  const spec = objectOf(filled['spec']);
  const version = choices.find(({ of }) => of === 'kubernetes')?.value;
  const cluster = clusters.map(({ nodes, snapshot }) => ({
    ...(nodes !== undefined && { nodes }),
    snapshot: snapshot.map((path) => (isAbsolute(path) ? path : relative(dirname(document.file), path))),
    manifests: objectOf(spec['cluster'])['manifests'] ?? [],
  }));
  return {
    ...filled,
    spec: {
      ...spec,
      ...(version !== undefined && { kubernetes: version }),
      ...(cluster[0] && { cluster: cluster[0] }),
    },
  };
}

/** What combinations came to, with what was chosen. */
export function playedCombinations(
  combinations: readonly Pick<Combination, 'choices'>[],
  played: readonly PlayedScenario[],
): PlayedCombination[] {
  return played.map((one, at) => ({ played: one, choices: combinations[at]!.choices }));
}
