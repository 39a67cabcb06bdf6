import type { Finding, Location, ObjectRef } from '../api/finding.js';
import type { Cluster } from '../cluster/cluster.js';
import type { KubeletModel } from '../kubelet/model.js';
import type { Lack } from './incomplete.js';
import type { MadeUp } from './made-up.js';

/**
 * One thing that somebody did to one object, in the order of doing. Text, JSON, Markdown are views of these.
 * Walking up `cause` answers "why".
 */
export interface Step {
  /** Its place in the plan, from 1. */
  id: number;
  /** Virtual milliseconds since the plan began. */
  at: number;
  /** Who did it: `apply`, `deployment`, `replicaset`, `scheduler`, `kubelet`, … (the controller's name). */
  actor: string;
  /** What was done: `create`, `update`, `delete`, `scale`, `bind`, `pending`, `ready`, `fail`, `complete`, … */
  verb: string;
  object: ObjectRef;
  /** What happened in a few words, Kubernetes' own where it has some: `created`, `0 → 3`, `→ node-1`. */
  message: string;
  /** The step without which this one would not be; absent for what the user asked for. */
  cause?: number;
  /** Where the user wrote the object, for steps about objects that stand in a file. */
  location?: Location;
  /** It might have been another object: which of several equal ones it is, the real controller draws. */
  drawn?: DrawnFrom;
  /** Of a pod that gets its node: so many nodes, with this one, have as many points. */
  equals?: number;
}

/** A choice among equals that is left to chance. */
export interface DrawnFrom {
  /** So many are taken. */
  count: number;
  /** The names of those that any of them might be. */
  among: readonly string[];
  /** Zones in which none may be left of what the objects belong to. */
  mayEmpty?: readonly string[];
}

/** One revision of a workload's template: the ReplicaSet of a Deployment, the ControllerRevision of others. */
export interface Revision {
  kind: string;
  name: string;
  revision: number;
}

/** The way of a workload from one revision of its template to another. */
export interface Rollout {
  from: Revision;
  to: Revision;
}

/** What was tried on a stuck workload, and what came of it. */
export interface WayOut {
  /** As it is typed. */
  command: string;
  desired: number;
  ready: number;
  complete: boolean;
  /** Virtual milliseconds from the command on. */
  after: number;
}

/** How one workload ends up. */
export interface WorkloadOutcome {
  object: ObjectRef;
  desired: number;
  ready: number;
  /** `unknown`: not complete when the plan was cut off. */
  state: 'complete' | 'stuck' | 'unknown' | 'refused';
  /** Virtual milliseconds at which it was complete or stopped getting further. */
  at: number;
  /** Virtual milliseconds at which the last pod that it gave up was gone, where that was after `at`. */
  goneAt?: number;
  /** From which revision to which it goes, where its template changes. */
  rollout?: Rollout;
  /** Why it is stuck or refused, in one line. */
  reason?: string;
  /** What lets one that is stuck go on. */
  wayOut?: WayOut;
  location?: Location;
}

/** A pod that nothing would ever start: unschedulable, or scheduled and never ready. */
export interface StuckPod {
  object: ObjectRef;
  /** `Pending`, `ImagePullBackOff`, `CrashLoopBackOff`, … */
  reason: string;
  /** Kubernetes' message, whole. */
  message: string;
}

/** A workload that was stuck before anything was asked of the cluster. */
export interface AlreadyStuck {
  object: ObjectRef;
  desired: number;
  ready: number;
  /** Its pods that are stuck; the reason and Kubernetes' message are those of the first. */
  pods: ObjectRef[];
  reason: string;
  message: string;
  /** For how long that pod has been so, in ms, where the dump tells it. */
  since?: number;
}

/** What comes before the plan. */
export interface Beforehand {
  /** What the cluster does by itself, its `at` counted from the moment of the dump; ids of their own. */
  steps: Step[];
  /** Virtual milliseconds that this takes. */
  duration: number;
  /** Nothing is due any more after it. */
  settled: boolean;
  stuck: AlreadyStuck[];
  /** Workloads of which the dump holds no pods: those that they would make are taken to run. Steps do not tell of them. */
  madeUp: MadeUp[];
}

