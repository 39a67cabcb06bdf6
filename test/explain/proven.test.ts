import { describe, expect, it } from 'vitest';
import { plan } from '../../src/index.js';
import { deploymentYaml, downNode, explanationOf, line, nodeYaml, source } from './worlds.js';

const WEB = { kind: 'Deployment', name: 'web' };
const PLAIN = 'containers: [{name: c, image: "IMAGE"}]';
const spreadOver = (key: string) =>
  `topologySpreadConstraints: [{maxSkew: 1, topologyKey: ${key}, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: web}}}]`;

/** The world when these manifests were applied, as a snapshot of it would have it. */
function after(texts: string[]) {
  const { cluster } = plan([source('old.yaml', ...texts.slice(1))], {
    cluster: [source('nodes.yaml', texts[0]!)],
  });
  const kinds = [
    'Node',
    'Deployment',
    'ReplicaSet',
    'Pod',
    'StatefulSet',
    'PersistentVolumeClaim',
    'PersistentVolume',
  ];
  return source(
    'cluster.yaml',
    ...kinds.flatMap((kind) => cluster.list(kind)).map((one) => `${JSON.stringify(one)}\n`),
  );
}

describe('a fix is told with how far it gets', () => {
  it('that counts no node which takes no such pod, before one that puts pods there', () => {
    const taint = '{taints: [{key: node-role.kubernetes.io/control-plane, effect: NoSchedule}]}';
    const nodes = source(
      'nodes.yaml',
      nodeYaml('cp', taint),
      ...['a', 'b', 'c'].map((name) => nodeYaml(name)),
    );
    const web = deploymentYaml('web', 'replicas: 7', `${PLAIN}\n${spreadOver('kubernetes.io/hostname')}`);
    const { fixes, causes } = explanationOf([source('web.yaml', web)], WEB, { cluster: [nodes] });
    expect(fixes.map(line)).toEqual([
      'do not count nodes that it does not tolerate when spreading over k/hostname (nodeTaintsPolicy: Honor): 7 of 7 ready',
      'tolerate node-role.k/control-plane:NoSchedule: 7 of 7 ready',
      'take the taint node-role.k/control-plane:NoSchedule off cp: 7 of 7 ready',
      'spread over k/hostname only where possible (ScheduleAnyway): 7 of 7 ready',
      'add 4 nodes with room for a pod, untainted: 7 of 7 ready',
    ]);
    expect(causes!.map(({ text, location }) => [text, location?.start.line])).toEqual([
      [
        'cp counts as a domain of kubernetes.io/hostname without pods, though no node there takes it (nodeTaintsPolicy is Ignore)',
        11,
      ],
    ]);
  });

  it('and a node that is down is the cause, and never tolerated', () => {
    const zone = (name: string) => ({ 'topology.kubernetes.io/zone': name });
    const nodes = source(
      'nodes.yaml',
      nodeYaml('a', '{}', zone('x')),
      nodeYaml('b', '{}', zone('y')),
      downNode('c', zone('z')),
    );
    const web = deploymentYaml(
      'web',
      'replicas: 4',
      `${PLAIN}\n${spreadOver('topology.kubernetes.io/zone')}`,
    );
    const { answer, fixes, causes } = explanationOf([source('web.yaml', web)], WEB, { cluster: [nodes] });
    expect(answer).toMatch(/stays Pending: c is down, 2 nodes would break its topology spread$/);
    expect(causes!.map(({ text }) => text)).toEqual([
      'c is down: Kubelet stopped posting node status.',
      'z counts as a domain of topology.kubernetes.io/zone without pods, though no node there takes it (nodeTaintsPolicy is Ignore)',
    ]);
    const told = fixes.map(line);
    expect(told).toContain('bring c back: 4 of 4 ready');
    expect(told.filter((one) => one.includes('unreachable'))).toEqual([]);
    expect(told.every((one) => one.includes('4 of 4 ready'))).toBe(true);
  });

  it('and nodes that are down stand first in the answer, by their names while they are few', () => {
    const big = deploymentYaml(
      'web',
      'replicas: 1',
      'containers: [{name: c, image: "IMAGE", resources: {requests: {cpu: 5}}}]',
    );
    const answer = (...down: string[]) =>
      explanationOf([source('web.yaml', big)], WEB, {
        cluster: [source('nodes.yaml', nodeYaml('z'), ...down.map((name) => downNode(name)))],
      }).answer.replace(/.*Pending: /, '');
    expect(answer('b', 'a')).toBe('a and b are down, no node open to it has 5 cpu free');
    expect(answer('a', 'b', 'c', 'd')).toBe('4 nodes are down, no node open to it has 5 cpu free');
  });
});

