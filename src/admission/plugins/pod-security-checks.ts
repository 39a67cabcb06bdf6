/** The checks of Pod Security (k8s.io/pod-security-admission/policy): what baseline and restricted pods must not do. */
import { bool, boolPtr, entries, fieldNames, get, int, list, obj, ptr, str, strings } from '../fields.js';
import type { Container, PodSpec } from '../shared/structs.js';
import type { Struct, Unnamed } from '../typed.js';

/** The security context of a pod or of a container: what both have. */
type Context = Struct<'core.v1.PodSecurityContext' | 'core.v1.SecurityContext'>;

/** Why a check fails: `reason (detail)`. */
export interface Failure {
  reason: string;
  detail?: string;
}

interface Named {
  container: Container;
  name: string;
}

/** A pod as the checks see it. `minor` is that of the policy: 35 for 1.35 and later. */
export interface Subject {
  annotations: Unnamed;
  spec: PodSpec;
  minor: number;
}

interface Check {
  id: string;
  level: 'baseline' | 'restricted';
  since: number;
  /** The baseline check that this one takes the place of. */
  replaces?: string;
  run(subject: Subject): Failure | undefined;
}

const DEFAULT_CAPABILITIES = new Set(
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT'.split(
    ' ',
  ),
);
const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';
const SYSCTLS: readonly [since: number, names: string][] = [
  [
    0,
    'kernel.shm_rmid_forced net.ipv4.ip_local_port_range net.ipv4.tcp_syncookies net.ipv4.ping_group_range net.ipv4.ip_unprivileged_port_start',
  ],
  [27, 'net.ipv4.ip_local_reserved_ports'],
  [
    29,
    'net.ipv4.tcp_keepalive_time net.ipv4.tcp_fin_timeout net.ipv4.tcp_keepalive_intvl net.ipv4.tcp_keepalive_probes',
  ],
  [32, 'net.ipv4.tcp_rmem net.ipv4.tcp_wmem'],
];
const GOOD_VOLUMES = new Set(
  'configMap csi downwardAPI emptyDir ephemeral image persistentVolumeClaim projected secret'.split(' '),
);

function quoted(texts: Iterable<string>): string {
  // As the server does it: what stands inside is not escaped.
  return [...texts].map((text) => `"${text}"`).join(', ');
}

function sortedQuoted(texts: Iterable<string>): string {
  return quoted([...new Set(texts)].sort());
}

function containersOf(spec: PodSpec): Named[] {
  return (['initContainers', 'containers', 'ephemeralContainers'] as const).flatMap((which) =>
    list(spec, which).map((container) => ({ container, name: str(container, 'name') })),
  );
}

function contextOf({ container }: Named): Struct<'core.v1.SecurityContext'> {
  return obj(container, 'securityContext');
}

function said(found: readonly Named[]): string {
  return `container${found.length === 1 ? '' : 's'} ${quoted(found.map(({ name }) => name))}`;
}

/** `pod and container "a"`: who sets what must not be. */
function setters(byPod: boolean, found: readonly Named[]): string {
  return [...(byPod ? ['pod'] : []), ...(found.length > 0 ? [said(found)] : [])].join(' and ');
}

function isWindows({ spec, minor }: Subject): boolean {
  return minor >= 25 && str(obj(spec, 'os'), 'name') === 'windows';
}

/** With users of its own the pod's root is nobody on the node. */
function hasOwnUsers({ spec, minor }: Subject): boolean {
  return minor >= 35 && boolPtr(spec, 'hostUsers') === false;
}

function profileType(context: Context, field: 'appArmorProfile' | 'seccompProfile'): string | undefined {
  const profile = ptr(context, field);
  return profile ? str(profile, 'type') : undefined;
}

const GOOD_PROFILES = new Set(['RuntimeDefault', 'Localhost']);

