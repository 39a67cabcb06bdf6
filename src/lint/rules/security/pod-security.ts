import { failures } from '../../../admission/plugins/pod-security/checks.js';
import {
  isAsStrict,
  type Policy,
  policyNamed,
  policyOf,
} from '../../../admission/plugins/pod-security/policy.js';
import type { Failure } from '../../../admission/plugins/pod-security/subject.js';
import { isObject, type Path } from '../../../api/json.js';
import { isBefore } from '../../../api/version.js';
import { labelsIn } from '../../../references/read-selector.js';
import { DEFAULT_NAMESPACE } from '../../objects.js';
import type { PodAt } from '../../pods.js';
import { type Context, rule } from '../../rule.js';

/** Every pod below the level that the options name, whatever the labels of its namespace. */
export default rule({
  name: 'security/pod-security',
  severity: 'error',
  summary: 'A pod below the level of the Pod Security Standards that `--pod-security` asks for.',
  visit: 'Pod',
  check(pod, context) {
    const { options, version, report } = context;
    const policy = policyNamed(options.podSecurity ?? '');
    if (!policy || policy.level === 'privileged' || isEnforced(pod, policy, context)) return;
    // The newest checks are those that this Kubernetes has.
    const asked = isBefore(version, policy.version) ? version : policy.version;
    for (const failure of failuresOf(pod, { ...policy, version: asked }, context)) {
      const [at = pod.spec, ...others] = failure.places.map((path) => pod.at.child(...path));
      const { reason, detail } = failure;
      report({
        at,
        message: `violates PodSecurity "${policy.level}:${policy.shown}": ${reason}${detail ? ` (${detail})` : ''}`,
        related: others.map((other) => ({ message: 'and', at: other })),
      });
    }
  },
});

/** Where its namespace asks for as much itself, the server's own words are told. */
function isEnforced({ at }: PodAt, policy: Policy, { objects }: Context): boolean {
  const namespace = objects.find('Namespace', undefined, at.object.namespace ?? DEFAULT_NAMESPACE);
  const labels = labelsIn(namespace?.at.child('metadata', 'labels').value) ?? {};
  return isAsStrict(policyOf(labels, 'enforce', 'restricted'), policy);
}

/** What the checks hold against a pod; nothing where they could not read it, which the schema tells. */
function failuresOf(
  { at, metadata, spec }: PodAt,
  { level, version }: Policy,
  { validate }: Context,
): Failure[] {
  if (level === 'privileged' || !isObject(spec.value)) return [];
  const isBelow = (path: Path) => at.path.every((step, index) => path[index] === step);
  const errors = validate(at.object.value);
  if (errors.some(({ code, path }) => code === 'wrong-type' && isBelow(path))) return [];
  const annotations = metadata.child('annotations').value;
  return failures(level, {
    spec: spec.value,
    annotations: isObject(annotations) ? annotations : {},
    version,
  });
}
