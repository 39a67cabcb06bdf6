/** Why a pod goes where it goes, or nowhere, as data; text and JSON are views of it. */
import type { Location, ObjectRef } from '../api/finding.js';
import type { Path } from '../api/json.js';
import type { KubeObject, Pod } from '../api/objects.js';
import type { Decision, NodeScore } from '../scheduler/decision.js';
import type { PluginRefusal } from '../scheduler/obstacles.js';

/** How much of one resource a node has and what became of it. cpu in milli-cores, others in whole units. */
export interface ResourceUse {
  resource: string;
  /** What the explained pod asks for. */
  requested: number;
  allocatable: number;
  /** What the pods on the node ask for. */
  used: number;
  free: number;
}

/** What one pod on a node has of its resources. */
export interface PodUse {
  /** `namespace/name`. */
  pod: string;
  requests: Record<string, number>;
}

export interface NodeReport {
  node: string;
  fits: boolean;
  /** All that is held against the node, in the order of the plugins. */
  refusals: readonly PluginRefusal[];
  /** The same in a few words, one for each obstacle: `memory short by 8.8Gi`. Empty where the pod fits. */
  verdict: readonly string[];
  /** The resources that the pod asks for, and pods. */
  resources: readonly ResourceUse[];
  /** Who has what of them. */
  allocation: readonly PodUse[];
  /** Where two or more nodes fit. */
  score?: NodeScore;
}

/** One change of a manifest; `path` leads into the pod (`spec`, `tolerations`). */
export interface Edit {
  action: 'add' | 'replace' | 'remove';
  path: Path;
  /** What to paste, in YAML; absent for a removal. */
  yaml?: string;
  /** The way into the object that was asked about: the pod's path below its template's. */
  objectPath: Path;
  location?: Location;
  /** The object that it is a change of, where that is not the one that was asked about. */
  of?: ObjectRef;
}

/** A change that was tried, and made the pod fit. */
export interface Fix {
  /** An order: `tolerate dedicated=db:NoSchedule`. */
  title: string;
  /** Where the pod then goes, where that was tried. */
  node?: string;
  /** How many of the pods that are missing then fit; see `replicas.missing`. */
  pods: number;
  /** Changes of the manifest, if any. */
  edits: readonly Edit[];
  /** Changes of the cluster as commands, if any. */
  commands: readonly string[];
  /** What has to happen that is no command of kubectl's, as `plan --then` takes it: `recover node/w3`. */
  befalls?: readonly string[];
  /** Objects to create, each as YAML in one line. */
  manifests: readonly string[];
  /** The changed pod; the asked one where only the cluster changes. */
  pod: Pod;
  /** The objects that are new or different in the cluster. */
  world: readonly KubeObject[];
  /** The pods that go. */
  gone: readonly Pod[];
  /** What became of the workload when all was done as it is told here, and played through. */
  proof?: FixProof;
}

/** How far a fix gets. */
export interface FixProof {
  ready: number;
  desired: number;
  /** All of them are ready, and of the newest template. */
  complete: boolean;
  /** What the others still wait for. */
  rest?: string;
  /** What got along before and then does not: `deployment/api`. */
  harmed: readonly string[];
  /** The object has to be deleted first: the server does not change it in place. */
  anew: boolean;
}

/** How a workload ends when all is played through. */
export interface WorkloadEnd {
  ready: number;
  desired: number;
  complete: boolean;
  reason?: string;
}

/** What brought it about that a pod finds no place. */
export interface Cause {
  text: string;
  location?: Location;
}

/** What stands where, of a pool or of the workload. */
export interface PoolPlace {
  of: 'pool' | 'workload';
  location: Location;
}

/** How many nodes of a pool a workload needs, tried. */
export interface PoolNeed {
  nodes: number;
  ready: number;
  desired: number;
  complete: boolean;
  /** What nobody asks for on them then: cpu in milli-cores, memory in bytes. */
  unused: Record<string, number>;
  /** With one node less it gets less far; that was tried too. */
  least: boolean;
  /** What keeps more nodes from being added. */
  bound?: string;
}

/** One pool, held against a pod. */
export interface PoolAnswer {
  pool: string;
  object?: ObjectRef;
  location?: Location;
  takes: boolean;
  /** What of it cannot be understood, and is not counted. */
  amiss?: readonly Cause[];
  /** What its nodes would have to have, of which nothing says whether they do. */
  supposed: readonly string[];
  /** What keeps the pod off: `memory short by 8Gi`. */
  verdict: readonly string[];
  /** The same in the scheduler's words. */
  reasons: readonly string[];
  places: readonly PoolPlace[];
  need?: PoolNeed;
}

export interface Explanation {
  /** What was asked about. */
  object: ObjectRef;
  location?: Location;
  /** One sentence that answers. */
  answer: string;
  /** The name of the pod that was tried. */
  pod: string;
  /** Where that pod is already. */
  placedOn?: string;
  /** Why it is only taken to be there: `no pods of deployment/web are given: …`. */
  supposed?: string;
  /** What the pod asks for: cpu in milli-cores, others in whole units. */
  requests: Record<string, number>;
  decision: Decision;
  /** How the workload ends; absent where nothing was played through. */
  end?: WorkloadEnd;
  /** What is behind it, the first thing first. */
  causes?: readonly Cause[];
  /** Why the pod can run on no node whatever: `persistentvolumeclaim "data" not found`. */
  everywhere?: PluginRefusal;
  nodes: readonly NodeReport[];
  /** Smallest first; each was tried. Only for a pod that does not fit. */
  fixes: readonly Fix[];
  /** The pools that could add nodes: those that take the pod first, then the nearest miss. */
  pools?: readonly PoolAnswer[];
  /** So many were asked about at once that nothing was tried for this one. */
  untried?: true;
  /** Where several nodes fit: why the first is better than the second. */
  winner?: { node: string; runnerUp: string; lead: number; by: Record<string, number> };
  replicas: {
    /** How many the manifest asks for. */
    wanted: number;
    /** How many of them have no place. */
    missing: number;
    /** How many more of these pods the cluster takes as it is; `limit` where counting stopped there. */
    fit: number;
    limit: number;
  };
}
