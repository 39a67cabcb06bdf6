import { describe, expect, it } from 'vitest';
import type { Affinity, NodeSelectorTerm, Pod, Taint } from '../../src/api/objects.js';
import { node, pod } from '../scheduler/build.js';
import { explained, fixed, lines, on } from './told.js';

const ZONE = 'topology.kubernetes.io/zone';
const HOST = 'kubernetes.io/hostname';
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

const taint = (key: string, value?: string, effect: Taint['effect'] = 'NoSchedule'): Taint => ({
  key,
  effect,
  ...(value !== undefined && { value }),
});
const terms = (...nodeSelectorTerms: NodeSelectorTerm[]): Affinity => ({
  nodeAffinity: { [REQUIRED]: { nodeSelectorTerms } },
});
const near = (app: string, topologyKey = HOST) => ({
  topologyKey,
  labelSelector: { matchLabels: { app } },
});

describe('a selection of nodes', () => {
  it('drops a label of the nodeSelector, or gives it to the node', () => {
    const world = [node('a', { labels: { arch: 'arm' } })];
    const fixes = explained(pod('p', { nodeSelector: { disk: 'ssd', arch: 'arm' } }), world).fixes;
    expect(fixes.map(lines)).toEqual([
      ['drop nodeSelector disk=ssd → a', 'remove spec.nodeSelector.disk'],
      ['label a disk=ssd → a', '$ kubectl label node a --overwrite disk=ssd'],
      ['add a node with room for a pod, untainted, labelled disk=ssd, arch=arm → new-node'],
    ]);
    expect(fixes[0]!.pod.spec.nodeSelector).toEqual({ arch: 'arm' });
    expect(fixes[1]!.world).toEqual([
      { ...world[0], metadata: { name: 'a', labels: { [HOST]: 'a', arch: 'arm', disk: 'ssd' } } },
    ]);
  });

  it.each([
    'kubernetes.io/arch',
    ZONE,
    'node.kubernetes.io/instance-type',
    'failure-domain.beta.kubernetes.io/zone',
  ])('never gives a node another %s', (key) => {
    expect(fixed(pod('p', { nodeSelector: { [key]: 'x' } }), [node('a')]).map(([first]) => first)).toEqual([
      `drop nodeSelector ${key}=x → a`,
      `add a node with room for a pod, untainted, labelled ${key}=x → new-node`,
    ]);
  });

  it.each(['x.kubernetes.io/arch', 'example.com/topology.kubernetes.io', 'node.kubernetes.io/other'])(
    'gives a node %s',
    (key) => {
      expect(fixed(pod('p', { nodeSelector: { [key]: 'x' } }), [node('a')])[1]).toEqual([
        `label a ${key}=x → a`,
        `$ kubectl label node a --overwrite ${key}=x`,
      ]);
    },
  );

  it.each<[term: NodeSelectorTerm, labels: string]>([
    [{ matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd', 'nvme'] }] }, 'disk=ssd'],
    [{ matchExpressions: [{ key: 'disk', operator: 'Exists' }] }, 'disk=true'],
    [{ matchExpressions: [{ key: 'gen', operator: 'Gt', values: ['4'] }] }, 'gen=5'],
    [{ matchExpressions: [{ key: 'gen', operator: 'Lt', values: ['4'] }] }, 'gen=3'],
    [
      {
        matchExpressions: [
          { key: 'disk', operator: 'Exists' },
          { key: 'old', operator: 'DoesNotExist' },
          { key: 'arch', operator: 'In', values: ['arm'] },
          { key: 'gen', operator: 'NotIn', values: ['1'] },
        ],
      },
      'disk=true arch=arm',
    ],
  ])('drops the node affinity %j, or labels the node', (term, labels) => {
    const commas = labels.replaceAll(' ', ', ');
    expect(fixed(pod('p', { affinity: terms({ matchExpressions: [] }, term) }), [node('a')])).toEqual([
      [`label a ${commas} → a`, `$ kubectl label node a --overwrite ${labels}`],
      ['drop the required node affinity → a', `remove spec.affinity.nodeAffinity.${REQUIRED}`],
      [`add a node with room for a pod, untainted, labelled ${commas} → new-node`],
    ]);
  });

  it('keeps what else the affinity says', () => {
    const preference = {
      weight: 1,
      preference: { matchExpressions: [{ key: 'x', operator: 'Exists' as const }] },
    };
    const podAffinity = {
      preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: near('x') }],
    };
    const nodeAffinity = {
      ...terms({ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['b'] }] }).nodeAffinity,
      preferredDuringSchedulingIgnoredDuringExecution: [preference],
    };
    const [first, ...others] = explained(pod('p', { affinity: { nodeAffinity, podAffinity } }), [
      node('a'),
    ]).fixes;
    expect(first!.title).toBe('drop the required node affinity');
    expect(first!.pod.spec.affinity).toEqual({
      podAffinity,
      nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [preference] },
    });
    // No label makes a node another one.
    expect(others).toEqual([]);
  });
});