describe('old pods that stay until new ones are ready', () => {
  const claim = `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec: {accessModes: [ReadWriteOncePod], resources: {requests: {storage: 1Gi}}, storageClassName: fast}
`;
  const fast =
    'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: fast}\nprovisioner: x.example.com\n';

  it('are a matter of the strategy', () => {
    const pod = `${PLAIN}\nvolumes: [{name: data, persistentVolumeClaim: {claimName: data}}]`;
    const web = (image: string) => deploymentYaml('web', 'replicas: 1', pod, image);
    const cluster = after([`${nodeYaml('a')}---\n${nodeYaml('b')}`, fast, claim, web('app:1')]);
    const { answer, fixes, causes } = explanationOf([source('web.yaml', web('app:2'))], WEB, {
      cluster: [cluster, source('class.yaml', fast)],
    });
    expect(answer).toMatch(
      /all 2 nodes cannot have a claim that another pod has for itself \(ReadWriteOncePod\)$/,
    );
    expect(causes!.map(({ text }) => text)).toEqual([
      'its own old pod has what it needs, and stays until a new one is ready: maxUnavailable 25% of 1 rounds down to 0',
    ]);
    expect(fixes.map(line).slice(0, 2)).toEqual([
      'let one old pod go before its replacement is ready (maxUnavailable 1, now 25% of 1 rounds down to 0): 1 of 1 ready',
      'end the old pods before new ones are made (strategy Recreate: nothing serves meanwhile): 1 of 1 ready',
    ]);
  });

  it('have the ports of the nodes, which the server puts back under hostNetwork', () => {
    const pod = 'hostNetwork: true\ncontainers: [{name: c, image: "IMAGE", ports: [{containerPort: 80}]}]';
    const web = (image: string) => deploymentYaml('web', 'replicas: 2', pod, image);
    const cluster = after([`${nodeYaml('a')}---\n${nodeYaml('b')}`, web('app:1')]);
    const { fixes } = explanationOf([source('web.yaml', web('app:2'))], WEB, { cluster: [cluster] });
    expect(fixes.map(line)).toEqual([
      'let one old pod go before its replacement is ready (maxUnavailable 1, now 25% of 2 rounds down to 0): 2 of 2 ready',
      'end the old pods before new ones are made (strategy Recreate: nothing serves meanwhile): 2 of 2 ready',
      'leave the network of the node (no hostNetwork), and with it host port 80/TCP: 2 of 2 ready',
      'listen on another port of the node, 8080/TCP (now 80): 2 of 2 ready',
      'add a node with room for a pod, untainted: 2 of 2 ready',
    ]);
    const edits = fixes[2]!.edits.map(({ objectPath }) => objectPath.join('.'));
    expect(edits).toEqual(['spec.template.spec.hostNetwork']);
  });
});

describe('where no single change is enough', () => {
  it('is one that is dear set beside two that are not', () => {
    const apart =
      'affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: web}}}]}}';
    const nodes = source('nodes.yaml', nodeYaml('n1'), downNode('n2'));
    const web = deploymentYaml('web', 'replicas: 3', `${PLAIN}\n${apart}`);
    const { fixes } = explanationOf([source('web.yaml', web)], WEB, { cluster: [nodes] });
    expect(fixes.map(line)).toEqual([
      'add 2 nodes with room for a pod, untainted: 3 of 3 ready',
      'run 1 of them only (replicas 1, now 3): 1 of 1 ready',
      'bring n2 back, and add a node with room for a pod, untainted: 3 of 3 ready',
    ]);
  });

  it('two are tried together', () => {
    const web = deploymentYaml(
      'web',
      'replicas: 3',
      'nodeName: a\ncontainers: [{name: c, image: "IMAGE", resources: {requests: {memory: 10Gi}}}]',
    );
    const { answer, fixes } = explanationOf([source('web.yaml', web)], WEB, {
      nodes: '2x cpu=4,memory=16Gi,name=a',
    });
    expect(answer).toMatch(/^deployment\/web is stuck at 0 of 3 ready: its pods are replaced without end/);
    expect(fixes.map(line)[0]).toBe(
      'let the scheduler choose its node (no nodeName, now a), and ask for at most 8Gi of memory (now 10Gi): 3 of 3 ready',
    );
  });
});

