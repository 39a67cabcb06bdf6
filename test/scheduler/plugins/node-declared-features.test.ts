import { describe, expect, it } from 'vitest';
import type { Container, Node, PodSpec } from '../../../src/api/objects.js';
import { decide, node, obstacles, pod, verdicts } from '../build.js';

const MISSING = "!NodeDeclaredFeatures: node(s) didn't match Pod's required features";
const RESTART_ALL = 'RestartAllContainersOnContainerExits';
const USER_NAMESPACES = 'UserNamespacesHostNetworkSupport';

const declaring = (name: string, ...declaredFeatures: string[]): Node => {
  const plain = node(name);
  return { ...plain, status: { ...plain.status, declaredFeatures } };
};
const restarting = (action: string): Container =>
  ({ name: action, image: 'app:1', restartPolicyRules: [{ action: 'Restart' }, { action }] }) as Container;
const world = [
  node('old'),
  declaring('neither', 'Other'),
  declaring('restarts', RESTART_ALL),
  declaring('both', USER_NAMESPACES, RESTART_ALL),
];
const plain = { name: 'main', image: 'app:1' };
const inAll: Partial<PodSpec> = { containers: [restarting('RestartAllContainers'), plain] };
const userNamespaces: Partial<PodSpec> = { hostNetwork: true, hostUsers: false };

describe('NodeDeclaredFeatures', () => {
  it.each<[string, Partial<PodSpec>, string[]]>([
    ['nothing of a plain pod', {}, ['old', 'neither', 'restarts', 'both']],
    ['restarting all containers', inAll, ['restarts', 'both']],
    [
      'the same of an init container',
      { containers: [plain], initContainers: [restarting('RestartAllContainers')] },
      ['restarts', 'both'],
    ],
    [
      'nothing for restarting one',
      { containers: [restarting('Restart')] },
      ['old', 'neither', 'restarts', 'both'],
    ],
    ['user namespaces on the host network', userNamespaces, ['both']],
    ['both', { ...inAll, ...userNamespaces }, ['both']],
    ['nothing for user namespaces alone', { hostUsers: false }, ['old', 'neither', 'restarts', 'both']],
    [
      'nothing for the host network alone',
      { hostNetwork: true, hostUsers: true },
      ['old', 'neither', 'restarts', 'both'],
    ],
    ['nothing where it is not said', { hostNetwork: true }, ['old', 'neither', 'restarts', 'both']],
  ])('asks for %s', (_what, spec, feasible) => {
    expect(decide(pod('p', spec), world).feasible).toEqual(feasible);
  });

  it('refuses for good and names what is missing', () => {
    const asked = pod('p', { ...inAll, ...userNamespaces });
    expect(verdicts(decide(asked, world))).toEqual({
      old: MISSING,
      neither: MISSING,
      restarts: MISSING,
      both: 'fits',
    });
    expect(obstacles(asked, world)).toEqual({
      old: [{ kind: 'feature', missing: [RESTART_ALL, USER_NAMESPACES] }],
      neither: [{ kind: 'feature', missing: [RESTART_ALL, USER_NAMESPACES] }],
      restarts: [{ kind: 'feature', missing: [USER_NAMESPACES] }],
    });
  });

  it('is there since 1.36', () => {
    expect(decide(pod('p', inAll), world, '1.35').feasible).toEqual(['old', 'neither', 'restarts', 'both']);
  });
});
