/** AppArmor profiles, which were told in annotations before they had fields. */

import { sameDecoded } from '../../../../api/equality.js';
import { ensure, get, list, make, type Obj, obj, ptr, setDefault, str } from '../../../fields.js';
import { APPARMOR } from './annotations.js';

function appArmorProfile(annotation: string): Obj | undefined {
  if (annotation === 'unconfined') return make({ type: 'Unconfined' });
  if (annotation === 'runtime/default') return make({ type: 'RuntimeDefault' });
  if (!annotation.startsWith('localhost/')) return undefined;
  const profile = annotation.slice('localhost/'.length);
  return profile === '' ? undefined : make({ type: 'Localhost', localhostProfile: profile });
}

/** Visits containers whose AppArmor profile is told by an annotation alone. `profile`: what it means, if anything. */
function visitAppArmor(
  pod: Obj,
  visit: (container: Obj, key: string, profile: Obj | undefined) => void,
): void {
  const spec = obj(pod, 'spec');
  if (str(obj(spec, 'os'), 'name') === 'windows') return;
  const annotations = obj(obj(pod, 'metadata'), 'annotations');
  for (const name of ['initContainers', 'containers', 'ephemeralContainers']) {
    for (const container of list(spec, name)) {
      const key = `${APPARMOR}${str(container, 'name')}`;
      const annotation = get(annotations, key);
      if (typeof annotation !== 'string' || ptr(obj(container, 'securityContext'), 'appArmorProfile'))
        continue;
      visit(container, key, appArmorProfile(annotation));
    }
  }
}

function saysSameAsPod(pod: Obj, profile: Obj): boolean {
  return sameDecoded(ptr(obj(obj(pod, 'spec'), 'securityContext'), 'appArmorProfile'), profile);
}

/** Copies AppArmor annotations to the fields that took their place. */
export function applyAppArmor(pod: Obj): void {
  visitAppArmor(pod, (container, _key, profile) => {
    if (profile && !saysSameAsPod(pod, profile))
      ensure(container, 'securityContext')['appArmorProfile'] = profile;
  });
}

/** Up to this minor the fields were told in annotations too. */
export const ANNOTATED_UNTIL = '1.33';

/** The annotation that an AppArmor profile had before it had a field. */
function appArmorText(profile: Obj): string | undefined {
  switch (str(profile, 'type')) {
    case 'Unconfined':
      return 'unconfined';
    case 'RuntimeDefault':
      return 'runtime/default';
    case 'Localhost':
      return `localhost/${str(profile, 'localhostProfile')}`;
    default:
      return undefined;
  }
}

/** Copies AppArmor fields to annotations, for kubelets that knew those alone. */
export function annotateAppArmor(pod: Obj): void {
  const spec = obj(pod, 'spec');
  const ofPod = ptr(obj(spec, 'securityContext'), 'appArmorProfile');
  for (const which of ['initContainers', 'containers', 'ephemeralContainers']) {
    for (const container of list(spec, which)) {
      const profile = ptr(obj(container, 'securityContext'), 'appArmorProfile') ?? ofPod;
      const text = profile && appArmorText(profile);
      if (text === undefined) continue;
      setDefault(
        ensure(ensure(pod, 'metadata'), 'annotations'),
        `${APPARMOR}${str(container, 'name')}`,
        text,
      );
    }
  }
}

export function appArmorWarnings(pod: Obj): string[] {
  const warnings: string[] = [];
  visitAppArmor(pod, (_container, key, profile) => {
    if (profile && saysSameAsPod(pod, profile)) return;
    warnings.push(
      `metadata.annotations[${key}]: deprecated since v1.30; use the "appArmorProfile" field instead`,
    );
  });
  return warnings;
}
