import { closest } from '../../../api/suggest.js';
import { items } from '../../pods.js';
import { rule } from '../../rule.js';
import { didYouMean, replaceValue } from '../../suggest-fix.js';

const CONTAINERS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

/** A container mounts a volume that its pod does not have: the server refuses the pod. */
export default rule({
  name: 'references/volume-mount',
  severity: 'error',
  summary: 'A container mounts a volume that its pod does not have.',
  visit: 'Pod',
  check({ object, spec, specPath }, context) {
    const volumes = items(spec.volumes).map(({ item }) => String(item['name']));
    // A StatefulSet adds a volume for each of its claims.
    const claims = object.kind === 'StatefulSet' ? claimNames(object.value['spec']) : [];
    const known = new Set([...volumes, ...claims]);
    for (const list of CONTAINERS) {
      for (const { index: at, item: container } of items(spec[list])) {
        for (const field of ['volumeMounts', 'volumeDevices']) {
          for (const { index, item: mount } of items(container[field])) {
            const name = mount['name'];
            if (typeof name !== 'string' || name === '' || known.has(name)) continue;
            const near = closest(name, known);
            const path = [...specPath, list, at, field, index, 'name'];
            context.report({
              path,
              message: `container ${String(container['name'] ?? at)} mounts volume ${name}, the pod has no such volume`,
              hint: near !== undefined ? didYouMean(near) : volumesHint([...known]),
              related: relatedVolumes(
                context.object.document.locate([...specPath, 'volumes'], 'key'),
                volumes,
              ),
              fix: near === undefined ? undefined : replaceValue(path, near, context),
            });
          }
        }
      }
    }
  },
});

function claimNames(spec: unknown): string[] {
  const templates = (spec as { volumeClaimTemplates?: unknown } | undefined)?.volumeClaimTemplates;
  return items(templates).map(({ item }) =>
    String((item['metadata'] as { name?: unknown } | undefined)?.name),
  );
}

function volumesHint(known: readonly string[]): string {
  return known.length === 0 ? 'spec.volumes is empty' : `its volumes are ${known.join(', ')}`;
}

function relatedVolumes(
  location: ReturnType<import('../../../manifest/document.js').Document['locate']>,
  volumes: readonly string[],
) {
  return volumes.length === 0 ? undefined : [{ message: 'volumes', location }];
}
