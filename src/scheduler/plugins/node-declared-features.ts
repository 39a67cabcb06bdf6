import type { JsonObject } from '../../api/json.js';
import type { PodSpec } from '../../api/objects.js';
import type { Plugin } from '../plugin.js';
import { SKIP, SUCCESS, unresolvable } from '../status.js';

const MISSING = unresolvable("node(s) didn't match Pod's required features");
const RESTART_ALL = 'RestartAllContainersOnContainerExits';
const USER_NAMESPACES = 'UserNamespacesHostNetworkSupport';

/** Keeps a pod that needs a feature of newer kubelets off nodes that do not declare it. */
export const nodeDeclaredFeatures = (): Plugin => ({
  name: 'NodeDeclaredFeatures',
  local: 'node',
  preFilter: ({ pod }) => {
    const wanted = featuresOf(pod.pod.spec);
    if (wanted.length === 0) return SKIP;
    const missing = (declared: readonly string[] = []) => wanted.filter((name) => !declared.includes(name));
    return {
      code: 'Success',
      filter: ({ node }) => (missing(node.status?.declaredFeatures).length > 0 ? MISSING : SUCCESS),
      explain: ({ node }) => [{ kind: 'feature', missing: missing(node.status?.declaredFeatures) }],
    };
  },
});

function featuresOf(spec: PodSpec): string[] {
  const features: string[] = [];
  const containers = [...(spec.containers ?? []), ...(spec.initContainers ?? [])];
  const restartsAll = containers.some((container) => {
    const rules = (container as { restartPolicyRules?: JsonObject[] }).restartPolicyRules ?? [];
    return rules.some(({ action }) => action === 'RestartAllContainers');
  });
  if (restartsAll) features.push(RESTART_ALL);
  if (spec.hostNetwork && spec.hostUsers === false) features.push(USER_NAMESPACES);
  return features;
}
