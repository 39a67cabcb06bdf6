/** A scenario as it was understood: what is there, what is done to it, what is expected. */
import type { FeatureGates } from '../../api/gates.js';
import type { Path } from '../../api/json.js';
import type { KubernetesVersion } from '../../api/version.js';
import type { PlanCommand } from '../commands/plan-verb.js';
import type { Expectation } from './expected.js';

/** A text of a scenario and where it stands. */
export interface Written {
  text: string;
  path: Path;
}

/** One entry of `steps`; `for`: virtual ms that pass before the next one, instead of all coming to rest. */
export type ScenarioStep = { path: Path } & (
  | { do: 'apply'; paths: readonly Written[]; fails: boolean; for: number | undefined }
  | { do: 'run'; command: PlanCommand; fails: boolean; for: number | undefined }
  | { do: 'wait'; ms: number }
  | { do: 'expect'; expectations: readonly Expectation[] }
  | { do: 'eventually'; expectations: readonly Expectation[]; within: number }
  | { do: 'always'; expectations: readonly Expectation[] }
);

export interface Scenario {
  name: string;
  version: KubernetesVersion;
  /** What its cluster has set otherwise than its version has by default. */
  gates: FeatureGates;
  namespace: string;
  /** What is there before the first step. */
  snapshot: readonly Written[];
  nodes: string | undefined;
  manifests: readonly Written[];
  assume: readonly Written[];
  always: readonly Expectation[];
  steps: readonly ScenarioStep[];
  finally: readonly Expectation[];
}
