/** What pods of level restricted must do beside (k8s.io/pod-security-admission/policy/check_*.go). */
import type { Path } from '../../../api/json.js';
import { append } from '../../../api/lists.js';
import { boolPtr, fieldNames, get, list, obj, ptr, str, strings } from '../../fields.js';
import { seccompProfile } from './baseline.js';
import {
  allContainers,
  contextOf,
  contextPlaces,
  type Failure,
  hasOwnUsers,
  isWindows,
  placesIn,
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
    places: placesIn(found, 'securityContext', 'allowPrivilegeEscalation'),
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
    append(bad, added);
    return added.length > 0;
  });
  const parts = [
    ...(keeping.length > 0 ? [`${said(keeping)} must set securityContext.capabilities.drop=["ALL"]`] : []),
    ...(adding.length > 0
      ? [`${said(adding)} must not include ${sortedQuoted(bad)} in securityContext.capabilities.add`]
      : []),
  ];
  if (parts.length === 0) return undefined;
  const places = [
    ...placesIn(keeping, 'securityContext', 'capabilities', 'drop'),
    ...placesIn(adding, 'securityContext', 'capabilities', 'add'),
  ];
  return { reason: 'unrestricted capabilities', detail: parts.join('; '), places };
}

export function restrictedVolumes({ spec }: Subject): Failure | undefined {
  const names: string[] = [];
  const types: string[] = [];
  const places: Path[] = [];
  for (const [index, volume] of list(spec, 'volumes').entries()) {
    const source = fieldNames(volume)
      .sort()
      .find((key) => key !== 'name' && ptr(volume, key));
    const type = source ?? 'unknown';
    if (GOOD_VOLUMES.has(type)) continue;
    names.push(str(volume, 'name'));
    types.push(type);
    places.push(['spec', 'volumes', index, ...(source === undefined ? [] : [source])]);
  }
  if (names.length === 0) return undefined;
  const one = names.length === 1;
  const kinds = new Set(types).size;
  const what = `${one ? 'uses' : 'use'} restricted volume type${kinds === 1 ? '' : 's'}`;
  return {
    reason: 'restricted volume types',
    detail: `volume${one ? '' : 's'} ${quoted(names)} ${what} ${sortedQuoted(types)}`,
    places,
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
      places: contextPlaces(podValue === false, against, 'runAsNonRoot'),
    };
  }
  if (podValue === true || silent.length === 0) return undefined;
  return {
    reason,
    detail: `pod or ${said(silent)} must set securityContext.runAsNonRoot=true`,
    places: placesIn(silent, 'securityContext', 'runAsNonRoot'),
  };
}

export function runAsUser(subject: Subject): Failure | undefined {
  if (hasOwnUsers(subject)) return undefined;
  const isRoot = (context: SecurityContext): boolean => get(context, 'runAsUser') === 0;
  const byPod = isRoot(obj(subject.spec, 'securityContext'));
  const found = allContainers(subject.spec).filter((one) => isRoot(contextOf(one)));
  if (!byPod && found.length === 0) return undefined;
  return {
    reason: 'runAsUser=0',
    detail: `${setters(byPod, found)} must not set runAsUser=0`,
    places: contextPlaces(byPod, found, 'runAsUser'),
  };
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
    places: placesIn(silent, 'securityContext', 'seccompProfile', 'type'),
  };
}
