import { ownValue } from '../../../api/json.js';
import { listed } from '../../../api/text.js';
import type { KubernetesVersion } from '../../../api/version.js';
import { nearest } from '../../../schema/nearest.js';
import { resources } from '../../../schema/resources.js';
import { type RoleRule, rulesOfRole, wordPlace } from '../../roles.js';
import { type Problem, rule } from '../../rule.js';
import { didYouMean, replaceValue } from '../../suggest-fix.js';

/** What roles name and no kind stands for: whom one may pass for, and what may be used. */
const NAMED_ALONE: Readonly<Record<string, readonly string[]>> = {
  '': ['users', 'groups', 'bindings', 'componentstatuses'],
  'authentication.k8s.io': ['userextras', 'uids'],
  'certificates.k8s.io': ['signers'],
};

/** What a role allows of a resource that is in none of its groups is nothing. */
export default rule({
  name: 'rbac/not-served',
  severity: 'warning',
  summary: 'A role is about a group or a resource that this Kubernetes does not serve: it allows nothing.',
  visit: 'Object',
  check(object, { version, report }) {
    for (const role of rulesOfRole(object)) {
      const groups = role.apiGroups.filter((group) => !isNever(group, version));
      if (role.apiGroups.length > 0 && groups.length === 0) {
        report(goneGroup(role, version));
        continue;
      }
      if (groups.some((group) => group === '*' || !isKnown(group, version))) continue;
      for (const resource of role.resources) {
        const problem = groups.length > 0 && unserved(role, resource, groups, version);
        if (problem) report(problem);
      }
    }
  },
});

/** All names of resources in a group. */
function namesIn(group: string, version: KubernetesVersion): string[] {
  const served = resources(version)
    .all()
    .filter((one) => one.group === group)
    .map(({ plural }) => plural);
  return [...served, ...(ownValue(NAMED_ALONE, group) ?? [])];
}

function isKnown(group: string, version: KubernetesVersion): boolean {
  return namesIn(group, version).length > 0;
}

/** Definitions and extensions have a dot in their group. */
function isNever(group: string, version: KubernetesVersion): boolean {
  return group !== '*' && !group.includes('.') && !isKnown(group, version);
}

/** The groups in which a resource is served. */
function groupsOf(resource: string, version: KubernetesVersion): string[] {
  const found = resources(version)
    .all()
    .filter(({ plural }) => plural === resource)
    .map(({ group }) => group);
  return [...new Set(found)];
}

function goneGroup(role: RoleRule, version: KubernetesVersion): Problem {
  const group = role.apiGroups[0] ?? '';
  const homes = [...new Set(role.resources.flatMap((resource) => groupsOf(resource, version)))];
  return {
    at: wordPlace(role, 'apiGroups', group),
    message: `Kubernetes ${version} serves no group ${group}: the rule allows nothing`,
    ...(homes.length > 0 && { hint: `${listed(role.resources)}: ${homes.map(shown).join(', ')}` }),
  };
}

function unserved(
  role: RoleRule,
  word: string,
  groups: readonly string[],
  version: KubernetesVersion,
): Problem | undefined {
  const [resource = '', part] = word.split('/');
  if (resource === '' || resource === '*') return undefined;
  const names = groups.flatMap((group) => namesIn(group, version));
  if (names.includes(resource)) return undefined;
  const at = wordPlace(role, 'resources', word);
  const where = groups.map(shown).join(', ');
  const message = `there is no resource ${resource} in ${where}: the rule allows nothing of it`;
  const homes = groupsOf(resource, version);
  if (homes.length > 0) return { at, message, hint: `${resource} is in ${homes.map(shown).join(', ')}` };
  const near = nearest(resource, new Set(names));
  if (near === undefined) return { at, message };
  const meant = part === undefined ? near : `${near}/${part}`;
  return { at, message, hint: didYouMean(meant), fix: replaceValue(at, meant) };
}

/** The core group has no name. */
function shown(group: string): string {
  return group === '' ? 'the core group ("")' : group;
}