describe('in a large world', () => {
  it('what came to rest is not looked at anew, and the same helps', () => {
    const nodes = ['a', 'b', 'c'].map((name) => nodeYaml(name)).join('---\n');
    const small = 'containers: [{name: c, image: "IMAGE", resources: {requests: {cpu: 40m}}}]';
    const cluster = after([nodes, deploymentYaml('db', 'replicas: 220', small)]);
    const web = deploymentYaml(
      'web',
      'replicas: 2',
      'containers: [{name: c, image: "IMAGE", resources: {requests: {cpu: "2"}}}]',
    );
    const { fixes } = explanationOf([source('web.yaml', web)], WEB, { cluster: [cluster] });
    expect(fixes.map(line)).toEqual([
      'ask for at most 1.1 cpu (now 2): 2 of 2 ready',
      'shrink deployment/db to at most 27m cpu (now 40m; 73 pods on b): 2 of 2 ready',
      'add a node with 4 cpu free, untainted: 2 of 2 ready',
    ]);
  });
});

describe('what a pod waits for before any node is looked for', () => {
  const POD = { kind: 'Pod', name: 'web' };
  const pod = (spec: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers: [{name: c, image: "app:1"}]\n  ${spec}\n`;
  const told = (spec: string, ...more: string[]) => {
    const { fixes, causes } = explanationOf([source('web.yaml', pod(spec), ...more)], POD, {
      nodes: 'cpu=4',
    });
    return { causes: causes!.map(({ text }) => text), fixes: fixes.map(line) };
  };

  it('is a gate, and who opens it', () => {
    expect(told('schedulingGates: [{name: kueue.x-k8s.io/admission}, {name: example.com/wait}]')).toEqual({
      causes: [
        'scheduling gate kueue.x-k8s.io/admission: Kueue takes it away when the queue of the workload has room for it',
        'scheduling gate example.com/wait: whoever put it there has to take it away',
      ],
      fixes: ['remove the scheduling gates kueue.x-k8s.io/admission, example.com/wait: 1 of 1 ready'],
    });
  });

  it('is a gate of a queue that it names', () => {
    const job = `apiVersion: batch/v1
kind: Job
metadata: {name: web, labels: {kueue.x-k8s.io/queue-name: team-a}}
spec:
  template:
    spec: {restartPolicy: Never, schedulingGates: [{name: kueue.x-k8s.io/admission}], containers: [{name: c, image: "app:1"}]}
`;
    const { causes } = explanationOf(
      [source('web.yaml', job)],
      { kind: 'Job', name: 'web' },
      { nodes: 'cpu=4' },
    );
    expect(causes!.map(({ text }) => text)).toEqual([
      'scheduling gate kueue.x-k8s.io/admission: Kueue takes it away when the LocalQueue team-a has room for it',
    ]);
  });

  it('is the rest of its group', () => {
    const group = (api: string, least: string) =>
      `apiVersion: ${api}\nkind: PodGroup\nmetadata: {name: g, namespace: default}\nspec: {${least}}\n`;
    const crd = (api: string) => {
      const [name, version] = api.split('/');
      return `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: podgroups.${name}}
spec:
  group: ${name}
  scope: Namespaced
  names: {kind: PodGroup, plural: podgroups, singular: podgroup, listKind: PodGroupList}
  versions: [{name: ${version}, served: true, storage: true, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}]
`;
    };
    const member = (meta: string, name = 'web') =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, ${meta}}\nspec:\n  nodeSelector: {disk: none}\n  containers: [{name: c, image: "app:1"}]\n`;
    const of = (meta: string, ...more: string[]) =>
      explanationOf([source('web.yaml', member(meta), ...more)], POD, { nodes: 'cpu=4' }).causes!.map(
        ({ text }) => text,
      );
    const plugin = 'labels: {scheduling.x-k8s.io/pod-group: g}';
    const api = 'scheduling.x-k8s.io/v1alpha1';
    expect(of(plugin)).toEqual([
      'PodGroup g, which is not given: the Coscheduling plugin places its pods together or not at all, and here one is looked at after the other',
    ]);
    expect(of(plugin, crd(api), group(api, 'minMember: 3'))).toEqual([
      'PodGroup g needs 3 pods at once, and 1 of it are there: the Coscheduling plugin places none before',
    ]);
    expect(of(plugin, crd(api), group(api, 'minMember: 2'), member(plugin, 'two'))).toEqual([
      'PodGroup g needs 2 pods at once, and 0 of its 2 have a place: the Coscheduling plugin places its pods together or not at all, and here one is looked at after the other',
    ]);
    const volcano = 'scheduling.volcano.sh/v1beta1';
    expect(
      of('annotations: {scheduling.k8s.io/group-name: g}', crd(volcano), group(volcano, 'queue: q')),
    ).toEqual([
      'PodGroup g: Volcano places its pods together or not at all, and here one is looked at after the other',
    ]);
  });

  it('is a claim of devices, and the name that was meant', () => {
    const claim =
      'apiVersion: resource.k8s.io/v1\nkind: ResourceClaim\nmetadata: {name: mine, namespace: default}\nspec: {devices: {}}\n';
    expect(told('resourceClaims: [{name: gpu, resourceClaimName: mines}]', claim)).toEqual({
      causes: [
        'resource claim gpu: there is no ResourceClaim mines in namespace default, did you mean mine?',
      ],
      fixes: ['use the ResourceClaim mine (now mines, which is not there): 1 of 1 ready'],
    });
    expect(told('resourceClaims: [{name: gpu, resourceClaimTemplateName: gpus}]')).toEqual({
      causes: ['resource claim gpu: there is no ResourceClaimTemplate gpus in namespace default'],
      fixes: [],
    });
  });
});

