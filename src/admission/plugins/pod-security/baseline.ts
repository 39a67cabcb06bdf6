/** What no pod of level baseline may do (k8s.io/pod-security-admission/policy/check_*.go). */
import type { Path } from '../../../api/json.js';
import { append } from '../../../api/lists.js';
import { atLeast, isBefore } from '../../../api/version.js';
import { bool, entries, get, int, list, obj, ptr, str, strings } from '../../fields.js';
import type { Container } from '../../shared/structs.js';
import type { Struct } from '../../typed.js';
import {
  allContainers,
  contextOf,
  contextPlaces,
  type Failure,
  GOOD_PROFILES,
  POD_CONTEXT,
  placesIn,
  profileType,
  quoted,
  type SecurityContext,
  type Subject,
  said,
  setters,
  sortedQuoted,
} from './subject.js';

const DEFAULT_CAPABILITIES = new Set(
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT'.split(
    ' ',
  ),
);
const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';
/** Before this minor of the policy the profile was an annotation. */
const SECCOMP_FIELD_SINCE = '1.19';
/** Since this minor of the policy container engines have a type of their own. */
const ENGINE_SINCE = '1.31';
const SYSCTLS: readonly [since: string, names: string][] = [
  [
    '1.0',
    'kernel.shm_rmid_forced net.ipv4.ip_local_port_range net.ipv4.tcp_syncookies net.ipv4.ping_group_range net.ipv4.ip_unprivileged_port_start',
  ],
  ['1.27', 'net.ipv4.ip_local_reserved_ports'],
  [
    '1.29',
    'net.ipv4.tcp_keepalive_time net.ipv4.tcp_fin_timeout net.ipv4.tcp_keepalive_intvl net.ipv4.tcp_keepalive_probes',
  ],
  ['1.32', 'net.ipv4.tcp_rmem net.ipv4.tcp_wmem'],
];

export function appArmor({ spec, annotations }: Subject): Failure | undefined {
  const bad: string[] = [];
  const podType = profileType(obj(spec, 'securityContext'), 'appArmorProfile');
  const byPod = podType !== undefined && !GOOD_PROFILES.has(podType);
  if (byPod) bad.push(podType);
  const found = allContainers(spec).filter((one) => {
    const type = profileType(contextOf(one), 'appArmorProfile');
    if (type === undefined || GOOD_PROFILES.has(type)) return false;
    bad.push(type);
    return true;
  });
  const notes = entries(annotations)
    .filter(
      ([key, value]) =>
        key.startsWith(APPARMOR) &&
        value !== '' &&
        value !== 'runtime/default' &&
        !value.startsWith('localhost/'),
    )
    .map(([key, value]) => ({ key, text: `${key}="${value}"` }));
  if (!byPod && found.length === 0 && notes.length === 0) return undefined;
  const who = [
    setters(byPod, found),
    notes.length > 0 ? `annotation${notes.length === 1 ? '' : 's'}` : '',
  ].filter((one) => one !== '');
  const values = [...new Set(bad)].sort();
  const all = [...values, ...notes.map(({ text }) => text)];
  return {
    reason: `forbidden AppArmor profile${all.length === 1 ? '' : 's'}`,
    detail: `${who.join(' and ')} must not set AppArmor profile type to ${quoted(all)}`,
    places: [
      ...contextPlaces(byPod, found, 'appArmorProfile', 'type'),
      ...notes.map(({ key }) => ['metadata', 'annotations', key]),
    ],
  };
}

export function baselineCapabilities({ spec }: Subject): Failure | undefined {
  const bad: string[] = [];
  const found = allContainers(spec).filter((one) => {
    const added = strings(obj(contextOf(one), 'capabilities'), 'add').filter(
      (name) => !DEFAULT_CAPABILITIES.has(name),
    );
    append(bad, added);
    return added.length > 0;
  });
  if (found.length === 0) return undefined;
  const detail = `${said(found)} must not include ${sortedQuoted(bad)} in securityContext.capabilities.add`;
  const places = placesIn(found, 'securityContext', 'capabilities', 'add');
  return { reason: 'non-default capabilities', detail, places };
}

export function hostNamespaces({ spec }: Subject): Failure | undefined {
  const set = (['hostNetwork', 'hostPID', 'hostIPC'] as const).filter((name) => bool(spec, name));
  return set.length === 0
    ? undefined
    : {
        reason: 'host namespaces',
        detail: set.map((name) => `${name}=true`).join(', '),
        places: set.map((name) => ['spec', name]),
      };
}

