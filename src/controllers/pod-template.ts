/** Pods made from a template (pkg/controller/controller_utils.go, GetPodFromTemplate). */
import { dns1123SubdomainErrors, maskTrailingDash } from '../api/names.js';
import type { KubeObject, Pod, PodTemplateSpec } from '../api/objects.js';
import { newControllerRef } from './ownership.js';

/** A pod as `owner` makes it of its template; it gets its name when it is created. */
export function podFromTemplate(template: PodTemplateSpec, owner: KubeObject): Pod {
  const { labels, annotations, finalizers } = template.metadata ?? {};
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      generateName: namePrefix(owner.metadata.name ?? ''),
      namespace: owner.metadata.namespace,
      ...(labels ? { labels: { ...labels } } : {}),
      ...(annotations ? { annotations: { ...annotations } } : {}),
      ...(finalizers ? { finalizers: [...finalizers] } : {}),
      ownerReferences: [newControllerRef(owner)],
    },
    spec: { ...template.spec },
  };
}

/** `NAME-`, without the dash where a pod's name could not begin so. */
export function namePrefix(name: string): string {
  const prefix = `${name}-`;
  return dns1123SubdomainErrors(maskTrailingDash(prefix)).length === 0 ? prefix : name;
}