describe('devices', () => {
  const POD = { kind: 'Pod', name: 'web' };
  const deviceClass =
    'apiVersion: resource.k8s.io/v1\nkind: DeviceClass\nmetadata: {name: gpu.example.com}\nspec: {}\n';
  const slice = (more: string) =>
    `apiVersion: resource.k8s.io/v1\nkind: ResourceSlice\nmetadata: {name: s}\nspec: {driver: gpu.example.com, ${more}, pool: {name: p1, generation: 1, resourceSliceCount: 1}, devices: [{name: gpu-0}]}\n`;
  const template = (request: string) =>
    `apiVersion: resource.k8s.io/v1\nkind: ResourceClaimTemplate\nmetadata: {name: gpus, namespace: default}\nspec: {spec: {devices: {requests: [{name: g, ${request}}]}}}\n`;
  const pod =
    'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  resourceClaims: [{name: gpu, resourceClaimTemplateName: gpus}]\n  containers: [{name: c, image: "app:1"}]\n';
  const told = (request: string, ...cluster: string[]) =>
    explanationOf([source('web.yaml', pod, template(request))], POD, {
      cluster: [source('cluster.yaml', nodeYaml('n1'), deviceClass, ...cluster)],
    }).causes!.map(({ text }) => text.replace('resource claim gpu: ', ''));
  const unknown =
    'its ResourceClaim is made of the template gpus by a controller that is not modelled here: whether its devices are free is not known';

  it('that no node has so many of are counted', () => {
    const two = 'exactly: {deviceClassName: gpu.example.com, count: 2}';
    expect(told(two, slice('nodeName: n1'))).toEqual([
      'it asks for 2 devices of gpu.example.com, and by the ResourceSlices no node has more than 1',
    ]);
    expect(told(two)).toEqual([
      'it asks for 2 devices of gpu.example.com, and by the ResourceSlices no node has any',
    ]);
    expect(told(two, slice('allNodes: true'))).toEqual([unknown]);
    expect(told('exactly: {deviceClassName: gpu.example.com}', slice('nodeName: n1'))).toEqual([unknown]);
    expect(
      told('exactly: {deviceClassName: gpu.example.com, allocationMode: All}', slice('nodeName: n1')),
    ).toEqual([unknown]);
  });

  it('of a class that is not there have the name that was meant', () => {
    expect(told('exactly: {deviceClassName: gpu.exmaple.com}', slice('nodeName: n1'))).toEqual([
      'DeviceClass gpu.exmaple.com is not given, did you mean gpu.example.com?',
    ]);
    expect(told('firstAvailable: [{name: a, deviceClassName: x}]', slice('nodeName: n1'))).toEqual([unknown]);
  });
});

