/** What pods of level restricted must do beside (k8s.io/pod-security-admission/policy/check_*.go). */
import { boolPtr, fieldNames, get, list, obj, ptr, str, strings } from '../../fields.js';
import { seccompProfile } from './baseline.js';
import {
  allContainers,
  contextOf,
  type Failure,
  hasOwnUsers,
  isWindows,
  profileType,
  quoted,
  type SecurityContext,
  type Subject,
  said,
  setters,
  sortedQuoted,
} from './subject.js';

const GOOD_VOLUMES = new Set(
  'configMap csi downwardAPI emptyDir ephemeral image persistentVolumeClaim projected secret'.split(' '),
);

export function allowPrivilegeEscalation(subject: Subject): Failure | undefined {
  if (isWindows(subject)) return undefined;
  const found = allContainers(subject.spec).filter(
    (one) => boolPtr(contextOf(one), 'allowPrivilegeEscalation') !== false,
  );
  if (found.length === 0) return undefined;
  return {
    reason: 'allowPrivilegeEscalation != false',
    detail: `${said(found)} must set securityContext.allowPrivilegeEscalation=false`,
  };
}

export function restrictedCapabilities(subject: Subject): Failure | undefined {
  if (isWindows(subject)) return undefined;
  const bad: string[] = [];
  const all = allContainers(subject.spec);
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

export function restrictedVolumes({ spec }: Subject): Failure | undefined {
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

export function runAsNonRoot(subject: Subject): Failure | undefined {
  const { spec } = subject;
  if (hasOwnUsers(subject)) return undefined;
  const podValue = boolPtr(obj(spec, 'securityContext'), 'runAsNonRoot');
  const all = allContainers(spec);
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

export function runAsUser(subject: Subject): Failure | undefined {
  if (hasOwnUsers(subject)) return undefined;
  const isRoot = (context: SecurityContext): boolean => get(context, 'runAsUser') === 0;
  const byPod = isRoot(obj(subject.spec, 'securityContext'));
  const found = allContainers(subject.spec).filter((one) => isRoot(contextOf(one)));
  if (!byPod && found.length === 0) return undefined;
  return { reason: 'runAsUser=0', detail: `${setters(byPod, found)} must not set runAsUser=0` };
}

export function restrictedSeccomp(subject: Subject): Failure | undefined {
  if (isWindows(subject)) return undefined;
  const failure = seccompProfile(subject);
  if (failure) return failure;
  if (profileType(obj(subject.spec, 'securityContext'), 'seccompProfile') !== undefined) return undefined;
  const silent = allContainers(subject.spec).filter(
    (one) => profileType(contextOf(one), 'seccompProfile') === undefined,
  );
  if (silent.length === 0) return undefined;
  return {
    reason: 'seccompProfile',
    detail: `pod or ${said(silent)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`,
  };
}
