/** What can be done in a recorded scenario, with the fields that a recording gives it (FORMAT-controllers.md, "Actions"). */
import type { KubeObject } from '../../../src/api/objects.js';
import type { NodeSpec } from '../nodes.js';

export type RecordedAction = Row & {
  /** How many moves of the stand-ins follow at most; as many as there are unless told. */
  steps?: number;
  /** How long it is quiet after it, in ms. */
  quiet?: number;
};

type Row =
  | ({ do: 'apply' } & Manifests)
  | ({ do: 'create' } & Manifests)
  | { do: 'scale'; target: string; replicas: number }
  | { do: 'set-image'; target: string; image: `${string}=${string}` }
  | { do: 'patch'; target: string; patch: unknown; type?: 'merge' | 'json' | 'strategic' }
  | { do: 'rollout-undo'; target: string; revision?: number }
  | { do: 'rollout-pause'; target: string }
  | { do: 'rollout-resume'; target: string }
  | { do: 'rollout-restart'; target: string; at?: string }
  | { do: 'delete'; target: string; cascade?: 'background' | 'foreground' | 'orphan' }
  | { do: 'delete-namespace' }
  | ({ do: 'delete-pod'; grace?: number } & PodSelection)
  | ({
      do: 'label-pod';
      labels?: Record<string, string>;
      annotations?: Record<string, string>;
    } & PodSelection)
  | ({ do: 'evict' } & PodSelection)
  | ({ do: 'pod-unready' } & PodSelection)
  | ({ do: 'pod-ready' } & PodSelection)
  | ({ do: 'pod-succeeds' } & PodSelection & HowPodsEnd)
  | ({ do: 'pod-fails'; exitCode?: number } & PodSelection & HowPodsEnd)
  | ({ do: 'fail-image' } & WhichPods)
  | ({ do: 'never-ready' } & WhichPods)
  | ({ do: 'crash' } & WhichPods)
  | { do: 'heal'; image?: string }
  | { do: 'drain'; node: string; args?: string[] }
  | { do: 'cordon'; node: string }
  | { do: 'uncordon'; node: string }
  | { do: 'taint'; node: string; taint: string }
  | { do: 'label-node'; node: string; label: string }
  | { do: 'add-node'; spec: NodeSpec }
  | { do: 'remove-node'; node: string }
  | { do: 'fail-node'; node: string }
  | { do: 'heal-node'; node: string }
  | { do: 'wait'; seconds: number; until?: undefined }
  | { do: 'wait'; until: 'minute' }
  | { do: 'wait-for'; text: string; max: number }
  | { do: 'kubectl'; args: string[] };

/** The action of that name. */
export type ActionOf<D extends RecordedAction['do']> = Extract<RecordedAction, { do: D }>;

/** What `kubectl -f -` reads. */
export interface Manifests {
  manifest?: KubeObject;
  manifests?: KubeObject[];
  /** Further arguments of kubectl; only `-n NAMESPACE` counts. */
  args?: string[];
}

/** Which pods an action is about. */
export interface PodSelection {
  /** A pattern of `KIND/NAME`. */
  owner?: string;
  /** Its name as the recording writes it. */
  pod?: string;
  ready?: boolean;
  phase?: string;
  node?: string;
  image?: string;
  /** Neither ended nor leaving. */
  live?: boolean;
  /** Of several: the oldest (unless told), the newest, all, or those from the nth on. */
  pick?: 'oldest' | 'newest' | 'all' | number;
  /** How many: 1 unless told, or unless all are picked. */
  count?: number;
}

/** The pods that a rule holds for: those of the image, and whose names fit the pattern. */
export interface WhichPods {
  image?: string;
  pod?: string;
}

/** What is told of pods that end, besides the exit code. */
export interface HowPodsEnd {
  /** The container that ends with the exit code, the others with 0; without it all of them. */
  container?: string;
  /** Of the pod as a whole: `Evicted`. */
  reason?: string;
  /** The reason of a DisruptionTarget condition. */
  disruption?: string;
  /** No statuses of containers. */
  bare?: boolean;
}