export function hostPathVolumes({ spec }: Subject): Failure | undefined {
  const found = list(spec, 'volumes').flatMap((one, index) =>
    ptr(one, 'hostPath') ? [{ name: str(one, 'name'), index }] : [],
  );
  if (found.length === 0) return undefined;
  return {
    reason: 'hostPath volumes',
    detail: `volume${found.length === 1 ? '' : 's'} ${quoted(found.map(({ name }) => name))}`,
    places: found.map(({ index }) => ['spec', 'volumes', index, 'hostPath']),
  };
}

export function hostPorts({ spec }: Subject): Failure | undefined {
  const ports = new Set<string>();
  const places: Path[] = [];
  const found = allContainers(spec).filter(({ container, path }) => {
    const before = places.length;
    for (const [index, port] of list(container, 'ports').entries()) {
      const used = int(port, 'hostPort');
      if (used === 0) continue;
      ports.add(String(used));
      places.push([...path, 'ports', index, 'hostPort']);
    }
    return places.length > before;
  });
  if (found.length === 0) return undefined;
  const [verb, noun] = [found.length === 1 ? 'uses' : 'use', ports.size === 1 ? 'hostPort' : 'hostPorts'];
  const detail = `${said(found)} ${verb} ${noun} ${[...ports].sort().join(', ')}`;
  return { reason: 'hostPort', detail, places };
}

export function hostProbes({ spec }: Subject): Failure | undefined {
  const hosts = new Set<string>();
  const places: Path[] = [];
  const found = allContainers(spec).filter(({ container, path }) => {
    const before = places.length;
    for (const { handler, at } of handlersOf(container)) {
      for (const how of ['httpGet', 'tcpSocket'] as const) {
        const host = str(obj(handler, how), 'host');
        if (host === '') continue;
        hosts.add(host);
        places.push([...path, ...at, how, 'host']);
      }
    }
    return places.length > before;
  });
  if (found.length === 0) return undefined;
  const sorted = [...found].sort((a, b) => (a.name < b.name ? -1 : 1));
  const what = `${found.length === 1 ? 'uses' : 'use'} probe or lifecycle host${hosts.size === 1 ? '' : 's'}`;
  return {
    reason: 'probe or lifecycle host',
    detail: `${said(sorted)} ${what} ${sortedQuoted(hosts)}`,
    places,
  };
}

/** What a container's probes and hooks do, in the order in which they are looked at. */
function handlersOf(
  container: Container,
): { handler: Struct<'core.v1.Probe' | 'core.v1.LifecycleHandler'>; at: Path }[] {
  const lifecycle = obj(container, 'lifecycle');
  return [
    ...(['livenessProbe', 'readinessProbe', 'startupProbe'] as const).map((name) => ({
      handler: obj(container, name),
      at: [name],
    })),
    ...(['postStart', 'preStop'] as const).map((name) => ({
      handler: obj(lifecycle, name),
      at: ['lifecycle', name],
    })),
  ];
}

export function privileged({ spec }: Subject): Failure | undefined {
  const found = allContainers(spec).filter((one) => bool(contextOf(one), 'privileged'));
  if (found.length === 0) return undefined;
  return {
    reason: 'privileged',
    detail: `${said(found)} must not set securityContext.privileged=true`,
    places: placesIn(found, 'securityContext', 'privileged'),
  };
}

export function procMounts({ spec }: Subject): Failure | undefined {
  const bad = new Set<string>();
  const found = allContainers(spec).filter((one) => {
    const mount = get(contextOf(one), 'procMount');
    if (mount === undefined || mount === 'Default') return false;
    bad.add(String(mount));
    return true;
  });
  if (found.length === 0) return undefined;
  return {
    reason: 'procMount',
    detail: `${said(found)} must not set securityContext.procMount to ${sortedQuoted(bad)}`,
    places: placesIn(found, 'securityContext', 'procMount'),
  };
}

