/** Pods by their labels, so that a selector finds those that it means without looking at each. */
import type { Labels } from '../api/labels.js';
import { matchesSelector } from '../api/labels.js';
import { NearNames } from '../api/near-names.js';
import type { LabelSelector } from '../api/objects.js';
import { labelsIn } from '../references/read-selector.js';
import type { PodAt } from './pods.js';

/** A label that a selector asks for and nothing has, and what was likely meant. */
export interface LabelSlip {
  key: string;
  value: string;
  meant: { key: string; value: string };
  /** One that would be selected then. */
  pod: PodAt;
}

/** Pods of one namespace. */
export class PodIndex {
  readonly #pods: { pod: PodAt; labels: Labels }[];
  #byLabel: Map<string, Map<string, number[]>> | undefined;
  readonly #nearValues = new Map<string, NearNames>();
  #nearKeys: NearNames | undefined;

  constructor(pods: readonly PodAt[]) {
    this.#pods = pods.map((pod) => ({ pod, labels: podLabels(pod) }));
  }

  /** In the order of the files. */
  select(selector: LabelSelector): PodAt[] {
    return this.#candidates(selector).flatMap((index) => {
      const { pod, labels } = this.#pods[index]!;
      return matchesSelector(selector, labels) ? [pod] : [];
    });
  }

  /** The labels of a selector that selects nothing which alone keep it from selecting something, as far as they are slips. */
  slips(selector: LabelSelector): LabelSlip[] {
    const { matchLabels = {} } = selector;
    return Object.entries(matchLabels).flatMap(([key, value]) => {
      const { [key]: _, ...others } = matchLabels;
      return this.#nearLabels(key, value).flatMap((meant) => {
        const [pod] = this.select({ ...selector, matchLabels: { ...others, [meant.key]: meant.value } });
        return pod ? [{ key, value, meant, pod }] : [];
      });
    });
  }

  /** Labels of pods that one is likely a slip of: of the same key, or the same value under another key. */
  #nearLabels(key: string, value: string): { key: string; value: string }[] {
    const labels = this.#labels();
    const values = labels.get(key);
    if (values) {
      const near = this.#nearValues.get(key) ?? new NearNames(values.keys());
      this.#nearValues.set(key, near);
      return near.near(value).map((meant) => ({ key, value: meant }));
    }
    this.#nearKeys ??= new NearNames(labels.keys());
    return this.#nearKeys
      .near(key)
      .flatMap((meant) => (labels.get(meant)?.has(value) ? [{ key: meant, value }] : []));
  }

  /** The fewest pods among which all those are that a selector means. */
  #candidates({ matchLabels = {}, matchExpressions = [] }: LabelSelector): readonly number[] {
    const labels = this.#labels();
    const lists = Object.entries(matchLabels).map(([key, value]) => labels.get(key)?.get(value) ?? []);
    for (const { key, operator, values = [] } of matchExpressions) {
      if (operator !== 'In' && operator !== 'Exists') continue;
      const ofKey = labels.get(key);
      const lists_ =
        operator === 'In' ? values.map((value) => ofKey?.get(value) ?? []) : [...(ofKey?.values() ?? [])];
      lists.push([...new Set(lists_.flat())].sort((a, b) => a - b));
    }
    if (lists.length === 0) return [...this.#pods.keys()];
    return lists.reduce((fewest, list) => (list.length < fewest.length ? list : fewest));
  }

  #labels(): Map<string, Map<string, number[]>> {
    if (this.#byLabel) return this.#byLabel;
    const byLabel = new Map<string, Map<string, number[]>>();
    for (const [index, { labels }] of this.#pods.entries()) {
      for (const [key, value] of Object.entries(labels)) {
        const ofKey = byLabel.get(key) ?? new Map<string, number[]>();
        byLabel.set(key, ofKey);
        const list = ofKey.get(value);
        if (list) list.push(index);
        else ofKey.set(value, [index]);
      }
    }
    this.#byLabel = byLabel;
    return byLabel;
  }
}

const read = new WeakMap<PodAt, Labels>();

/**
 * The labels of a pod, none where they cannot be read: those that it is written with, and those that its workload selects by.
 * Where these differ the server refuses the workload, and that is told by itself.
 */
export function podLabels(pod: PodAt): Labels {
  const labels = read.get(pod) ?? readLabels(pod);
  read.set(pod, labels);
  return labels;
}

function readLabels({ at, metadata }: PodAt): Labels {
  const written = labelsIn(metadata.child('labels').value) ?? {};
  return { ...written, ...labelsIn(at.object.at.child('spec', 'selector', 'matchLabels').value) };
}
