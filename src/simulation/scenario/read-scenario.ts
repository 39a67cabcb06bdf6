/** Makes a scenario of the document that holds it. Its shape was held against schemas/scenario.json before. */
import { type FeatureGates, gateProblem, gatesSet } from '../../api/gates.js';
import { isObject, type JsonObject, type JsonValue, type Path } from '../../api/json.js';
import { spanOf } from '../../api/span.js';
import {
  type KubernetesVersion,
  NEWEST_VERSION,
  parsePatch,
  parseVersion,
  unknownVersion,
} from '../../api/version.js';
import { CommandError } from '../../kubectl/command/words.js';
import { planCommands } from '../commands/index.js';
import type { PlanCommand } from '../commands/plan-verb.js';
import { readExpectations } from './expectation.js';
import type { ScenarioProblem } from './expected.js';
import type { Scenario, ScenarioStep, Written } from './scenario.js';

/** What can stand in a step, one of them in each. */
const DOES = ['apply', 'run', 'wait', 'expect', 'eventually', 'always'] as const;
const WITHIN_MS = 600_000;

/** What is read so far: the minor it is for, what is wrong. */
interface Reading {
  version: Scenario['version'];
  problems: ScenarioProblem[];
}

/** The scenario of a document, or all that is wrong with it. */
export function readScenario(document: JsonObject): { scenario: Scenario } | { problems: ScenarioProblem[] } {
  const problems: ScenarioProblem[] = [];
  const spec = objectIn(document, 'spec');
  const asked = textIn(spec, 'kubernetes') ?? NEWEST_VERSION;
  const version = parseVersion(asked);
  if (version === undefined) {
    problems.push({
      path: ['spec', 'kubernetes'],
      message: `no such Kubernetes is known: ${unknownVersion(asked)}`,
    });
    return { problems };
  }
  const reading = { version, problems };
  const cluster = objectIn(spec, 'cluster');
  const expected = (name: string) => readExpectations(spec[name], ['spec', name], version, problems);
  const scenario: Scenario = {
    name: textIn(objectIn(document, 'metadata'), 'name') ?? '',
    version,
    gates: gatesSet(version, parsePatch(asked), gatesIn(spec, version, problems)),
    namespace: textIn(spec, 'namespace') ?? 'default',
    snapshot: texts(cluster['snapshot'], ['spec', 'cluster', 'snapshot']),
    nodes: textIn(cluster, 'nodes'),
    manifests: texts(cluster['manifests'], ['spec', 'cluster', 'manifests']),
    assume: texts(spec['assume'], ['spec', 'assume']),
    always: expected('always'),
    steps: listIn(spec, 'steps').flatMap((step, at) => readStep(step, ['spec', 'steps', at], reading)),
    finally: expected('finally'),
  };
  return problems.length > 0 ? { problems } : { scenario };
}

/** The feature gates that are set, those that the version does not have aside. */
function gatesIn(spec: JsonObject, version: KubernetesVersion, problems: ScenarioProblem[]): FeatureGates {
  const set: Record<string, boolean> = {};
  for (const [name, value] of Object.entries(objectIn(spec, 'featureGates'))) {
    if (typeof value !== 'boolean') continue;
    const problem = gateProblem(name, value, version);
    if (problem === undefined) set[name] = value;
    else problems.push({ path: ['spec', 'featureGates', name], message: problem });
  }
  return set;
}

function readStep(written: JsonValue, path: Path, reading: Reading): ScenarioStep[] {
  if (!isObject(written)) return [];
  const { problems, version } = reading;
  const does = DOES.filter((name) => written[name] !== undefined);
  const [first] = does;
  if (first === undefined || does.length > 1) {
    const what =
      first === undefined ? 'a step does something' : `a step does one thing, and this one ${does.length}`;
    problems.push({ path, message: `${what}: write one of ${DOES.join(', ')}` });
    return [];
  }
  for (const [name, ...with_] of [
    ['fails', 'run', 'apply'],
    ['for', 'run', 'apply'],
    ['within', 'eventually'],
  ] as const) {
    if (written[name] !== undefined && !(with_ as readonly string[]).includes(first))
      problems.push({ path: [...path, name], message: `${name} stands only beside ${with_.join(' and ')}` });
  }
  const expectations = () => readExpectations(written[first], [...path, first], version, problems);
  const span = (name: string) => spanIn(written, name, path, problems);
  const fails = written['fails'] === true;
  switch (first) {
    case 'apply':
      return [
        { path, do: first, paths: texts(written['apply'], [...path, 'apply']), fails, for: span('for') },
      ];
    case 'run': {
      const command = commandOf(textIn(written, 'run') ?? '', [...path, 'run'], problems);
      return command ? [{ path, do: first, command, fails, for: span('for') }] : [];
    }
    case 'wait':
      return [{ path, do: first, ms: span('wait') ?? 0 }];
    case 'eventually':
      return [{ path, do: first, expectations: expectations(), within: span('within') ?? WITHIN_MS }];
    default:
      return [{ path, do: first, expectations: expectations() }];
  }
}

function commandOf(text: string, path: Path, problems: ScenarioProblem[]): PlanCommand | undefined {
  try {
    const [command, ...more] = planCommands(text);
    if (more.length === 0) return command;
    problems.push({ path, message: 'a step runs one command: write a step for each' });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const hint = error.hint === undefined ? '' : `, ${error.hint}`;
    problems.push({ path, message: `${error.message}${hint}` });
  }
  return undefined;
}

function spanIn(
  written: JsonObject,
  name: string,
  path: Path,
  problems: ScenarioProblem[],
): number | undefined {
  const text = textIn(written, name);
  if (text === undefined) return undefined;
  const ms = spanOf(text);
  if (ms === undefined)
    problems.push({ path: [...path, name], message: `'${text}' is no time: write 90s, 5m or 1h30m` });
  return ms;
}

function texts(written: JsonValue | undefined, path: Path): Written[] {
  if (!Array.isArray(written)) return [];
  return written.flatMap((text, at) => (typeof text === 'string' ? [{ text, path: [...path, at] }] : []));
}

function objectIn(from: JsonObject, name: string): JsonObject {
  const value = from[name];
  return isObject(value) ? value : {};
}

function listIn(from: JsonObject, name: string): readonly JsonValue[] {
  const value = from[name];
  return Array.isArray(value) ? value : [];
}

function textIn(from: JsonObject, name: string): string | undefined {
  const value = from[name];
  return typeof value === 'string' ? value : undefined;
}
