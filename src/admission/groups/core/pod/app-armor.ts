/** AppArmor profiles, which were told in annotations before they had fields. */

import { sameDecoded } from '../../../../api/equality.js';
import { inWordsOf, wording } from '../../../../api/wording.js';
import { ensure, get, list, make, obj, ptr, set, setDefault, str } from '../../../fields.js';
import type { Context } from '../../../kind.js';
import type { Container, Pod } from '../../../shared/structs.js';
import type { Struct } from '../../../typed.js';
import { APPARMOR } from './annotations.js';

type Profile = Struct<'core.v1.AppArmorProfile'>;

function appArmorProfile(annotation: string): Profile | undefined {
  if (annotation === 'unconfined') return make({ type: 'Unconfined' });
  if (annotation === 'runtime/default') return make({ type: 'RuntimeDefault' });
  if (!annotation.startsWith('localhost/')) return undefined;
  const profile = annotation.slice('localhost/'.length);
  return profile === '' ? undefined : make({ type: 'Localhost', localhostProfile: profile });
}

/** Visits containers whose AppArmor profile is told by an annotation alone. `profile`: what it means, if anything. */
function visitAppArmor(
  pod: Pod,
  visit: (container: Container, key: string, profile: Profile | undefined) => void,
): void {
  const spec = obj(pod, 'spec');
  if (str(obj(spec, 'os'), 'name') === 'windows') return;
  const annotations = obj(obj(pod, 'metadata'), 'annotations');
  for (const name of ['initContainers', 'containers', 'ephemeralContainers'] as const) {
    for (const container of list(spec, name)) {
      const key = `${APPARMOR}${str(container, 'name')}`;
      const annotation = get(annotations, key);
      if (typeof annotation !== 'string' || ptr(obj(container, 'securityContext'), 'appArmorProfile'))
        continue;
      visit(container, key, appArmorProfile(annotation));
    }
  }
}

function saysSameAsPod(pod: Pod, profile: Profile): boolean {
  return sameDecoded(ptr(obj(obj(pod, 'spec'), 'securityContext'), 'appArmorProfile'), profile);
}

/** Copies AppArmor annotations to the fields that took their place. */
export function applyAppArmor(pod: Pod): void {
  visitAppArmor(pod, (container, _key, profile) => {
    if (profile && !saysSameAsPod(pod, profile))
      set(ensure(container, 'securityContext'), 'appArmorProfile', profile);
  });
}

/** Up to this minor the fields were told in annotations too. */
export const ANNOTATED_UNTIL = '1.33';

/** The annotation that an AppArmor profile had before it had a field. */
function appArmorText(profile: Profile): string | undefined {
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
export function annotateAppArmor(pod: Pod): void {
  const spec = obj(pod, 'spec');
  const ofPod = ptr(obj(spec, 'securityContext'), 'appArmorProfile');
  for (const which of ['initContainers', 'containers', 'ephemeralContainers'] as const) {
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

/** What is said of the annotation since there is the field. */
export const OLD_APPARMOR = wording('deprecated since v1.30; use the "appArmorProfile" field instead', {
  '1.29': '',
});

export function appArmorWarnings(pod: Pod, { version }: Context): string[] {
  const warnings: string[] = [];
  const text = inWordsOf(version, OLD_APPARMOR);
  if (text === '') return warnings;
  visitAppArmor(pod, (_container, key, profile) => {
    if (profile && saysSameAsPod(pod, profile)) return;
    warnings.push(`metadata.annotations[${key}]: ${text}`);
  });
  return warnings;
}