/** The numbers of a workload at one moment of its rollout. */
export interface Move {
  /** Virtual milliseconds since the plan began. */
  at: number;
  /** Pods of earlier templates. */
  old: number;
  /** Pods of the current template. */
  new: number;
  ready: number;
  available: number;
}

/** How a workload's numbers moved, one entry for each moment at which they changed. */
export interface Trajectory {
  object: ObjectRef;
  moves: Move[];
}

/** What became of the manifests, in numbers. */
export interface AppliedCounts {
  created: number;
  configured: number;
  unchanged: number;
  refused: number;
}

/** What a plan comes to in numbers. */
export interface PlanCounts {
  applied: AppliedCounts;
  /** Pods that were made, that left (`evicted`: of those the ones that nobody gave up), that do not run in the end. */
  pods: { created: number; deleted: number; evicted: number; pending: number; notReady: number };
}

/** What was asked for and comes to nothing, at no place in a file. */
export interface PlanWarning {
  message: string;
  /** `did you mean web:1?` */
  hint?: string;
}

/** What came of one command of `--then`. */
export interface PlanAction {
  /** As it is written: `kubectl drain node-1 --ignore-daemonsets`, `fail node/node-1`. */
  command: string;
  /** Virtual milliseconds at which it began, and ended or was given up. */
  at: number;
  ends: number;
  /** How many steps there were before it. */
  after: number;
  /** What it prints, line by line; what it repeats is told once. */
  printed: string[];
  /** Missing where it never ends. */
  exitCode?: 0 | 1;
  /** What it waits for in vain. */
  waitsFor?: string;
  /** The steps that it made itself. */
  steps: number[];
  /** Of a drain: the pods that were not let go, and what the server says of each. */
  kept?: { object: ObjectRef; message: string }[];
  /** Of such pods: what would let them go, each tried. */
  lifts?: Lift[];
  /** The world when it began, when it ended, and how nodes and images behaved. */
  world: { before: Cluster; after: Cluster; model: KubeletModel };
}

/** Why a disruption budget lets nobody go, and what would change that. */
export interface Lift {
  budget: ObjectRef;
  /** `it has 3 healthy pods of minAvailable 3`. */
  why: string;
  /** What would let its pods go: `replicas 4`, each with the command that does it. */
  ways: { what: string; command: string }[];
}

/** What a plan rests on that nobody said, and that it would come out otherwise without. */
export interface Supposition {
  /** `images are pulled in 2 s`. */
  what: string;
  /** The option that says otherwise: `--image`. */
  option: string;
}

/** An object that manifests name, and that is not there in the end. */
export interface MissingObject {
  object: ObjectRef;
  /** The key that it does not have; left out where there is no such object at all. */
  key?: string;
  /** True where all objects of its kind are known; else it may live outside what was given. */
  known: boolean;
  /** Its users do without: images are pulled with no credentials. */
  leftOut: boolean;
  /** Where it is named, each with what names it. */
  named: { by: ObjectRef; location: Location }[];
}

export interface Plan {
  beforehand: Beforehand;
  steps: Step[];
  /** What was done after the manifests were applied, in this order. */
  actions: PlanAction[];
  /** By `KIND KEY` of an object that was made: the `KIND KEY` of the object that manages it. */
  managers: Record<string, string>;
  trajectories: Trajectory[];
  workloads: WorkloadOutcome[];
  stuck: StuckPod[];
  counts: PlanCounts;
  /** What was wrong with the manifests: refused objects do not take part. */
  findings: Finding[];
  warnings: PlanWarning[];
  /** What is taken to be there because nothing says what is: `namespace shop`. */
  assumed: string[];
  /** What `--cluster` leaves out though its own objects speak of it, and what is made of that. */
  lacks: Lack[];
  /** What it rests on besides: how images behave, that nodes are empty. Only what counted in it. */
  suppositions: Supposition[];
  /** ConfigMaps and Secrets, or keys of them, that the manifests name and that are not there. */
  missing: MissingObject[];
  /** What nothing is said about: policies that are not run, controllers that nobody knows. */
  notKnown: string[];
  /** True when the world came to rest before the limit of steps and virtual time. */
  settled: boolean;
  /** Virtual milliseconds until nothing changed any more. */
  duration: number;
  /** The world at the beginning, once it has done what it does by itself. */
  before: Cluster;
  /** The world at the end. */
  cluster: Cluster;
}