function appArmor({ spec, annotations }: Subject): Failure | undefined {
  const bad: string[] = [];
  const podType = profileType(obj(spec, 'securityContext'), 'appArmorProfile');
  const byPod = podType !== undefined && !GOOD_PROFILES.has(podType);
  if (byPod) bad.push(podType);
  const found = containersOf(spec).filter((one) => {
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
    .map(([key, value]) => `${key}="${value}"`);
  if (!byPod && found.length === 0 && notes.length === 0) return undefined;
  const who = [
    setters(byPod, found),
    notes.length > 0 ? `annotation${notes.length === 1 ? '' : 's'}` : '',
  ].filter((one) => one !== '');
  const values = [...new Set(bad)].sort();
  const all = [...values, ...notes];
  return {
    reason: `forbidden AppArmor profile${all.length === 1 ? '' : 's'}`,
    detail: `${who.join(' and ')} must not set AppArmor profile type to ${quoted(all)}`,
  };
}

function baselineCapabilities({ spec }: Subject): Failure | undefined {
  const bad: string[] = [];
  const found = containersOf(spec).filter((one) => {
    const added = strings(obj(contextOf(one), 'capabilities'), 'add').filter(
      (name) => !DEFAULT_CAPABILITIES.has(name),
    );
    bad.push(...added);
    return added.length > 0;
  });
  if (found.length === 0) return undefined;
  const detail = `${said(found)} must not include ${sortedQuoted(bad)} in securityContext.capabilities.add`;
  return { reason: 'non-default capabilities', detail };
}

function hostNamespaces({ spec }: Subject): Failure | undefined {
  const set = (['hostNetwork', 'hostPID', 'hostIPC'] as const).filter((name) => bool(spec, name));
  return set.length === 0
    ? undefined
    : { reason: 'host namespaces', detail: set.map((name) => `${name}=true`).join(', ') };
}

function hostPathVolumes({ spec }: Subject): Failure | undefined {
  const names = list(spec, 'volumes')
    .filter((one) => ptr(one, 'hostPath'))
    .map((one) => str(one, 'name'));
  if (names.length === 0) return undefined;
  return { reason: 'hostPath volumes', detail: `volume${names.length === 1 ? '' : 's'} ${quoted(names)}` };
}

function hostPorts({ spec }: Subject): Failure | undefined {
  const ports = new Set<string>();
  const found = containersOf(spec).filter(({ container }) => {
    const used = list(container, 'ports')
      .map((port) => int(port, 'hostPort'))
      .filter((port) => port !== 0);
    for (const port of used) ports.add(String(port));
    return used.length > 0;
  });
  if (found.length === 0) return undefined;
  const [verb, noun] = [found.length === 1 ? 'uses' : 'use', ports.size === 1 ? 'hostPort' : 'hostPorts'];
  return { reason: 'hostPort', detail: `${said(found)} ${verb} ${noun} ${[...ports].sort().join(', ')}` };
}

function hostProbes({ spec }: Subject): Failure | undefined {
  const hosts = new Set<string>();
  const found = containersOf(spec).filter(({ container }) => {
    const lifecycle = obj(container, 'lifecycle');
    const handlers = [
      ...(['livenessProbe', 'readinessProbe', 'startupProbe'] as const).map((name) => obj(container, name)),
      obj(lifecycle, 'postStart'),
      obj(lifecycle, 'preStop'),
    ];
    const own = handlers
      .flatMap((handler) => [str(obj(handler, 'httpGet'), 'host'), str(obj(handler, 'tcpSocket'), 'host')])
      .filter((host) => host !== '');
    for (const host of own) hosts.add(host);
    return own.length > 0;
  });
  if (found.length === 0) return undefined;
  const sorted = [...found].sort((a, b) => (a.name < b.name ? -1 : 1));
  const what = `${found.length === 1 ? 'uses' : 'use'} probe or lifecycle host${hosts.size === 1 ? '' : 's'}`;
  return { reason: 'probe or lifecycle host', detail: `${said(sorted)} ${what} ${sortedQuoted(hosts)}` };
}

function privileged({ spec }: Subject): Failure | undefined {
  const found = containersOf(spec).filter((one) => bool(contextOf(one), 'privileged'));
  if (found.length === 0) return undefined;
  return { reason: 'privileged', detail: `${said(found)} must not set securityContext.privileged=true` };
}

function procMounts({ spec }: Subject): Failure | undefined {
  const bad = new Set<string>();
  const found = containersOf(spec).filter((one) => {
    const mount = get(contextOf(one), 'procMount');
    if (mount === undefined || mount === 'Default') return false;
    bad.add(String(mount));
    return true;
  });
  if (found.length === 0) return undefined;
  return {
    reason: 'procMount',
    detail: `${said(found)} must not set securityContext.procMount to ${sortedQuoted(bad)}`,
  };
}

function seLinux({ spec, minor }: Subject): Failure | undefined {
  const good = new Set([
    '',
    'container_t',
    'container_init_t',
    'container_kvm_t',
    ...(minor >= 31 ? ['container_engine_t'] : []),
  ]);
  const types = new Set<string>();
  let [user, role] = [false, false];
  const isBad = (context: Context): boolean => {
    const options = obj(context, 'seLinuxOptions');
    const type = str(options, 'type');
    if (!good.has(type)) types.add(type);
    if (str(options, 'user') !== '') user = true;
    if (str(options, 'role') !== '') role = true;
    return !good.has(type) || str(options, 'user') !== '' || str(options, 'role') !== '';
  };
  const byPod = isBad(obj(spec, 'securityContext'));
  const found = containersOf(spec).filter((one) => isBad(contextOf(one)));
  if (!byPod && found.length === 0) return undefined;
  const parts = [
    ...(types.size > 0 ? [`type${types.size === 1 ? '' : 's'} ${sortedQuoted(types)}`] : []),
    ...(user ? ['user may not be set'] : []),
    ...(role ? ['role may not be set'] : []),
  ];
  return {
    reason: 'seLinuxOptions',
    detail: `${setters(byPod, found)} set forbidden securityContext.seLinuxOptions: ${parts.join('; ')}`,
  };
}

function seccompAnnotations({ annotations, spec }: Subject): Failure | undefined {
  const good = (value: string): boolean =>
    value === '' ||
    value === 'runtime/default' ||
    value === 'docker/default' ||
    value.startsWith('localhost/');
  const names = [SECCOMP_POD, ...containersOf(spec).map(({ name }) => `${SECCOMP_CONTAINER}${name}`)];
  const bad = names.filter(
    (key) => typeof get(annotations, key) === 'string' && !good(str(annotations, key)),
  );
  if (bad.length === 0) return undefined;
  const shown = bad.map((key) => `${key}=${JSON.stringify(str(annotations, key))}`).join(', ');
  return { reason: 'seccompProfile', detail: `forbidden annotation${bad.length === 1 ? '' : 's'} ${shown}` };
}

function baselineSeccomp(subject: Subject): Failure | undefined {
  const { spec, minor } = subject;
  if (minor < 19) return seccompAnnotations(subject);
  const bad = new Set<string>();
  const isBad = (context: Context): boolean => {
    const type = profileType(context, 'seccompProfile');
    if (type === undefined || GOOD_PROFILES.has(type)) return false;
    bad.add(type);
    return true;
  };
  const byPod = isBad(obj(spec, 'securityContext'));
  const found = containersOf(spec).filter((one) => isBad(contextOf(one)));
  if (!byPod && found.length === 0) return undefined;
  return {
    reason: 'seccompProfile',
    detail: `${setters(byPod, found)} must not set securityContext.seccompProfile.type to ${sortedQuoted(bad)}`,
  };
}

function sysctls({ spec, minor }: Subject): Failure | undefined {
  const good = new Set(SYSCTLS.filter(([since]) => minor >= since).flatMap(([, names]) => names.split(' ')));
  const bad = list(obj(spec, 'securityContext'), 'sysctls')
    .map((one) => str(one, 'name'))
    .filter((name) => !good.has(name));
  return bad.length === 0 ? undefined : { reason: 'forbidden sysctls', detail: bad.join(', ') };
}

function windowsHostProcess({ spec }: Subject): Failure | undefined {
  const isBad = (context: Context): boolean => bool(obj(context, 'windowsOptions'), 'hostProcess');
  const byPod = isBad(obj(spec, 'securityContext'));
  const found = containersOf(spec).filter((one) => isBad(contextOf(one)));
  if (!byPod && found.length === 0) return undefined;
  return {
    reason: 'hostProcess',
    detail: `${setters(byPod, found)} must not set securityContext.windowsOptions.hostProcess=true`,
  };
}

function allowPrivilegeEscalation(subject: Subject): Failure | undefined {
  if (isWindows(subject)) return undefined;
  const found = containersOf(subject.spec).filter(
    (one) => boolPtr(contextOf(one), 'allowPrivilegeEscalation') !== false,
  );
  if (found.length === 0) return undefined;
  return {
    reason: 'allowPrivilegeEscalation != false',
    detail: `${said(found)} must set securityContext.allowPrivilegeEscalation=false`,
  };
}

function restrictedCapabilities(subject: Subject): Failure | undefined {
  if (isWindows(subject)) return undefined;
  const bad: string[] = [];
  const all = containersOf(subject.spec);
  const keeping = all.filter((one) => !strings(obj(contextOf(one), 'capabilities'), 'drop').includes('ALL'));
  const adding = all.filter((one) => {
    const added = strings(obj(contextOf(one), 'capabilities'), 'add').filter(
      (name) => name !== 'NET_BIND_SERVICE',
    );
    bad.push(...added);
    return added.length > 0;
  });
  const parts = [
    ...(keeping.length > 0 ? [`${said(keeping)} must set securityContext.capabilities.drop=["ALL"]`] : []),
    ...(adding.length > 0
      ? [`${said(adding)} must not include ${sortedQuoted(bad)} in securityContext.capabilities.add`]
      : []),
  ];
  return parts.length === 0 ? undefined : { reason: 'unrestricted capabilities', detail: parts.join('; ') };
}

function restrictedVolumes({ spec }: Subject): Failure | undefined {
  const names: string[] = [];
  const types: string[] = [];
  for (const volume of list(spec, 'volumes')) {
    const source = fieldNames(volume)
      .sort()
      .find((key) => key !== 'name' && ptr(volume, key));
    const type = source ?? 'unknown';
    if (GOOD_VOLUMES.has(type)) continue;
    names.push(str(volume, 'name'));
    types.push(type);
  }
  if (names.length === 0) return undefined;
  const one = names.length === 1;
  const kinds = new Set(types).size;
  const what = `${one ? 'uses' : 'use'} restricted volume type${kinds === 1 ? '' : 's'}`;
  return {
    reason: 'restricted volume types',
    detail: `volume${one ? '' : 's'} ${quoted(names)} ${what} ${sortedQuoted(types)}`,
  };
}

function runAsNonRoot(subject: Subject): Failure | undefined {
  const { spec } = subject;
  if (hasOwnUsers(subject)) return undefined;
  const podValue = boolPtr(obj(spec, 'securityContext'), 'runAsNonRoot');
  const all = containersOf(spec);
  const against = all.filter((one) => boolPtr(contextOf(one), 'runAsNonRoot') === false);
  const silent = all.filter((one) => boolPtr(contextOf(one), 'runAsNonRoot') === undefined);
  const reason = 'runAsNonRoot != true';
  if (against.length > 0 || podValue === false) {
    return {
      reason,
      detail: `${setters(podValue === false, against)} must not set securityContext.runAsNonRoot=false`,
    };
  }
  if (podValue === true || silent.length === 0) return undefined;
  return { reason, detail: `pod or ${said(silent)} must set securityContext.runAsNonRoot=true` };
}

function runAsUser(subject: Subject): Failure | undefined {
  if (hasOwnUsers(subject)) return undefined;
  const isRoot = (context: Context): boolean => get(context, 'runAsUser') === 0;
  const byPod = isRoot(obj(subject.spec, 'securityContext'));
  const found = containersOf(subject.spec).filter((one) => isRoot(contextOf(one)));
  if (!byPod && found.length === 0) return undefined;
  return { reason: 'runAsUser=0', detail: `${setters(byPod, found)} must not set runAsUser=0` };
}

function restrictedSeccomp(subject: Subject): Failure | undefined {
  if (isWindows(subject)) return undefined;
  const failure = baselineSeccomp({ ...subject, minor: Math.max(19, subject.minor) });
  if (failure) return failure;
  if (profileType(obj(subject.spec, 'securityContext'), 'seccompProfile') !== undefined) return undefined;
  const silent = containersOf(subject.spec).filter(
    (one) => profileType(contextOf(one), 'seccompProfile') === undefined,
  );
  if (silent.length === 0) return undefined;
  return {
    reason: 'seccompProfile',
    detail: `pod or ${said(silent)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`,
  };
}

/** In the order in which failures are told. */
const CHECKS: readonly Check[] = [
  { id: 'appArmorProfile', level: 'baseline', since: 0, run: appArmor },
  { id: 'capabilities_baseline', level: 'baseline', since: 0, run: baselineCapabilities },
  { id: 'hostNamespaces', level: 'baseline', since: 0, run: hostNamespaces },
  { id: 'hostPathVolumes', level: 'baseline', since: 0, run: hostPathVolumes },
  { id: 'hostPorts', level: 'baseline', since: 0, run: hostPorts },
  { id: 'hostProbesAndHostLifecycle', level: 'baseline', since: 34, run: hostProbes },
  { id: 'privileged', level: 'baseline', since: 0, run: privileged },
  {
    id: 'procMount',
    level: 'baseline',
    since: 0,
    run: (subject) => (hasOwnUsers(subject) ? undefined : procMounts(subject)),
  },
  { id: 'seLinuxOptions', level: 'baseline', since: 0, run: seLinux },
  { id: 'seccompProfile_baseline', level: 'baseline', since: 0, run: baselineSeccomp },
  { id: 'sysctls', level: 'baseline', since: 0, run: sysctls },
  { id: 'windowsHostProcess', level: 'baseline', since: 0, run: windowsHostProcess },
  { id: 'allowPrivilegeEscalation', level: 'restricted', since: 8, run: allowPrivilegeEscalation },
  {
    id: 'capabilities_restricted',
    level: 'restricted',
    since: 22,
    replaces: 'capabilities_baseline',
    run: restrictedCapabilities,
  },
  { id: 'procMount_restricted', level: 'restricted', since: 35, replaces: 'procMount', run: procMounts },
  {
    id: 'restrictedVolumes',
    level: 'restricted',
    since: 0,
    replaces: 'hostPathVolumes',
    run: restrictedVolumes,
  },
  { id: 'runAsNonRoot', level: 'restricted', since: 0, run: runAsNonRoot },
  { id: 'runAsUser', level: 'restricted', since: 23, run: runAsUser },
  {
    id: 'seccompProfile_restricted',
    level: 'restricted',
    since: 19,
    replaces: 'seccompProfile_baseline',
    run: restrictedSeccomp,
  },
];

/** The failures of a pod at a level, in the server's order. */
export function failures(level: 'baseline' | 'restricted', subject: Subject): Failure[] {
  const known = CHECKS.filter(
    (check) => subject.minor >= check.since && (check.level === level || check.level === 'baseline'),
  );
  const replaced = new Set(known.map((check) => check.replaces));
  return known
    .filter((check) => !replaced.has(check.id))
    .map((check) => check.run(subject))
    .filter((failure) => failure !== undefined);
}