export function seLinux({ spec, version }: Subject): Failure | undefined {
  const good = new Set([
    '',
    'container_t',
    'container_init_t',
    'container_kvm_t',
    ...(atLeast(version, ENGINE_SINCE) ? ['container_engine_t'] : []),
  ]);
  const types = new Set<string>();
  let [user, role] = [false, false];
  const isBad = (context: SecurityContext): boolean => {
    const options = obj(context, 'seLinuxOptions');
    const type = str(options, 'type');
    if (!good.has(type)) types.add(type);
    if (str(options, 'user') !== '') user = true;
    if (str(options, 'role') !== '') role = true;
    return !good.has(type) || str(options, 'user') !== '' || str(options, 'role') !== '';
  };
  const byPod = isBad(obj(spec, 'securityContext'));
  const found = allContainers(spec).filter((one) => isBad(contextOf(one)));
  if (!byPod && found.length === 0) return undefined;
  const parts = [
    ...(types.size > 0 ? [`type${types.size === 1 ? '' : 's'} ${sortedQuoted(types)}`] : []),
    ...(user ? ['user may not be set'] : []),
    ...(role ? ['role may not be set'] : []),
  ];
  return {
    reason: 'seLinuxOptions',
    detail: `${setters(byPod, found)} set forbidden securityContext.seLinuxOptions: ${parts.join('; ')}`,
    places: contextPlaces(byPod, found, 'seLinuxOptions'),
  };
}

function seccompAnnotations({ annotations, spec }: Subject): Failure | undefined {
  const good = (value: string): boolean =>
    value === '' ||
    value === 'runtime/default' ||
    value === 'docker/default' ||
    value.startsWith('localhost/');
  const names = [SECCOMP_POD, ...allContainers(spec).map(({ name }) => `${SECCOMP_CONTAINER}${name}`)];
  const bad = names.filter(
    (key) => typeof get(annotations, key) === 'string' && !good(str(annotations, key)),
  );
  if (bad.length === 0) return undefined;
  const shown = bad.map((key) => `${key}=${JSON.stringify(str(annotations, key))}`).join(', ');
  return {
    reason: 'seccompProfile',
    detail: `forbidden annotation${bad.length === 1 ? '' : 's'} ${shown}`,
    places: bad.map((key) => ['metadata', 'annotations', key]),
  };
}

export function baselineSeccomp(subject: Subject): Failure | undefined {
  const annotated = isBefore(subject.version, SECCOMP_FIELD_SINCE);
  return annotated ? seccompAnnotations(subject) : seccompProfile(subject);
}

/** The profiles in the fields. */
export function seccompProfile({ spec }: Subject): Failure | undefined {
  const bad = new Set<string>();
  const isBad = (context: SecurityContext): boolean => {
    const type = profileType(context, 'seccompProfile');
    if (type === undefined || GOOD_PROFILES.has(type)) return false;
    bad.add(type);
    return true;
  };
  const byPod = isBad(obj(spec, 'securityContext'));
  const found = allContainers(spec).filter((one) => isBad(contextOf(one)));
  if (!byPod && found.length === 0) return undefined;
  return {
    reason: 'seccompProfile',
    detail: `${setters(byPod, found)} must not set securityContext.seccompProfile.type to ${sortedQuoted(bad)}`,
    places: contextPlaces(byPod, found, 'seccompProfile', 'type'),
  };
}

/** True for a sysctl that is of the pod alone, and that every kubelet of that version takes. */
export function isSafeSysctl(name: string, version: string): boolean {
  return SYSCTLS.some(([since, names]) => atLeast(version, since) && names.split(' ').includes(name));
}

export function sysctls({ spec, version }: Subject): Failure | undefined {
  const bad = list(obj(spec, 'securityContext'), 'sysctls')
    .map((one, index) => ({ name: str(one, 'name'), index }))
    .filter(({ name }) => !isSafeSysctl(name, version));
  if (bad.length === 0) return undefined;
  return {
    reason: 'forbidden sysctls',
    detail: bad.map(({ name }) => name).join(', '),
    places: bad.map(({ index }) => [...POD_CONTEXT, 'sysctls', index, 'name']),
  };
}

export function windowsHostProcess({ spec }: Subject): Failure | undefined {
  const isBad = (context: SecurityContext): boolean => bool(obj(context, 'windowsOptions'), 'hostProcess');
  const byPod = isBad(obj(spec, 'securityContext'));
  const found = allContainers(spec).filter((one) => isBad(contextOf(one)));
  if (!byPod && found.length === 0) return undefined;
  return {
    reason: 'hostProcess',
    detail: `${setters(byPod, found)} must not set securityContext.windowsOptions.hostProcess=true`,
    places: contextPlaces(byPod, found, 'windowsOptions', 'hostProcess'),
  };
}
