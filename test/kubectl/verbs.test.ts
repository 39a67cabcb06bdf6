import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/objects.js';
import { PlainClient } from '../../src/kubectl/client.js';
import { readCommands } from '../../src/kubectl/command/read-command.js';
import type { Said } from '../../src/kubectl/command/verb.js';
import { KUBECTL_VERBS } from '../../src/kubectl/verbs/index.js';
import { CONFIG_MAP, found, having, NODE, statefulSet, web } from './client.js';

/** Runs a command as far as it goes at once. */
function runs(client: PlainClient, line: string, file: object[] = []): Said {
  const [asked] = readCommands(line, KUBECTL_VERBS);
  const manifests = () => file.map((object) => ({ object: object as KubeObject, source: 'a.yaml' }));
  return asked!.verb.run(asked!, { client, namespace: 'ns', manifests });
}
const said = (client: PlainClient, line: string, file?: object[]) => {
  const { lines, exitCode } = runs(client, line, file);
  return [exitCode, ...lines];
};
const pod = (name: string, labels = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'ns', labels },
  spec: { containers: [{ name: 'c', image: 'i', ports: [{ containerPort: 80 }] }] },
});
const other = (name: string) => ({
  ...CONFIG_MAP,
  metadata: { name, namespace: 'ns', labels: { app: 'x' } },
});

describe('which objects a command is about', () => {
  it.each([
    ['label cm c x=1', [0, 'configmap/c labeled']],
    ['label cm/c configmaps/d x=1', [0, 'configmap/c labeled', 'configmap/d labeled']],
    ['label cm c d x=1', [0, 'configmap/c labeled', 'configmap/d labeled']],
    ['label cm,pod -l app=x x=1', [0, 'configmap/d labeled']],
    ['label cm --all x=1', [0, 'configmap/c labeled', 'configmap/d labeled']],
    ['label cm --all -n other x=1', [0]],
    ['label cm --all -A x=1', [0, 'configmap/c labeled', 'configmap/d labeled']],
    ['label -f a.yaml x=1', [0, 'configmap/c labeled']],
    [
      'label cm none c x=1',
      [1, 'configmap/c labeled', 'Error from server (NotFound): configmaps "none" not found'],
    ],
    ['label cm x=1', [1, 'error: resource(s) were provided, but no name was specified']],
    ['label gadget c x=1', [1, 'error: the server doesn\'t have a resource type "gadget"']],
    ['label gadget -l a x=1', [1, 'error: the server doesn\'t have a resource type "gadget"']],
    ['label cm c -l app=x x=1', [1, 'error: name cannot be provided when a selector is specified']],
    [
      'label cm/c -l app=x x=1',
      [1, 'error: selectors and the all flag cannot be used when passing resource/name arguments'],
    ],
    [
      'label -f a.yaml cm c x=1',
      [
        1,
        'error: when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well',
      ],
    ],
    ['label cm/c/d x=1', [1, 'error: arguments in resource/name form may not have more than one slash']],
    ['label cm/ x=1', [1, 'error: arguments in resource/name form must have a single resource and name']],
    [
      'label cm cm/c x=1',
      [
        1,
        "error: there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'",
      ],
    ],
    ['label cm c x=1 d', [1, 'error: all resources must be specified before label changes: d']],
    ['label -l app=x x=1', [1, 'error: at least one resource must be specified to use a selector']],
    ['label x=1', [1, 'error: You must provide one or more resources by argument or filename.']],
    [
      'label cm -l a=b=c x=1',
      [1, "error: unable to parse requirement: found '=', expected: ',' or 'end of string'"],
    ],
    ['label cm c', [1, 'error: at least one label update is required']],
    ['annotate cm c', [1, 'error: at least one annotation update is required']],
    ['annotate cm c x=1 note-', [0, 'configmap/c annotated']],
  ])('%s', (line, expected) => {
    const client = having(CONFIG_MAP, other('d'));
    const [first, ...rest] = said(client, line, [CONFIG_MAP]);
    if (line.includes('a=b=c')) expect([first, rest.length]).toEqual([1, 1]);
    else expect([first, ...rest]).toEqual(expected);
  });
});