describe('a host port', () => {
  const listening = (...ports: [port: number, protocol?: 'UDP'][]) => ({
    name: `c${ports[0]![0]}`,
    image: 'app:1',
    ports: ports.map(([hostPort, protocol]) => ({
      containerPort: 80,
      hostPort,
      ...(protocol && { protocol }),
    })),
  });
  const holder = {
    metadata: {
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'd', uid: 'd', controller: true }],
    },
  };
  const held = (one: Pod): Pod => ({ ...one, metadata: { ...one.metadata, ...holder.metadata } });

  it('is given up where the container has it', () => {
    const one = pod('p', { containers: [listening([81], [53, 'UDP']), listening([80, 'UDP'], [80])] });
    const other = held(on('a', pod('other', { containers: [listening([80])] })));
    expect(fixed(one, [node('a'), other])).toEqual([
      ['give up host port 80/TCP → a', 'remove spec.containers[1].ports[1].hostPort'],
      ['add a node with room for a pod, untainted → new-node'],
    ]);
    const second = held(on('a', pod('other', { containers: [listening([53, 'UDP'])] })));
    expect(fixed(one, [node('a'), second])[0]).toEqual([
      'give up host port 53/UDP → a',
      'remove spec.containers[0].ports[1].hostPort',
    ]);
  });

  it('of a sidecar is not', () => {
    const one = pod('p', { initContainers: [{ ...listening([80]), restartPolicy: 'Always' }] });
    const other = held(on('a', pod('other', { containers: [listening([80])] })));
    expect(fixed(one, [node('a'), other])).toEqual([
      ['add a node with room for a pod, untainted → new-node'],
    ]);
  });
});

describe('a topology spread', () => {
  const constraint = (
    topologyKey: string,
    maxSkew: number,
    whenUnsatisfiable = 'DoNotSchedule' as const,
  ) => ({
    maxSkew,
    topologyKey,
    whenUnsatisfiable,
    labelSelector: { matchLabels: { app: 'p' } },
  });
  const labels = { app: 'p' };

  it('is allowed a larger skew', () => {
    const tainted = [taint('node.kubernetes.io/not-ready')];
    const world = [
      node('a', { labels: { [ZONE]: 'x' } }),
      node('b', { labels: { [ZONE]: 'y' }, taints: tainted }),
      ...[1, 2, 3].map((i) => on('a', pod(`there-${i}`, { labels }))),
    ];
    const one = pod('p', {
      labels,
      topologySpreadConstraints: [
        { ...constraint(HOST, 9), whenUnsatisfiable: 'ScheduleAnyway' },
        constraint(ZONE, 2),
      ],
    });
    expect(fixed(one, world).slice(0, 2)).toEqual([
      [
        `do not count nodes that it does not tolerate when spreading over ${ZONE} (nodeTaintsPolicy: Honor) → a`,
        'replace spec.topologySpreadConstraints[1].nodeTaintsPolicy: nodeTaintsPolicy: Honor',
      ],
      [
        `allow a skew of 4 over ${ZONE} (now 2) → a`,
        'replace spec.topologySpreadConstraints[1].maxSkew: maxSkew: 4',
      ],
    ]);
  });

  it('is a wish alone where a node lacks the label', () => {
    const one = pod('p', { labels, topologySpreadConstraints: [constraint('rack', 1)] });
    expect(fixed(one, [node('a')])).toEqual([
      [
        'spread over rack only where possible (ScheduleAnyway) → a',
        'replace spec.topologySpreadConstraints[0].whenUnsatisfiable: whenUnsatisfiable: ScheduleAnyway',
      ],
    ]);
  });
});

