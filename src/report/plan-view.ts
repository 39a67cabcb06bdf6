/** What the parts of the plan's text share: for whom it is written, how it names and counts. */
import type { ObjectRef } from '../api/finding.js';
import type { Style } from './style.js';

export interface PlanViewOptions {
  /** The namespace that need not be said. */
  namespace?: string;
  verbose?: boolean;
  style?: Style;
  width?: number;
}

export interface PlanTextOptions extends PlanViewOptions {
  /** Without the steps: will it work, and how does each workload end. */
  summary?: boolean;
  /** The nodes were made up, as nobody said what there is. */
  nodesAssumed?: boolean;
  /** The words after `kubeplan lint` that name the same manifests. */
  lintWords: string;
  /** The words after `kubeplan explain TARGET` that name the same world. */
  explainWords: string;
  /** The words after `kubeplan plan` that make the same plan, but for the two below. */
  planWords: string;
  /** Time that was asked to pass: `30d`. */
  forTime?: string;
  /** The limit of steps that was asked for. */
  maxSteps?: number;
  /** The words after `kubeplan diff` that compare what is there with what is to be, where that can be said. */
  diffWords?: string;
}

export type View = PlanViewOptions & { style: Style; width: number };

/** `deployment/web`, with its namespace where that is not the one of the command. */
export function nameInView(
  { kind, namespace, name }: ObjectRef,
  view: View | Pick<View, 'namespace'>,
): string {
  const isElsewhere = namespace !== undefined && namespace !== (view.namespace ?? 'default');
  return `${kind.toLowerCase()}/${isElsewhere ? `${namespace}/` : ''}${name}`;
}

export function elapsedText(ms: number): string {
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  const parts: [number, string][] = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}
