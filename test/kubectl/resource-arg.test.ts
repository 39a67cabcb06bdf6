import { describe, expect, it } from 'vitest';
import { runKubectl } from '../../src/kubectl/command-line.js';
import { objectNamed, resourceNamed } from '../../src/kubectl/resource-arg.js';
import { clientOf, having, run, web } from './client.js';

const world = clientOf().cluster;

describe('a word for a resource', () => {
  it.each([
    ['pod', 'v1 Pod'],
    ['Pods', 'v1 Pod'],
    ['po', 'v1 Pod'],
    ['deploy', 'apps/v1 Deployment'],
    ['deployments.apps', 'apps/v1 Deployment'],
    ['deployments.v1.apps', 'apps/v1 Deployment'],
    ['sts', 'apps/v1 StatefulSet'],
    ['hpa', 'autoscaling/v2 HorizontalPodAutoscaler'],
    ['ev', 'v1 Event'],
    ['events.events.k8s.io', 'events.k8s.io/v1 Event'],
    ['ing', 'networking.k8s.io/v1 Ingress'],
    ['endpoints', 'v1 Endpoints'],
    ['widgets', 'example.com/v1 Widget'],
    ['widget.example.com', 'example.com/v1 Widget'],
    ['globe', 'example.com/v1 Globe'],
  ])('%s is %s', (word, expected) => {
    const found = resourceNamed(world, word);
    expect(found && `${found.apiVersion} ${found.kind}`).toBe(expected);
  });

  it('is the short name of any that has one', () => {
    const shorts =
      'cm csr cj crd crds deploy ds ep ev hpa ing limits netpol no ns pc pdb po pv pvc quota rc rs sa sc sts svc';
    expect(shorts.split(' ').map((word) => resourceNamed(world, word)?.plural)).toEqual([
      'configmaps',
      'certificatesigningrequests',
      'cronjobs',
      'customresourcedefinitions',
      'customresourcedefinitions',
      'deployments',
      'daemonsets',
      'endpoints',
      'events',
      'horizontalpodautoscalers',
      'ingresses',
      'limitranges',
      'networkpolicies',
      'nodes',
      'namespaces',
      'priorityclasses',
      'poddisruptionbudgets',
      'pods',
      'persistentvolumes',
      'persistentvolumeclaims',
      'resourcequotas',
      'replicationcontrollers',
      'replicasets',
      'serviceaccounts',
      'storageclasses',
      'statefulsets',
      'services',
    ]);
  });

  it.each(['gadget', 'deployments.extensions', 'eviction', 'scale', '', 'status'])('%s is none', (word) => {
    expect(resourceNamed(world, word)).toBeUndefined();
  });

  it('and a name are an object, in its namespace if it has one', () => {
    const named = (word: string) => objectNamed(world, word, 'x', 'ns');
    expect(['deploy', 'no', 'widget', 'globe', 'gadget'].map(named)).toEqual([
      { kind: 'Deployment', key: 'ns/x' },
      { kind: 'Node', key: 'x' },
      { kind: 'Widget.example.com', key: 'ns/x' },
      { kind: 'Globe.example.com', key: 'x' },
      undefined,
    ]);
  });
});

describe('a command line', () => {
  it('names the namespace', () => {
    const elsewhere = { ...web(), metadata: { name: 'web', namespace: 'other' } };
    const other = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'other' } };
    const client = clientOf([other, elsewhere]);
    expect(run(client, 'scale deploy/web --replicas=2 -n other')).toBe('deployment.apps/web scaled');
    expect(run(client, 'scale deploy/web --replicas=2 --namespace=other')).toBe('deployment.apps/web scaled');
    expect(run(client, 'scale deploy/web --replicas=2')).toMatch(/not found$/);
  });

  it('has an exit status', () => {
    const client = having(web());
    const context = { client, namespace: 'ns' };
    expect(runKubectl(['scale', 'deploy/web', '--replicas=2'], context).exitCode).toBe(0);
    expect(runKubectl(['scale', 'deploy/none', '--replicas=2'], context).exitCode).toBe(1);
    expect(runKubectl(['rollout', 'resume', 'deploy/web'], context).exitCode).toBe(1);
  });

  it('that is not known here is an error of whoever wrote it', () => {
    const client = having(web());
    expect(() => run(client, 'frobnicate deploy/web')).toThrow('unknown verb frobnicate');
    expect(() => run(client, 'rollout frob deploy/web')).toThrow('there is no rollout frob');
    expect(run(client, 'scale gadget/x --replicas=1')).toBe(
      'error: the server doesn\'t have a resource type "gadget"',
    );
    expect(run(client, 'apply -f -')).toBe('error: no objects passed to apply');
  });
});
