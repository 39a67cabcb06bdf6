/** What the server warns of in pods and templates (pkg/api/pod/warnings.go). */

import { sameDecoded } from '../../../../api/equality.js';
import { append } from '../../../../api/lists.js';
import { dns1123LabelErrors, labelValueErrors } from '../../../../api/names.js';
import { canonicalQuantity, isFractionalBytes } from '../../../../api/quantity.js';
import { isBefore, type KubernetesVersion } from '../../../../api/version.js';
import { inWordsOf, type Words, within, wording } from '../../../../api/wording.js';
import { At, at } from '../../../field-errors.js';
import { get, int, list, obj, ptr, str, strings } from '../../../fields.js';
import type { Context } from '../../../kind.js';
import { ADDRESSES_SINCE, ipWarnings } from '../../../shared/ip.js';
import type {
  ObjectMeta,
  Pod,
  PodSpec,
  PodTemplate,
  Workload,
  WorkloadName,
} from '../../../shared/structs.js';
import type { PointerField, Struct, Unnamed } from '../../../typed.js';
import { claimSpecWarnings } from '../persistentvolumeclaim/spec.js';
import { APPARMOR, SECCOMP_CONTAINER, SECCOMP_POD } from './annotations.js';
import { OLD_APPARMOR } from './app-armor.js';
import { CONTAINER_LISTS } from './containers.js';
import { projectedWarnings } from './overlapping-paths.js';
import { portWarnings, type Say } from './port-warnings.js';

const NULL_SELECTOR = 'a null labelSelector results in matching no pod';

