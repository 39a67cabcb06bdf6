/** Hooks and waves: what Helm and Argo CD run before and after the rest, and in which order. */
import { isObject, type JsonObject, textOf, valueAt } from '../../api/json.js';
import { pushTo } from '../../api/lists.js';
import { compareTexts } from '../../api/text.js';
import { fewNames } from './images.js';
import { type Notice, noticeName } from './notice.js';

const HELM_HOOK = 'helm.sh/hook';
const HELM_WEIGHT = 'helm.sh/hook-weight';
const HELM_POLICY = 'helm.sh/hook-delete-policy';
const ARGO_HOOK = 'argocd.argoproj.io/hook';
const ARGO_WAVE = 'argocd.argoproj.io/sync-wave';
const ARGO_POLICY = 'argocd.argoproj.io/hook-delete-policy';

/** When each tool runs its hooks, in its order. */
const MOMENTS: readonly [hook: string, when: string][] = [
  ['pre-install', 'Helm runs before an install'],
  ['pre-upgrade', 'Helm runs before an upgrade'],
  ['post-install', 'Helm runs after an install'],
  ['post-upgrade', 'Helm runs after an upgrade'],
  ['pre-rollback', 'Helm runs before a rollback'],
  ['post-rollback', 'Helm runs after a rollback'],
  ['pre-delete', 'Helm runs before it uninstalls'],
  ['post-delete', 'Helm runs after it has uninstalled'],
  ['test', 'helm test runs'],
  ['PreSync', 'Argo CD runs before a sync'],
  ['Sync', 'Argo CD runs with a sync'],
  ['PostSync', 'Argo CD runs after a sync'],
  ['SyncFail', 'Argo CD runs when a sync fails'],
  ['Skip', 'Argo CD leaves out'],
];

/** An object among the manifests. */
export interface Written {
  object: JsonObject;
  kind: string;
  namespace: string | undefined;
  name: string;
}

/** The order in which tools with hooks and waves go about the manifests; nothing where none of them speaks of one. */
export function orderNotices(manifests: readonly Written[]): Notice[] {
  const byMoment = new Map<string, { name: string; weight: number }[]>();
  const waves = new Map<string, string[]>();
  for (const manifest of manifests) {
    const name = noticeName({ apiVersion: '', ...withoutObject(manifest) });
    const hooks = hooksOf(manifest.object);
    for (const { hook, weight } of hooks) pushTo(byMoment, hook, { name, weight });
    if (hooks.length === 0) pushTo(waves, String(waveOf(manifest.object)), name);
  }
  const found = MOMENTS.flatMap(([hook, when]): Notice[] => {
    const all = byMoment.get(hook);
    if (!all) return [];
    const sorted = [...all].sort((a, b) => a.weight - b.weight || compareTexts(a.name, b.name));
    return [{ topic: 'order', text: `${when}: ${sorted.map(({ name }) => name).join(', then ')}` }];
  });
  if (waves.size < 2) return found;
  const inOrder = [...waves].sort(([a], [b]) => Number(a) - Number(b));
  const text = inOrder.map(([wave, names]) => `${wave}: ${fewNames(names)}`).join('; ');
  return [...found, { topic: 'order', text: `Argo CD syncs in waves, ${text}` }];
}

/** Who makes an object anew each time, so that no update of it is refused: `Helm`; undefined of what is no such hook. */
export function remakerOf(object: JsonObject): string | undefined {
  const [first] = hooksOf(object);
  if (!first) return undefined;
  const policies = annotationOf(object, first.tool === 'Helm' ? HELM_POLICY : ARGO_POLICY).toLowerCase();
  const isRemade = policies === '' || policies.replaceAll('-', '').includes('beforehookcreation');
  return isRemade ? first.tool : undefined;
}

interface Hook {
  tool: 'Helm' | 'Argo CD';
  hook: string;
  weight: number;
}

function hooksOf(object: JsonObject): Hook[] {
  const helm = words(annotationOf(object, HELM_HOOK)).map((hook): Hook => {
    // As older charts write it.
    const name = hook === 'test-success' ? 'test' : hook;
    return { tool: 'Helm', hook: name, weight: Number(annotationOf(object, HELM_WEIGHT)) || 0 };
  });
  const argo = words(annotationOf(object, ARGO_HOOK)).map(
    (hook): Hook => ({ tool: 'Argo CD', hook, weight: waveOf(object) }),
  );
  return [...argo, ...(argo.length > 0 ? [] : helm)];
}

function waveOf(object: JsonObject): number {
  return Number(annotationOf(object, ARGO_WAVE)) || 0;
}

function words(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

function annotationOf(object: JsonObject, name: string): string {
  const annotations = valueAt(object, ['metadata', 'annotations']);
  return isObject(annotations) && Object.hasOwn(annotations, name) ? textOf(annotations[name]) : '';
}

function withoutObject({ kind, namespace, name }: Written): {
  kind: string;
  namespace?: string;
  name: string;
} {
  return { kind, name, ...(namespace !== undefined && { namespace }) };
}
