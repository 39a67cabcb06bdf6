import { isObject, textOf } from '../../../api/json.js';
import { isEmptySelector, matchesSelector } from '../../../api/labels.js';
import { isNearName } from '../../../api/near-names.js';
import type { LabelSelector } from '../../../api/objects.js';
import { labelSelector, labelsIn } from '../../../references/read-selector.js';
import type { LintObject, Place } from '../../object.js';
import { DEFAULT_NAMESPACE } from '../../objects.js';
import { podLabels } from '../../pod-index.js';
import { containersOf, podOf } from '../../pods.js';
import { type Context, rule } from '../../rule.js';
import { didYouMean, replaceValue } from '../../suggest-fix.js';

const GROUP = 'monitoring.coreos.com/';

/** How a kind of monitor finds what it scrapes. */
interface Sort {
  selects: string;
  endpoints: string;
  /** Those of a namespace, or of all. */
  candidates(context: Context, namespace?: string): Candidate[];
}

/** What can be scraped: with the labels that it is selected by, and the names of its ports. */
interface Candidate {
  object: LintObject;
  labels: Record<string, string>;
  ports: string[];
}

const SORTS: Readonly<Record<string, Sort>> = {
  ServiceMonitor: { selects: 'Service', endpoints: 'endpoints', candidates: services },
  PodMonitor: { selects: 'Pod', endpoints: 'podMetricsEndpoints', candidates: pods },
};

/** Nothing says so but a target that is not there: Prometheus scrapes what it finds. */
export default rule({
  name: 'references/monitored',
  severity: 'error',
  summary:
    'A ServiceMonitor or PodMonitor selects nothing, or scrapes a port that what it selects does not have.',
  visit: 'Object',
  check(object, context) {
    const { apiVersion, kind, at } = object;
    const sort = apiVersion.startsWith(GROUP) && Object.hasOwn(SORTS, kind) ? SORTS[kind] : undefined;
    const selector = labelSelector(at.child('spec', 'selector').value);
    if (!sort || !selector || isEmptySelector(selector)) return;
    const namespaces = namespacesOf(object);
    if (!namespaces) return;
    const inPlace = inNamespaces(namespaces, sort, context);
    const selected = inPlace.filter(({ labels }) => matchesSelector(selector, labels));
    if (selected.length > 0) ports(object, sort, selected, context);
    else if (!sort.candidates(context).some(({ labels }) => matchesSelector(selector, labels)))
      selectsNothing(object, sort, { selector, namespaces, inPlace }, context);
  },
});

/** The namespaces that it looks in; undefined for all. */
function namespacesOf({ at, namespace }: LintObject): string[] | undefined {
  const { value } = at.child('spec', 'namespaceSelector');
  if (!isObject(value)) return [namespace ?? DEFAULT_NAMESPACE];
  if (value['any'] === true) return undefined;
  const names = value['matchNames'];
  if (!Array.isArray(names) || names.length === 0) return [namespace ?? DEFAULT_NAMESPACE];
  return names.map(textOf);
}

/** In the order of the files. Who asks about one namespace need not know what there is in others. */
function inNamespaces(namespaces: readonly string[], { candidates }: Sort, context: Context): Candidate[] {
  const [only, ...others] = namespaces;
  if (only !== undefined && others.length === 0) return candidates(context, only);
  return candidates(context).filter(({ object }) =>
    namespaces.includes(object.namespace ?? DEFAULT_NAMESPACE),
  );
}

function services({ objects }: Context, namespace?: string): Candidate[] {
  return objects.ofKind('Service', namespace).map((object) => ({
    object,
    labels: labelsIn(object.at.child('metadata', 'labels').value) ?? {},
    ports: object.at.items('spec', 'ports').map((port) => textOf(port.child('name').value)),
  }));
}

function pods({ objects }: Context, namespace?: string): Candidate[] {
  return objects.all.flatMap((object) => {
    if (namespace !== undefined && (object.namespace ?? DEFAULT_NAMESPACE) !== namespace) return [];
    const pod = podOf(object);
    if (!pod) return [];
    const ports_ = containersOf(pod).flatMap(({ at }) => at.items('ports'));
    return [
      { object, labels: podLabels(pod), ports: ports_.map((port) => textOf(port.child('name').value)) },
    ];
  });
}

function ports(
  { at }: LintObject,
  sort: Sort,
  selected: readonly Candidate[],
  { world, report }: Context,
): void {
  if (selected.some(({ object }) => world.isPatched(object))) return;
  const names = [...new Set(selected.flatMap((one) => one.ports))].filter((name) => name !== '');
  const [first] = selected;
  for (const endpoint of at.items('spec', sort.endpoints)) {
    const port = endpoint.child('port');
    const name = textOf(port.value);
    if (name === '' || names.includes(name) || !first) continue;
    const near = names.find((one) => isNearName(name, one));
    report({
      at: port,
      message: `${first.object.kind} ${first.object.ownName} has no port named ${name}: nothing is scraped`,
      hint: near === undefined ? portsHint(names) : didYouMean(near),
      related: [
        {
          message: `${first.object.kind} ${first.object.ownName}`,
          at: first.object.at.child('metadata', 'name'),
        },
      ],
      fix: near === undefined ? undefined : replaceValue(port, near),
    });
  }
}

function portsHint(names: readonly string[]): string {
  return names.length === 0 ? 'its ports have no names' : `its ports are named ${names.join(', ')}`;
}

interface Wanted {
  selector: LabelSelector;
  namespaces: readonly string[];
  inPlace: readonly Candidate[];
}

function selectsNothing(
  { at }: LintObject,
  { selects }: Sort,
  { selector, namespaces, inPlace }: Wanted,
  { world, report }: Context,
): void {
  const labels = at.child('spec', 'selector', 'matchLabels');
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) {
    const meant = inPlace.flatMap((one) => slip(one, selector, key, value))[0];
    if (meant === undefined) continue;
    report(slipOf(labels.child(key), key, value, meant, selects));
    return;
  }
  // Charts and operators make Services and pods of their own, and kustomize adds labels: those that nothing has are no slip.
  const keys = Object.keys(selector.matchLabels ?? {});
  const isOfTheirs = inPlace.some((one) => keys.every((key) => one.labels[key] !== undefined));
  const isDescribed = namespaces.every((namespace) => world.describes(selects, namespace));
  if (selects !== 'Service' || !isDescribed || !isOfTheirs) return;
  report({
    at: at.child('spec', 'selector'),
    of: 'key',
    severity: 'warning',
    message: `no ${selects} has these labels: nothing is scraped`,
  });
}

function slip({ labels }: Candidate, selector: LabelSelector, key: string, value: string): string[] {
  const meant = labels[key];
  if (meant === undefined || !isNearName(value, meant)) return [];
  return matchesSelector({ ...selector, matchLabels: { ...selector.matchLabels, [key]: meant } }, labels)
    ? [meant]
    : [];
}

function slipOf(at: Place, key: string, value: string, meant: string, selects: string) {
  return {
    at,
    message: `no ${selects} is labelled ${key}=${value}: nothing is scraped`,
    hint: didYouMean(meant),
    fix: replaceValue(at, meant),
  };
}