describe('claims that others have', () => {
  const claim = (mode: string) =>
    `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data, namespace: default}\nspec: {accessModes: [${mode}], resources: {requests: {storage: 1Gi}}, storageClassName: fast}\n`;
  const fast =
    'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: fast}\nprovisioner: x.example.com\n';
  const using = `containers: [{name: c, image: "IMAGE", volumeMounts: [{name: v, mountPath: /d}]}]
volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]`;
  const nodes = `${nodeYaml('n1')}---\n${nodeYaml('n2')}`;
  const onFirst = `${using}\nnodeSelector: {kubernetes.io/hostname: n1}`;
  const onSecond = `${using}\nnodeSelector: {kubernetes.io/hostname: n2}`;
  const told = (mode: string, holder: string, pod: string) => {
    const { fixes, causes } = explanationOf([source('web.yaml', deploymentYaml('web', '', pod))], WEB, {
      cluster: [after([nodes, fast, claim(mode), holder])],
    });
    return {
      causes: causes!.map(({ text }) => text.replace(/old-\w+-\w+|pvc-[\w-]+/g, '…')),
      fixes: fixes.map(line),
    };
  };

  it('for one pod are had when it ends', () => {
    expect(told('ReadWriteOncePod', deploymentYaml('old', '', onFirst), using)).toEqual({
      causes: [
        'claim default/data is held by pod/… of deployment/old on n1: ReadWriteOncePod lets one pod have it',
      ],
      fixes: ['end deployment/old, which has the claim data: 1 of 1 ready; 1 go'],
    });
    const bare = `apiVersion: v1\nkind: Pod\nmetadata: {name: old}\nspec:\n${onFirst.replaceAll('IMAGE', 'a').replace(/^/gm, '  ')}\n`;
    expect(told('ReadWriteOncePod', bare, using)).toEqual({
      causes: ['claim default/data is held by pod/old on n1: ReadWriteOncePod lets one pod have it'],
      fixes: ['end pod/old, which has the claim data: 1 of 1 ready; 1 go'],
    });
  });

  it('are had on the node of their volume', () => {
    expect(told('ReadWriteOnce', deploymentYaml('old', '', onFirst), onSecond)).toEqual({
      causes: [
        'claim default/data is held by pod/… of deployment/old on n1: its volume … is attached to one node at a time',
      ],
      fixes: [
        'run it on n1, where its volume is (nodeSelector k/hostname=n1): 1 of 1 ready',
        'end deployment/old, which has the claim data: 1 of 1 ready; 1 go',
      ],
    });
  });

  it('are not had from those who would have them again', () => {
    const scaler =
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: old, namespace: default}\nspec: {maxReplicas: 1, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: old}}\n';
    const held = after([nodes, fast, claim('ReadWriteOncePod'), deploymentYaml('old', '', onFirst)]);
    const { fixes } = explanationOf([source('web.yaml', deploymentYaml('web', '', using))], WEB, {
      cluster: [held, source('hpa.yaml', scaler)],
    });
    expect(fixes.map(line)).toEqual([]);
  });
});

