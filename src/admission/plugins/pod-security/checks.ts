/** The checks of Pod Security, by level and by the minor of the policy that brought them. */
import { atLeast } from '../../../api/version.js';
import {
  appArmor,
  baselineCapabilities,
  baselineSeccomp,
  hostNamespaces,
  hostPathVolumes,
  hostPorts,
  hostProbes,
  privileged,
  procMounts,
  seLinux,
  sysctls,
  windowsHostProcess,
} from './baseline.js';
import {
  allowPrivilegeEscalation,
  restrictedCapabilities,
  restrictedSeccomp,
  restrictedVolumes,
  runAsNonRoot,
  runAsUser,
} from './restricted.js';
import { type Failure, hasOwnUsers, type Subject } from './subject.js';

interface Check {
  id: string;
  level: 'baseline' | 'restricted';
  since: string;
  /** The baseline check that this one takes the place of. */
  replaces?: string;
  run(subject: Subject): Failure | undefined;
}

/** In the order in which failures are told. */
const CHECKS: readonly Check[] = [
  { id: 'appArmorProfile', level: 'baseline', since: '1.0', run: appArmor },
  { id: 'capabilities_baseline', level: 'baseline', since: '1.0', run: baselineCapabilities },
  { id: 'hostNamespaces', level: 'baseline', since: '1.0', run: hostNamespaces },
  { id: 'hostPathVolumes', level: 'baseline', since: '1.0', run: hostPathVolumes },
  { id: 'hostPorts', level: 'baseline', since: '1.0', run: hostPorts },
  { id: 'hostProbesAndHostLifecycle', level: 'baseline', since: '1.34', run: hostProbes },
  { id: 'privileged', level: 'baseline', since: '1.0', run: privileged },
  {
    id: 'procMount',
    level: 'baseline',
    since: '1.0',
    run: (subject) => (hasOwnUsers(subject) ? undefined : procMounts(subject)),
  },
  { id: 'seLinuxOptions', level: 'baseline', since: '1.0', run: seLinux },
  { id: 'seccompProfile_baseline', level: 'baseline', since: '1.0', run: baselineSeccomp },
  { id: 'sysctls', level: 'baseline', since: '1.0', run: sysctls },
  { id: 'windowsHostProcess', level: 'baseline', since: '1.0', run: windowsHostProcess },
  { id: 'allowPrivilegeEscalation', level: 'restricted', since: '1.8', run: allowPrivilegeEscalation },
  {
    id: 'capabilities_restricted',
    level: 'restricted',
    since: '1.22',
    replaces: 'capabilities_baseline',
    run: restrictedCapabilities,
  },
  { id: 'procMount_restricted', level: 'restricted', since: '1.35', replaces: 'procMount', run: procMounts },
  {
    id: 'restrictedVolumes',
    level: 'restricted',
    since: '1.0',
    replaces: 'hostPathVolumes',
    run: restrictedVolumes,
  },
  { id: 'runAsNonRoot', level: 'restricted', since: '1.0', run: runAsNonRoot },
  { id: 'runAsUser', level: 'restricted', since: '1.23', run: runAsUser },
  {
    id: 'seccompProfile_restricted',
    level: 'restricted',
    since: '1.19',
    replaces: 'seccompProfile_baseline',
    run: restrictedSeccomp,
  },
];

/** The failures of a pod at a level, in the server's order. */
export function failures(level: 'baseline' | 'restricted', subject: Subject): Failure[] {
  const known = CHECKS.filter(
    (check) => atLeast(subject.version, check.since) && (check.level === level || check.level === 'baseline'),
  );
  const replaced = new Set(known.map((check) => check.replaces));
  return known
    .filter((check) => !replaced.has(check.id))
    .map((check) => check.run(subject))
    .filter((failure) => failure !== undefined);
}