describe('affinity to pods', () => {
  const x = pod('x', { labels: { app: 'x' }, priority: 2_000_000_000 });
  const preferred = {
    preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: near('x') }],
  };
  const zoned = (name: string, zone: string) => node(name, { labels: { [ZONE]: zone } });

  it('drops the terms that are not fulfilled, and keeps the others', () => {
    const podAffinity = {
      [REQUIRED]: [near('x', ZONE), near('x'), near('x', 'kubernetes.io/os')],
      ...preferred,
    };
    const podAntiAffinity = { [REQUIRED]: [near('nobody')] };
    const osOf = (name: string, zone: string, os: string) =>
      node(name, { labels: { [ZONE]: zone, 'kubernetes.io/os': os } });
    const world = [
      { ...osOf('a', 'one', 'linux'), spec: { unschedulable: true, taints: [taint('a', 'b')] } },
      osOf('b', 'one', 'linux'),
      osOf('c', 'one', 'windows'),
      osOf('d', 'two', 'windows'),
      on('a', x),
    ];
    const one = pod('p', { affinity: { podAffinity, podAntiAffinity } });
    expect(fixed(one, world)).toEqual([
      [`drop the required pod affinity over ${HOST} → b`, `remove spec.affinity.podAffinity.${REQUIRED}[1]`],
      [
        'tolerate a=b:NoSchedule and uncordon a → a',
        'add spec.tolerations: - {key: a, value: b, effect: NoSchedule}',
        '$ kubectl uncordon a',
      ],
      [
        'uncordon a and take the taint a=b:NoSchedule off a → a',
        '$ kubectl uncordon a',
        '$ kubectl taint node a a=b:NoSchedule-',
      ],
    ]);
    expect(explained(one, world).fixes[0]!.pod.spec.affinity).toEqual({
      podAffinity: { ...podAffinity, [REQUIRED]: [near('x', ZONE), near('x', 'kubernetes.io/os')] },
      podAntiAffinity,
    });
  });

  it('drops several terms', () => {
    const world = [zoned('a', 'one'), zoned('b', 'two'), on('a', x)];
    const terms = [near('x', 'kubernetes.io/hostname'), near('x', ZONE), near('x', HOST)];
    const cordoned = { ...world[0]!, spec: { unschedulable: true, taints: [taint('a', 'b')] } };
    const one = pod('p', { affinity: { podAffinity: { [REQUIRED]: terms } } });
    expect(fixed(one, [cordoned, ...world.slice(1)]).at(-1)).toEqual([
      `drop the required pod affinity over ${HOST} and drop the required pod affinity over ${ZONE} → b`,
      `remove spec.affinity.podAffinity.${REQUIRED}[0]`,
      `remove spec.affinity.podAffinity.${REQUIRED}[1]`,
      `remove spec.affinity.podAffinity.${REQUIRED}[2]`,
    ]);
  });

  it('drops anti-affinity', () => {
    const podAntiAffinity = { [REQUIRED]: [near('p')] };
    const other = on('a', pod('other', { labels: { app: 'p' }, priority: 2_000_000_000 }));
    expect(fixed(pod('p', { affinity: { podAntiAffinity } }), [node('a'), other])).toEqual([
      [
        `drop the required pod anti-affinity over ${HOST} → a`,
        `remove spec.affinity.podAntiAffinity.${REQUIRED}[0]`,
      ],
      ['add a node with room for a pod, untainted → new-node'],
    ]);
  });
});