describe('claims', () => {
  const POD = { kind: 'Pod', name: 'web' };
  const pod =
    'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers: [{name: c, image: "app:1"}]\n  volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]\n';
  const claim = (name: string, spec: string) =>
    `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: ${name}, namespace: default}\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}, ${spec}}\n`;
  const fast =
    'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: fast}\nprovisioner: x.example.com\n';
  const told = (files: string[], cluster: string[]) => {
    const { fixes, causes } = explanationOf([source('web.yaml', ...files)], POD, {
      cluster: [source('cluster.yaml', nodeYaml('a'), ...cluster)],
    });
    return {
      fixes: fixes.map(line),
      commands: fixes[0]?.commands,
      manifests: fixes[0]?.manifests,
      edits: fixes[0]?.edits,
      causes,
    };
  };

  it('of a zone want a node there', () => {
    const volume =
      'apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: pv-1, labels: {failure-domain.beta.kubernetes.io/zone: z}}\nspec:\n  capacity: {storage: 1Gi}\n  accessModes: [ReadWriteOnce]\n  storageClassName: ""\n  csi: {driver: x.example.com, volumeHandle: v}\n  nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: topology.kubernetes.io/zone, operator: In, values: [z]}]}]}}\n';
    const { fixes, causes } = told(
      [pod, claim('data', 'storageClassName: "", volumeName: pv-1'), volume],
      [],
    );
    expect(causes!.map(({ text }) => text)).toEqual(['volume pv-1 of claim default/data is in zone z']);
    expect(fixes).toEqual(['add a node in z with room for a pod, untainted: 1 of 1 ready']);
  });

  it('of another name may be meant', () => {
    const { fixes } = told([pod], [fast, claim('dtaa', 'storageClassName: fast')]);
    expect(fixes[0]).toBe('use the claim dtaa (now data, which is not there): 1 of 1 ready');
  });

  it('of a class that is not there are made anew where they are there', () => {
    const wrong = claim('data', 'storageClassName: fastt');
    const said = 'use the StorageClass fast (now fastt, which is not there): 1 of 1 ready';
    const written = told([pod, wrong], [fast]);
    expect(written.fixes).toEqual([said]);
    expect(written.edits).toMatchObject([
      { of: { kind: 'PersistentVolumeClaim' }, yaml: 'storageClassName: fast' },
    ]);
    expect(written.commands).toEqual([]);
    const live = told([pod], [fast, wrong]);
    expect(live.fixes).toEqual([said]);
    expect(live.commands).toEqual(['kubectl delete persistentvolumeclaim data']);
    expect(live.manifests).toEqual([
      expect.stringContaining('storageClassName: fast, volumeMode: Filesystem}') as unknown,
    ]);
  });

  it('that a StatefulSet makes have their class in its template', () => {
    const set =
      'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db}\nspec:\n  serviceName: db\n  selector: {matchLabels: {app: db}}\n  template: {metadata: {labels: {app: db}}, spec: {containers: [{name: c, image: "app:1"}]}}\n  volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], storageClassName: fsat, resources: {requests: {storage: 1Gi}}}}]\n';
    const { fixes } = explanationOf(
      [source('db.yaml', set, fast)],
      { kind: 'StatefulSet', name: 'db' },
      { nodes: 'cpu=4' },
    );
    expect(fixes.map(line)).toEqual([
      'use the StorageClass fast (now fsat, which is not there): 1 of 1 ready',
    ]);
    expect(fixes[0]!.edits[0]!.objectPath.join('.')).toBe(
      'spec.volumeClaimTemplates.0.spec.storageClassName',
    );
  });
});

describe('configuration that is not there', () => {
  const config = (name: string, data: string) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: default}\ndata: ${data}\n`;
  const env = (kind: string, name: string, key: string) =>
    `env: [{name: A, valueFrom: {${kind}: {name: ${name}, key: ${key}}}}]`;
  const told = (container: string, ...more: string[]) => {
    const web = deploymentYaml('web', 'replicas: 2', `containers: [{name: c, image: "IMAGE", ${container}}]`);
    const { answer, fixes, causes } = explanationOf([source('web.yaml', web, ...more)], WEB, {
      nodes: 'cpu=4',
    });
    return {
      answer,
      fixes: fixes.map(line),
      causes: causes!.map(({ text }) => text),
      manifests: fixes[0]?.manifests,
    };
  };

  it('is made, with the keys that are read', () => {
    const both = `${env('secretKeyRef', 'password', 'p')}, envFrom: [{configMapRef: {name: conf}}]`;
    expect(told(both)).toEqual({
      answer: expect.stringMatching(
        /^deployment\/web is stuck at 0 of 2 ready: CreateContainerConfigError: /,
      ) as unknown,
      fixes: ['create secret/password and configmap/conf: 2 of 2 ready'],
      causes: [
        'secret/password is not there, as far as is known here',
        'configmap/conf is not there, as far as is known here',
      ],
      manifests: [
        '{apiVersion: v1, kind: Secret, metadata: {name: password, namespace: default}, data: {p: ""}}',
        '{apiVersion: v1, kind: ConfigMap, metadata: {name: conf, namespace: default}, data: {}}',
      ],
    });
  });

  it('has another name, or another key', () => {
    const { fixes } = told(env('configMapKeyRef', 'cofn', 'level'), config('conf', '{level: debug}'));
    expect(fixes).toEqual([
      'use the ConfigMap conf (now cofn, which is not there): 2 of 2 ready',
      'create configmap/cofn: 2 of 2 ready',
    ]);
    const key = told(env('configMapKeyRef', 'conf', 'levle'), config('conf', '{level: debug}'));
    expect(key.causes).toEqual(['configmap/conf has no key levle']);
    expect(key.fixes).toEqual([
      'read the key level of configmap/conf (now levle, which it does not have): 2 of 2 ready',
    ]);
    expect(told(env('configMapKeyRef', 'conf', 'port'), config('conf', '{level: debug}')).fixes).toEqual([
      'add the key port to configmap/conf: 2 of 2 ready',
    ]);
  });
});

describe('what the cluster alone holds', () => {
  const big = 'containers: [{name: c, image: "IMAGE", resources: {requests: {memory: 20Gi}}}]';
  const own = '{taints: [{key: dedicated, effect: NoSchedule}]}';

  it('is patched, and what is not changed in place is made anew', () => {
    const cluster = after([nodeYaml('a'), deploymentYaml('web', 'replicas: 2', big)]);
    const { fixes } = explanationOf([], WEB, { cluster: [cluster] });
    expect(fixes.map(line)).toEqual([
      'ask for at most 8Gi of memory (now 20Gi): 2 of 2 ready',
      'add 2 nodes with 20Gi memory free, untainted: 2 of 2 ready',
    ]);
    const pod = `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: default, uid: p, resourceVersion: "1"}
