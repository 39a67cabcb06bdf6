/** What a user can do to the world: kubectl's verbs, and what befalls nodes and images. */
import type { Location } from '../../api/finding.js';
import type { KubeObject, Node, Taint } from '../../api/objects.js';
import type { ObjectName, Propagation, Status } from '../../apiserver/request.js';
import type { ApplyOptions } from '../../kubectl/server-side-apply.js';
import type { Assumption } from '../../kubelet/assumption.js';
import type { LoadSpec } from '../load-spec.js';

/** An object by kind and key (`namespace/name`, or the bare name of a cluster-scoped object). */
type Target = ObjectName;

export type Action =
  | ({ do: 'apply'; object: KubeObject; location?: Location } & ApplyOptions)
  | { do: 'create'; object: KubeObject; location?: Location }
  | ({ do: 'delete'; propagation?: Propagation; gracePeriodSeconds?: number } & Target)
  | ({ do: 'scale'; replicas: number } & Target)
  | ({ do: 'set-image'; container: string; image: string } & Target)
  | ({ do: 'patch'; patch: unknown; type?: 'merge' | 'json' | 'strategic' } & Target)
  | ({
      do: 'label';
      labels?: Record<string, string | null>;
      annotations?: Record<string, string | null>;
    } & Target)
  | ({ do: 'rollout-undo'; revision?: number } & Target)
  | ({ do: 'rollout-pause' | 'rollout-resume' } & Target)
  | ({ do: 'rollout-restart'; at?: string } & Target)
  | { do: 'cordon' | 'uncordon' | 'remove-node'; node: string }
  | { do: 'taint'; node: string; taint: Taint; remove?: boolean }
  | { do: 'add-node'; node: Node }
  | { do: 'fail-image' | 'never-ready' | 'crash'; image: string }
  | { do: 'assume'; assumption: Assumption }
  | { do: 'heal'; image?: string }
  | { do: 'evict'; key: string }
  | { do: 'drain'; node: string; force?: boolean }
  | { do: 'fail-node'; node: string }
  | { do: 'heal-node'; node: string }
  | { do: 'load'; load: LoadSpec; namespace: string };

/** The action of that name. */
export type ActionOf<D extends Action['do'], A = Action> = A extends { do: infer Name }
  ? D extends Name
    ? A
    : never
  : never;

/** What an action came to: refused, or done (`changed` false: there was nothing to do). */
export interface Outcome {
  changed: boolean;
  /** The server's no, or kubectl's own, which has no code. */
  refusal?: Status;
  warnings?: readonly string[];
  /** The step it made, the cause of all that follows. */
  step?: number;
}
