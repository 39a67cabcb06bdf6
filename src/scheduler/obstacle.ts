/** What exactly keeps a pod off a node, for people and for tools; beside the status, which is Kubernetes' own. */
import type { NodeSelectorTerm, Taint } from '../api/objects.js';

export type Obstacle =
  /** A resource is short. cpu in milli-cores, others in whole units; `short` is how much is missing. */
  | {
      kind: 'resource';
      resource: string;
      requested: number;
      allocatable: number;
      used: number;
      free: number;
      short: number;
    }
  | { kind: 'taint'; taint: Taint }
  | { kind: 'unschedulable' }
  | { kind: 'node-name'; wanted: string }
  /** A pair of the nodeSelector that the node does not have; `actual` is the node's value. */
  | { kind: 'node-selector'; key: string; wanted: string; actual: string | undefined }
  /** None of the required node affinity terms matches. `enforced` are the scheduler's own. */
  | { kind: 'node-affinity'; terms: readonly NodeSelectorTerm[]; enforced: boolean }
  /** A host port is taken; `holder` is the pod (`namespace/name`) that has it. */
  | { kind: 'port'; port: number; protocol: string; ip: string; holder: string | undefined }
  /** A topology spread constraint (index in the pod's spec, -1 for a default one) would be broken. */
  | {
      kind: 'spread';
      constraint: number;
      topologyKey: string;
      /** The node's value; undefined where it lacks the label. */
      value: string | undefined;
      count: number;
      least: number;
      maxSkew: number;
    }
  /** A required (anti-)affinity term of the pod. `index` counts in its list. */
  | { kind: 'pod-affinity'; index: number; topologyKey: string; value: string | undefined }
  | { kind: 'pod-anti-affinity'; index: number; topologyKey: string; value: string; pods: number }
  /** A pod that is there keeps this one away. `holders` are some of them (`namespace/name`). */
  | { kind: 'existing-anti-affinity'; topologyKey: string; value: string; holders: readonly string[] }
  | { kind: 'volume'; claim: string | undefined; reason: string }
  | { kind: 'volume-limit'; driver: string; limit: number; attached: number; wanted: number }
  | { kind: 'feature'; missing: readonly string[] }
  | { kind: 'other'; reason: string };