spec: {containers: [{name: c, image: "app:1"}]}
status: {phase: Pending}
`;
    const waiting = source('cluster.yaml', nodeYaml('a', own), pod);
    const told = explanationOf([], { kind: 'Pod', name: 'web' }, { cluster: [waiting] });
    expect(told.fixes.map(line).slice(0, 2)).toEqual([
      'tolerate dedicated:NoSchedule: 1 of 1 ready; made anew',
      'take the taint dedicated:NoSchedule off a: 1 of 1 ready',
    ]);
    expect(told.fixes[0]!.commands).toEqual(['kubectl delete pod web']);
  });

  it('is deleted where the manifest of it changes what cannot be changed', () => {
    const job = (more: string) => `apiVersion: batch/v1
kind: Job
metadata: {name: web, namespace: default}
spec:
  template:
    metadata: {labels: {a: b}}
    spec: {restartPolicy: Never, containers: [{name: c, image: "app:1"}]${more}}
`;
    const pod = `apiVersion: v1
kind: Pod
metadata: {name: web-x, namespace: default, ownerReferences: [{apiVersion: batch/v1, kind: Job, name: web, uid: j, controller: true}]}
spec: {restartPolicy: Never, containers: [{name: c, image: "app:1"}]}
status: {phase: Pending}
`;
    const live = job('').replace('namespace: default', 'namespace: default, uid: j');
    const cluster = source('cluster.yaml', nodeYaml('a', own), live, pod);
    const { fixes } = explanationOf(
      [source('job.yaml', job(''))],
      { kind: 'Job', name: 'web' },
      { cluster: [cluster] },
    );
    expect(fixes.map(line)[0]).toBe('tolerate dedicated:NoSchedule: 1 of 1 ready; made anew');
    expect(fixes[0]!.commands).toEqual(['kubectl delete job web']);
  });

  it('comes back with the nodes that are down, one or all', () => {
    const web = deploymentYaml(
      'web',
      'replicas: 2',
      spreadOver('kubernetes.io/hostname').replace('topo', `${PLAIN}\ntopo`),
    );
    const cluster = source('cluster.yaml', downNode('a'), downNode('b'));
    const { fixes } = explanationOf([source('web.yaml', web)], WEB, { cluster: [cluster] });
    const told = fixes.filter(({ befalls }) => befalls);
    expect(told.map(line)).toEqual(['bring a and b back: 2 of 2 ready']);
    expect(told.map(({ befalls }) => befalls)).toEqual([['recover node/a node/b']]);
  });

  it('may be harmed, or go', () => {
    const full = 'containers: [{name: c, image: "IMAGE", resources: {requests: {memory: 12Gi}}}]';
    const cluster = after([nodeYaml('a'), deploymentYaml('db', 'replicas: 1', full)]);
    const high =
      'apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: high}\nvalue: 1000\n';
    const web = deploymentYaml('web', 'replicas: 1', full);
    const { fixes } = explanationOf([source('web.yaml', web)], WEB, {
      cluster: [cluster, source('high.yaml', high, high.replace('high', 'higher').replace('1000', '2000'))],
    });
    const told = fixes.map(line);
    expect(told.at(-1)).toBe(
      'give it the PriorityClass high (priority 1000, now 0): 1 of 1 ready; harms deployment/db; 1 go',
    );
    expect(told[0]).toBe('ask for at most 4Gi of memory (now 12Gi): 1 of 1 ready');
  });
});
