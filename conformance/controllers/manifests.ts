import type { Manifests } from './actions/action.js';
import type { Stage } from './stage.js';

/** Sends manifests in their order, as `kubectl apply -f -` or `kubectl create -f -` does. */
export function put(
  stage: Stage,
  verb: 'apply' | 'create',
  { manifest, manifests, args = [] }: Manifests,
): void {
  const namespace = args.includes('-n') ? args[args.indexOf('-n') + 1] : undefined;
  for (const one of manifests ?? (manifest ? [manifest] : [])) {
    const object = namespace ? { ...one, metadata: { ...one.metadata, namespace } } : one;
    stage.act({ do: verb, object: stage.placed(object) });
  }
}