describe('verbs', () => {
  const STS = statefulSet('db:1');
  it.each([
    ['scale deploy/web sts/db --replicas=3', [0, 'deployment.apps/web scaled', 'statefulset.apps/db scaled']],
    ['scale deploy/web --replicas=3 --current-replicas=2', [1, 'error: Expected replicas to be 2, was 1']],
    ['scale deploy/web --replicas=3 --current-replicas=1', [0, 'deployment.apps/web scaled']],
    [
      'scale deploy/web --replicas=3 --current-replicas=-2',
      [1, 'error: The --current-replicas must specify an integer of -1 or greater'],
    ],
    ['scale deploy -l a=b --replicas=3', [1, 'error: no objects passed to scale']],
    ['set image deploy/web app=app:2', [0, 'deployment.apps/web image updated']],
    ['set image deploy/web', [1, 'error: at least one image update is required']],
    [
      'set image deploy/web *=a b=c',
      [
        1,
        'error: all containers are already specified by *, but saw more than one container_name=container_image pairs',
      ],
    ],
    ['set env deploy/web A=1 -e B=2', [0, 'deployment.apps/web env updated']],
    ['set env deploy/web A=1 -c other', [0]],
    ['set env deploy/web', [1, 'error: at least one environment variable must be provided']],
    [
      'set resources deploy/web --limits=cpu=1,memory=1Gi --requests cpu=100m',
      [0, 'deployment.apps/web resource requirements updated'],
    ],
    ['set resources deploy/web --limits=cpu=1 -c nobody', [1, 'error: unable to find container named *']],
    [
      'set resources deploy/web',
      [1, 'error: you must specify an update to requests or limits (in the form of --requests/--limits)'],
    ],
    [
      'set resources deploy/web --limits=cpu',
      [1, 'error: Invalid argument syntax cpu, expected <resource>=<value>'],
    ],
    ['patch deploy/web -p "spec: {replicas: 2}"', [0, 'deployment.apps/web patched']],
    [
      'patch deploy/web',
      [1, 'error: must specify --patch or --patch-file containing the contents of the patch'],
    ],
    ['patch deploy/web -p "{a"', [1, 'error: unable to parse the patch']],
    ['cordon n1', [0, 'node/n1 cordoned']],
    ['uncordon node/n1', [0, 'node/n1 already uncordoned']],
    ['cordon -l a=b', [0]],
    ['cordon', [1, 'error: You must provide one or more resources by argument or filename.']],
    ['cordon n1 -l a', [1, 'error: name cannot be provided when a selector is specified']],
    ['taint nodes n1 a=b:NoSchedule c:NoExecute', [0, 'node/n1 tainted']],
    [
      'taint nodes n1 a=b:NoSchedule a-',
      [1, 'error: can not both modify and remove the following taint(s) in the same command: a='],
    ],
    ['taint nodes n1', [1, 'error: at least one taint update is required']],
    ['taint nodes n1 a=b', [1, 'error: invalid taint spec: a=b, name part must consist of']],
    ['taint nodes n1 a', [1, 'error: at least one taint update is required']],
    [
      'taint nodes n1 a:Never',
      [
        1,
        'error: invalid taint effect: Never, unsupported taint effect',
        "See 'kubectl taint -h' for help and examples",
      ],
    ],
    [
      'taint nodes n1 a:NoExecute:b',
      [1, 'error: invalid taint spec: a:NoExecute:b', "See 'kubectl taint -h' for help and examples"],
    ],
    [
      'taint nodes n1 a=1=2:NoExecute',
      [1, 'error: invalid taint spec: a=1=2:NoExecute', "See 'kubectl taint -h' for help and examples"],
    ],
    [
      'taint deploy web a:NoExecute',
      [1, 'error: invalid resource type deploy, only node types are supported'],
    ],
    ['rollout restart deploy', [0, 'deployment.apps/web restarted']],
    ['rollout pause deploy/web', [0, 'deployment.apps/web paused']],
    ['rollout resume deploy/web', [1, 'error: deployments.apps "web" is not paused']],
    ['rollout undo deploy/web --to-revision=-1', [1, 'error: revision must be a positive integer: -1']],
    ['rollout undo deploy/web', [1, 'error: no rollout history found for deployment "web"']],
    ['rollout history deploy/web', [0, 'deployment.apps/web ', 'No rollout history found.']],
    ['rollout history cm/c', [1, 'error: no history viewer has been implemented for "ConfigMap"']],
    ['rollout history deploy/none', [1, 'Error from server (NotFound): deployments.apps "none" not found']],
    [
      'autoscale deploy/web --min=2 --max=5 --cpu=80%',
      [0, 'horizontalpodautoscaler.autoscaling/web autoscaled'],
    ],
    [
      'autoscale deploy/web --max=5 --cpu=500 --memory 1Gi --name=x',
      [0, 'horizontalpodautoscaler.autoscaling/x autoscaled'],
    ],
    [
      'autoscale deploy/web --max=5 --cpu-percent=50',
      [0, 'horizontalpodautoscaler.autoscaling/web autoscaled'],
    ],
    ['autoscale deploy/web', [1, 'error: required flag(s) "max" not set']],
    ['autoscale deploy/web --max=0', [1, 'error: --max=MAXPODS is required and must be at least 1, max: 0']],
    [
      'autoscale deploy/web --max=1 --min=2',
      [1, 'error: --max=MAXPODS must be larger or equal to --min=MINPODS, max: 1, min: 2'],
    ],
    [
      'autoscale deploy/web --max=1 --cpu=1 --cpu-percent=3',
      [1, 'error: --cpu-percent and --cpu are mutually exclusive'],
    ],
    ['autoscale deploy/web --max=1 --cpu=x%', [1, 'error: invalid percentage value: x']],
    ['autoscale deploy/web --max=1 --memory=x', [1, 'error: invalid resource memory value: x']],
    [
      'autoscale cm/c --max=1',
      [1, 'error: cannot autoscale a ConfigMap: the server could not find the requested resource'],
    ],
    ['autoscale deploy/none --max=1', [1, 'Error from server (NotFound): deployments.apps "none" not found']],
    ['expose deploy/web --port=80', [0, 'service/web exposed']],
    [
      'expose deploy/web --port=80,81 --target-port=http --type=NodePort --name=x --labels a=b',
      [0, 'service/x exposed'],
    ],
    ['expose deploy/web', [1, "error: couldn't find port via --port flag or introspection"]],
    ['expose pod/p --selector=a=b', [0, 'service/p exposed']],
    [
      'expose pod/p',
      [
        1,
        "error: couldn't retrieve selectors via --selector flag or introspection: the pod has no labels and cannot be exposed",
      ],
    ],
    ['expose pod/p --selector=a', [1, 'error: unexpected label spec: a']],
    ['expose pod/p --selector==a', [1, 'error: unexpected empty label key']],
    ['expose pod/p --selector=a=b --port=x', [1, 'error: strconv.Atoi: parsing "x": invalid syntax']],
    ['expose pod/p --selector=a=b --port=53,80', [0, 'service/p exposed']],
    ['expose cm/c --port=1', [1, 'error: cannot expose a ConfigMap']],
    ['expose sts/db --port=1', [1, 'error: cannot expose a StatefulSet.apps']],
    ['expose pod/none', [1, 'Error from server (NotFound): pods "none" not found']],
    ['create deployment a --image=shop/a_b:1 --replicas=2 --port=80', [0, 'deployment.apps/a created']],
    [
      'create deployment web --image=a',
      [1, 'error: failed to create deployment: deployments.apps "web" already exists'],
    ],
    ['create deployment a', [1, 'error: required flag(s) "image" not set']],
    ['create configmap a --from-literal=x=1', [0, 'configmap/a created']],
    ['create configmap a --from-literal=x', [1, 'error: invalid literal source x, expected key=value']],
    [
      'create configmap a --from-literal=x=1 --from-literal=x=2',
      [1, 'error: cannot add key "x", another key by that name already exists in Data for ConfigMap "a"'],
    ],
    ['create secret generic a --from-literal=x=1 --type=example.com/x', [0, 'secret/a created']],
    ['create secret generic a', [0, 'secret/a created']],
    [
      'create secret generic a --from-literal=hunter2',
      [1, 'error: invalid literal source (value hidden), expected key=value'],
    ],
    [
      'create secret generic a --from-literal=x=1 --from-literal=x=2',
      [1, 'error: cannot add key x, another key by that name already exists'],
    ],
    ['create secret tsl a', [1, 'error: there is create secret generic, tls, docker-registry, not tsl']],
    ['create secret', [1, 'error: there is create secret generic, tls, docker-registry, without a kind']],
    ['create namespace shop', [0, 'namespace/shop created']],
    ['create namespace', [1, 'error: exactly one NAME is required, got 0']],
    ['create job a --image=b -- echo hi', [0, 'job.batch/a created']],
    ['create job a', [1, 'error: either --image or --from must be specified']],
    ['create job a --from=cronjob/c', [1, 'Error from server (NotFound): cronjobs.batch "c" not found']],
    ['create job a --from=cm/c', [1, 'error: from must be an existing cronjob']],
    ['create job a --from=cronjob/c --image=x', [1, 'error: either --image or --from must be specified']],
    ['create job a x --from=cronjob/c', [1, 'error: cannot specify --from and command']],
    [
      'create -f a.yaml',
      [1, 'Error from server (AlreadyExists): error when creating "a.yaml": configmaps "c" already exists'],
    ],
    ['create x', [1, 'error: Unexpected args: [x]']],
    [
      'apply -f a.yaml',
      [0, expect.stringMatching(/^Warning: resource configmaps\/c is missing/), 'configmap/c configured'],
    ],
    ['apply', [1, 'error: must specify one of -f and -k']],
    [
      'delete cm c none',
      [
        1,
        'configmap "c" deleted from ns namespace',
        'Error from server (NotFound): configmaps "none" not found',
      ],
    ],
    ['delete cm -l none', [0, 'No resources found']],
    ['delete cm none --ignore-not-found', [0, 'No resources found']],
    ['delete cm --all -l a', [1, 'error: cannot set --all and --selector at the same time']],
    [
      'delete cm c --now --grace-period=2',
      [1, 'error: --now and --grace-period cannot be specified together'],
    ],
    [
      'delete cm c --force --grace-period=2',
      [1, 'error: --force and --grace-period greater than 0 cannot be specified together'],
    ],
    ['drain none', [1, 'Error from server (NotFound): nodes "none" not found']],
    ['drain n1 --pod-selector==', [1, 'error: --pod-selector=<pod_selector> must be a valid label selector']],
    ['wait cm/c', [1, 'error: unrecognized condition: []']],
    ['wait cm/c --for=x', [1, 'error: unrecognized condition: "x"']],
    ['wait cm/none --for=condition=x', [1, 'Error from server (NotFound): configmaps "none" not found']],
    ['wait cm -l a=none --for=condition=x', [1, 'error: no matching resources found']],
    ['rollout status cm -l none', [0, 'No resources found in ns namespace.']],
    ['rollout status deploy/none', [1, 'Error from server (NotFound): deployments.apps "none" not found']],
  ])('%s', (line, expected) => {
    const client = having(web(), STS, CONFIG_MAP, NODE, pod('p'));
    const answer = said(client, line, [{ ...CONFIG_MAP, data: { x: 'y' } }]);
    const last = expected.at(-1);
    if (typeof last === 'string' && last.endsWith('must consist of')) {
      expect(answer[1]).toContain(last);
    } else expect(answer).toEqual(expected);
  });

  it('what is made by a command', () => {
    const client = having(web(), pod('p', { app: 'p' }));
    said(client, 'create deployment a --image=shop/a_b:1 --replicas=2 --port=80');
    expect(found(client, 'Deployment', 'ns/a')).toMatchObject({
      metadata: { labels: { app: 'a' } },
      spec: {
        replicas: 2,
        template: {
          spec: { containers: [{ name: 'a-b', image: 'shop/a_b:1', ports: [{ containerPort: 80 }] }] },
        },
      },
    });
    said(client, 'expose pod/p --target-port=http');
    expect(found(client, 'Service', 'ns/p')).toMatchObject({
      spec: { selector: { app: 'p' }, ports: [{ port: 80, targetPort: 'http', protocol: 'TCP' }] },
    });
    said(client, 'expose service/p --name=q --cluster-ip=None');
    expect(found(client, 'Service', 'ns/q')).toMatchObject({
      spec: { clusterIP: 'None', selector: { app: 'p' } },
    });
    said(client, 'autoscale deploy/web --min=2 --max=5 --cpu=500 --memory=70%');
    expect(found(client, 'HorizontalPodAutoscaler', 'ns/web')).toMatchObject({
      spec: {
        minReplicas: 2,
        maxReplicas: 5,
        metrics: [
          { resource: { name: 'cpu', target: { averageValue: '500m' } } },
          { resource: { name: 'memory', target: { averageUtilization: 70 } } },
        ],
      },
    });
    said(client, 'set resources deploy/web --limits=cpu=2 --requests=memory=1Gi -c a*');
    said(client, 'set resources deploy/web --limits=memory=2Gi');
    expect(found(client, 'Deployment', 'ns/web')).toMatchObject({
      spec: {
        template: {
          spec: {
            containers: [{ resources: { limits: { cpu: '2', memory: '2Gi' }, requests: { memory: '1Gi' } } }],
          },
        },
      },
    });
  });

  it('a job of a CronJob', () => {
    const cronJob = {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'c', namespace: 'ns' },
      spec: {
        schedule: '0 * * * *',
        jobTemplate: {
          metadata: { labels: { a: 'b' } },
          spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'i' }] } } },
        },
      },
    };
    const client = having(cronJob);
    expect(said(client, 'create job now --from=cronjob/c')).toEqual([0, 'job.batch/now created']);
    expect(found(client, 'Job', 'ns/now')).toMatchObject({
      metadata: {
        labels: { a: 'b' },
        annotations: { 'cronjob.kubernetes.io/instantiate': 'manual' },
        ownerReferences: [{ kind: 'CronJob', name: 'c', controller: true }],
      },
    });
  });

  it('a kind whose definition comes with it is not there yet', () => {
    const crd = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'cogs.example.com' },
      spec: {
        group: 'example.com',
        scope: 'Namespaced',
        names: { plural: 'cogs', singular: 'cog', kind: 'Cog', listKind: 'CogList' },
        versions: [
          { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } },
        ],
      },
    };
    const cog = { apiVersion: 'example.com/v1', kind: 'Cog', metadata: { name: 'c', namespace: 'ns' } };
    const [code, ...lines] = said(having(), 'apply -f a.yaml', [crd, cog]);
    expect(code).toBe(1);
    expect(lines[0]).toBe('customresourcedefinition.apiextensions.k8s.io/cogs.example.com created');
    expect(lines[1]).toContain('resource mapping not found for name: "c" namespace: "ns" from "a.yaml"');
  });
});