/** Labels of nodes that have another name now. */
export const DEPRECATED_NODE_LABELS: ReadonlyMap<string, string> = new Map([
  ['beta.kubernetes.io/arch', 'deprecated since v1.14; use "kubernetes.io/arch" instead'],
  ['beta.kubernetes.io/os', 'deprecated since v1.14; use "kubernetes.io/os" instead'],
  [
    'failure-domain.beta.kubernetes.io/region',
    'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  ],
  [
    'failure-domain.beta.kubernetes.io/zone',
    'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
  ],
  [
    'beta.kubernetes.io/instance-type',
    'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
  ],
  ['app.kubernetes.io/created-by', 'deprecated since v1.9'],
  [
    'scheduler.alpha.kubernetes.io/preferAvoidPods',
    'deprecated since v1.22; use Taints and Tolerations instead',
  ],
  ['node-role.kubernetes.io/master', 'use "node-role.kubernetes.io/control-plane" instead'],
]);

const OLD_ANNOTATIONS: readonly [string, string][] = [
  [
    'scheduler.alpha.kubernetes.io/critical-pod',
    'non-functional in v1.16+; use the "priorityClassName" field instead',
  ],
  ['security.alpha.kubernetes.io/sysctls', 'non-functional in v1.11+; use the "sysctls" field instead'],
  [
    'security.alpha.kubernetes.io/unsafe-sysctls',
    'non-functional in v1.11+; use the "sysctls" field instead',
  ],
];

type VolumeField = PointerField<'core.v1.Volume'>;

const OLD_GIT_REPO = 'deprecated in v1.11';
const GIT_REPO = wording(`${OLD_GIT_REPO}, and disabled by default in v1.33+`, { '1.32': OLD_GIT_REPO });

const OLD_VOLUMES: readonly [VolumeField, string, Words][] = [
  ['photonPersistentDisk', 'photonPersistentDisk', 'deprecated in v1.11, non-functional in v1.16+'],
  ['gitRepo', 'gitRepo', GIT_REPO],
  ['scaleIO', 'scaleIO', 'deprecated in v1.16, non-functional in v1.22+'],
  ['flocker', 'flocker', 'deprecated in v1.22, non-functional in v1.25+'],
  ['storageos', 'storageOS', 'deprecated in v1.22, non-functional in v1.25+'],
  ['quobyte', 'quobyte', 'deprecated in v1.22, non-functional in v1.25+'],
  ['glusterfs', 'glusterfs', 'deprecated in v1.25, non-functional in v1.26+'],
  ['ephemeral', '', ''],
  ['cephfs', 'cephfs', 'deprecated in v1.28, non-functional in v1.31+'],
  ['rbd', 'rbd', 'deprecated in v1.28, non-functional in v1.31+'],
];

/** The warning that an object's name will not do as a name of pods. */
export function podNameWarnings(
  object: Struct<WorkloadName | 'core.v1.Pod' | 'batch.v1.CronJob'>,
  whose = 'Pod names and hostnames',
): string[] {
  const bad = dns1123LabelErrors(str(obj(object, 'metadata'), 'name'));
  if (bad.length === 0) return [];
  return [
    `metadata.name: this is used in ${whose}, which can result in surprising behavior; a DNS label is recommended: [${bad.join(' ')}]`,
  ];
}

/** The warnings about `spec.template`, on create and where an update changes the spec. */
export function templateWarnings(object: Workload, old: Workload | undefined, context: Context): string[] {
  if (old && sameDecoded(get(object, 'spec'), get(old, 'spec'))) return [];
  const template = obj(obj(object, 'spec'), 'template');
  return podTemplateWarnings(
    template,
    old && obj(obj(old, 'spec'), 'template'),
    at('spec', 'template'),
    context,
  );
}

/** The warnings about a template at `place`. */
export function podTemplateWarnings(
  template: PodTemplate,
  old: PodTemplate | undefined,
  place: At,
  { version }: Context,
): string[] {
  if (old && sameDecoded(template, old)) return [];
  return warn({
    metadata: obj(template, 'metadata'),
    spec: obj(template, 'spec'),
    place,
    isTemplate: true,
    version,
  });
}

/** The warnings about a pod that is created. */
export function podWarnings(pod: Pod, { version }: Context): string[] {
  return [
    ...podNameWarnings(pod, "the Pod's hostname"),
    ...warn({
      metadata: obj(pod, 'metadata'),
      spec: obj(pod, 'spec'),
      place: At.root,
      isTemplate: false,
      version,
    }),
  ];
}

interface Warned {
  metadata: ObjectMeta;
  spec: PodSpec;
  place: At;
  isTemplate: boolean;
  version: KubernetesVersion;
}

function warn({ metadata, spec, place, isTemplate, version }: Warned): string[] {
  const warnings: string[] = [];
  const say = (where: At, text: Words): void => {
    const said = inWordsOf(version, text);
    if (said !== '') warnings.push(`${where}: ${said}`);
  };
  const root = place.child('spec');
  nodeLabelWarnings(spec, root, say);
  list(spec, 'topologySpreadConstraints').forEach((constraint, index) => {
    const one = root.child('topologySpreadConstraints').index(index);
    const key = str(constraint, 'topologyKey');
    const text = DEPRECATED_NODE_LABELS.get(key);
    if (text) say(one.child('topologyKey'), `${key} is ${text}`);
    if (!ptr(constraint, 'labelSelector')) say(one.child('labelSelector'), NULL_SELECTOR);
  });
  const annotations = obj(metadata, 'annotations');
  const notes = place.child('metadata', 'annotations');
  for (const [key, text] of OLD_ANNOTATIONS)
    if (get(annotations, key) !== undefined) say(notes.key(key), text);
  volumeWarnings(spec, root, say, { warnings, version });
  listWarnings(spec, root, say);
  for (const name of ['memory', 'ephemeral-storage'] as const)
    fractional(obj(spec, 'overhead'), name, root.child('overhead'), say);
  if (get(annotations, SECCOMP_POD) !== undefined && !ptr(obj(spec, 'securityContext'), 'seccompProfile')) {
    say(notes.key(SECCOMP_POD), 'non-functional in v1.27+; use the "seccompProfile" field instead');
  }
  containerWarnings(spec, annotations, root, notes, isTemplate, say);
  portWarnings(spec, root, say);
  if (int(spec, 'terminationGracePeriodSeconds') < 0) {
    say(
      root.child('terminationGracePeriodSeconds'),
      'must be >= 0; negative values are invalid and will be treated as 1',
    );
  }
  affinityWarnings(spec, root, say);
  return [...warnings, ...addressWarnings(spec, root, version)];
}

function addressWarnings(spec: PodSpec, root: At, version: KubernetesVersion): string[] {
  if (isBefore(version, ADDRESSES_SINCE)) return [];
  const servers = strings(obj(spec, 'dnsConfig'), 'nameservers').flatMap((address, index) =>
    ipWarnings(address, root.child('dnsConfig', 'nameservers').index(index), version),
  );
  const aliases = list(spec, 'hostAliases').flatMap((alias, index) =>
    ipWarnings(str(alias, 'ip'), root.child('hostAliases').index(index).child('ip'), version),
  );
  return [...servers, ...aliases];
}

function nodeLabelWarnings(spec: PodSpec, root: At, say: Say): void {
  for (const key of Object.keys(obj(spec, 'nodeSelector')).sort()) {
    const text = DEPRECATED_NODE_LABELS.get(key);
    if (text) say(root.child('nodeSelector').key(key), text);
  }
  const affinity = obj(obj(spec, 'affinity'), 'nodeAffinity');
  const place = root.child('affinity', 'nodeAffinity');
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  nodeSelectorWarnings(obj(affinity, required), place.child(required), say);
  const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
  list(affinity, preferred).forEach((weighted, index) => {
    const one = place.child(preferred).index(index).child('preference');
    termWarnings(obj(weighted, 'preference'), one, say, true);
  });
}

/** The warnings about old labels in a node selector at `place`. */
function nodeSelectorWarnings(selector: Struct<'core.v1.NodeSelector'>, place: At, say: Say): void {
  list(selector, 'nodeSelectorTerms').forEach((term, index) => {
    termWarnings(term, place.child('nodeSelectorTerms').index(index), say, false);
  });
}

function termWarnings(
  term: Struct<'core.v1.NodeSelectorTerm'>,
  place: At,
  say: Say,
  checkValues: boolean,
): void {
  list(term, 'matchExpressions').forEach((requirement, index) => {
    const one = place.child('matchExpressions').index(index);
    const key = str(requirement, 'key');
    const text = DEPRECATED_NODE_LABELS.get(key);
    if (text) say(one.child('key'), `${key} is ${text}`);
    if (!checkValues) return;
    strings(requirement, 'values').forEach((value, at2) => {
      for (const bad of labelValueErrors(value))
        say(
          one.child('values').index(at2),
          within(bad, (why) => `${value} is invalid, ${why}`),
        );
    });
  });
}

function volumeWarnings(
  spec: PodSpec,
  root: At,
  say: Say,
  { warnings, version }: { warnings: string[]; version: KubernetesVersion },
): void {
  list(spec, 'volumes').forEach((volume, index) => {
    const place = root.child('volumes').index(index);
    for (const [field, shown, text] of OLD_VOLUMES) {
      if (!ptr(volume, field)) continue;
      if (field === 'ephemeral') {
        const claim = obj(obj(obj(volume, field), 'volumeClaimTemplate'), 'spec');
        append(warnings, claimSpecWarnings(claim, place.child('ephemeral', 'volumeClaimTemplate', 'spec')));
      } else say(place.child(shown), text);
    }
    append(warnings, projectedWarnings(volume, version));
  });
}

function listWarnings(spec: PodSpec, root: At, say: Say): void {
  const addresses = new Set<string>();
  list(spec, 'hostAliases').forEach((alias, index) => {
    const ip = str(alias, 'ip');
    if (addresses.has(ip))
      say(root.child('hostAliases').index(index).child('ip'), `duplicate ip ${JSON.stringify(ip)}`);
    addresses.add(ip);
  });
  const names = new Set<string>();
  list(spec, 'imagePullSecrets').forEach((secret, index) => {
    const name = str(secret, 'name');
    const place = root.child('imagePullSecrets').index(index).child('name');
    if (name === '') say(place, 'invalid empty name ""');
    else if (names.has(name)) say(place, `duplicate name ${JSON.stringify(name)}`);
    names.add(name);
  });
}

function fractional(amounts: Unnamed, name: string, place: At, say: Say): void {
  const quantity = get(amounts, name);
  if (typeof quantity === 'string' && isFractionalBytes(quantity)) {
    say(
      place.key(name),
      `fractional byte value "${canonicalQuantity(quantity)}" is invalid, must be an integer`,
    );
  }
}

const HIDES_UNTIL_DROPPED = wording(', which may be dropped when using apply', { '1.28': '' });

function containerWarnings(
  spec: PodSpec,
  annotations: Unnamed,
  root: At,
  notes: At,
  isTemplate: boolean,
  say: Say,
): void {
  const podProfile = ptr(obj(spec, 'securityContext'), 'appArmorProfile');
  for (const which of CONTAINER_LISTS) {
    list(spec, which).forEach((container, index) => {
      const place = root.child(which).index(index);
      const name = str(container, 'name');
      const context = obj(container, 'securityContext');
      const seccomp = `${SECCOMP_CONTAINER}${name}`;
      if (get(annotations, seccomp) !== undefined && !ptr(context, 'seccompProfile')) {
        say(notes.key(seccomp), 'non-functional in v1.27+; use the "seccompProfile" field instead');
      }
      const appArmor = `${APPARMOR}${name}`;
      if (isTemplate && get(annotations, appArmor) !== undefined && !ptr(context, 'appArmorProfile')) {
        if (!(podProfile && saysSame(podProfile, str(annotations, appArmor)))) {
          say(notes.key(appArmor), OLD_APPARMOR);
        }
      }
      const resources = obj(container, 'resources');
      for (const [list2, resource] of [
        ['limits', 'memory'],
        ['requests', 'memory'],
        ['limits', 'ephemeral-storage'],
        ['requests', 'ephemeral-storage'],
      ] as const) {
        fractional(obj(resources, list2), resource, place.child('resources', list2), say);
      }
      const seen = new Set<string>();
      list(container, 'env').forEach((variable, at2) => {
        const key = str(variable, 'name');
        const value = str(variable, 'value');
        const refers = value !== '' && value.includes(`$(${key})`) && value !== `$(${key})`;
        if (seen.has(key) && !refers) {
          say(
            place.child('env').index(at2),
            within(
              HIDES_UNTIL_DROPPED,
              (then) => `hides previous definition of ${JSON.stringify(key)}${then}`,
            ),
          );
        }
        seen.add(key);
      });
    });
  }
}

function saysSame(profile: Struct<'core.v1.AppArmorProfile'>, annotation: string): boolean {
  const type = str(profile, 'type');
  if (type === 'Unconfined') return annotation === 'unconfined';
  if (type === 'RuntimeDefault') return annotation === 'runtime/default';
  return type === 'Localhost' && annotation === `localhost/${str(profile, 'localhostProfile')}`;
}

function affinityWarnings(spec: PodSpec, root: At, say: Say): void {
  for (const name of ['podAffinity', 'podAntiAffinity'] as const) {
    const terms = obj(obj(spec, 'affinity'), name);
    const place = root.child('affinity', name);
    const required = 'requiredDuringSchedulingIgnoredDuringExecution';
    list(terms, required).forEach((term, index) => {
      if (!ptr(term, 'labelSelector'))
        say(place.child(required).index(index).child('labelSelector'), NULL_SELECTOR);
    });
    const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
    list(terms, preferred).forEach((weighted, index) => {
      if (!ptr(obj(weighted, 'podAffinityTerm'), 'labelSelector')) {
        say(place.child(preferred).index(index).child('podAffinityTerm', 'labelSelector'), NULL_SELECTOR);
      }
    });
  }
}