describe('verbs that wait', () => {
  const at = (client: PlainClient, now: number) => new PlainClient(client.cluster, now);

  it('for a condition', () => {
    const client = having(pod('p'));
    const { course } = runs(client, 'wait pod/p --for=condition=Ready --timeout=10s');
    expect(course?.look(client)).toEqual({ lines: [] });
    expect(course?.waitsFor(client)).toBe('the condition on pods/p is not met');
    expect([course?.deadline, course?.look(at(client, 10_000))]).toEqual([
      10_000,
      { lines: ['error: timed out waiting for the condition on pods/p'], exitCode: 1 },
    ]);
    const once = runs(client, 'wait pod/p --for=condition=Ready --timeout=0').course;
    expect(once?.look(client)).toEqual({ lines: ['error: condition not met for pods/p'], exitCode: 1 });
    const met = runs(client, "wait pod/p --for=create --for=jsonpath='{.spec.containers[0].name}'=c").course;
    expect(met?.look(client)).toEqual({ lines: ['pod/p condition met', 'pod/p condition met'], exitCode: 0 });
    expect(met?.waitsFor(client)).toBe('');
    const many = runs(client, "wait pod/p --for=jsonpath='{.spec.containers}'=c").course;
    expect(many?.look(client).lines).toEqual([
      'error: jsonpath leads to a nested object or list which is not supported',
    ]);
    const gone = runs(client, 'wait pod/none --for=delete').course;
    expect(gone?.look(client)).toEqual({ lines: ['ns/none condition met'], exitCode: 0 });
    expect(runs(client, 'wait pod -l none --for=delete')).toMatchObject({ lines: [], exitCode: 0 });
    expect(runs(client, 'wait pod/p --for=delete --timeout=-1s').course?.deadline).toBe(7 * 86_400_000);
  });

  it('until what is deleted is gone', () => {
    const held = { ...CONFIG_MAP, metadata: { name: 'c', namespace: 'ns', finalizers: ['a.example/x'] } };
    const client = having(held);
    const { course, lines } = runs(client, 'delete cm/c --timeout=5s');
    expect(lines).toEqual(['configmap "c" deleted from ns namespace']);
    expect([course?.look(client), course?.waitsFor(client)]).toEqual([
      { lines: [] },
      'configmap/c is still there',
    ]);
    expect(course?.look(at(client, 5000))).toEqual({
      lines: ['error: timed out waiting for the condition on configmaps/c'],
      exitCode: 1,
    });
    expect(course?.look(having())).toEqual({ lines: [], exitCode: 0 });
    expect(runs(having(held), 'delete cm/c --wait=false').course).toBeUndefined();
  });

  it('until a rollout is done', () => {
    const client = having(web());
    const { course } = runs(client, 'rollout status deploy/web --timeout=1m');
    const line = 'Waiting for deployment spec update to be observed...';
    expect(course?.look(client)).toEqual({ lines: [line] });
    expect([course?.look(client), course?.waitsFor(client)]).toEqual([
      { lines: [] },
      'deployment.apps/web is not rolled out',
    ]);
    expect(course?.look(at(client, 60_000))).toEqual({
      lines: ['error: timed out waiting for the condition'],
      exitCode: 1,
    });
    expect(course?.look(having())).toEqual({ lines: ['error: object has been deleted'], exitCode: 1 });
    const glance = runs(client, 'rollout status deploy/web --watch=false').course;
    expect(glance?.look(client)).toEqual({ lines: [line], exitCode: 0 });
    expect(glance?.waitsFor(client)).toBe('');
    const none = runs(having(CONFIG_MAP), 'rollout status cm/c').course;
    expect(none?.look(having(CONFIG_MAP))).toEqual({
      lines: ['error: no status viewer has been implemented for ConfigMap'],
      exitCode: 1,
    });
  });
});
