/** What would have refused pods made: each lift is told with how far it gets. */
import { describe, expect, it } from 'vitest';
import { refusalSentence } from '../../src/explain/left-out.js';
import { allNeverMade } from '../../src/explain/never-made.js';
import { playedThrough } from '../../src/explain/prove.js';
import { parseSources } from '../../src/manifest/parse.js';
import { defaultScheduler } from '../../src/scheduler/configuration/scheduler.js';
import { buildWorld } from '../../src/simulation/world.js';
import { deploymentYaml, line, nodeYaml, source } from './worlds.js';

const scheduler = defaultScheduler();
const NODES = `${nodeYaml('a')}---\n${nodeYaml('b')}`;

/** What is refused in a world, in a sentence each, and what lifts it. */
function lifted(manifests: string[], cluster: string[] = []) {
  const world = buildWorld(parseSources([source('all.yaml', ...manifests)]), {
    snapshot: parseSources([source('cluster.yaml', NODES, ...cluster)]).documents,
  });
  const refused = allNeverMade(world, playedThrough(world, scheduler), scheduler);
  return refused.map((one) => ({
    said: refusalSentence(one),
    event: one.event?.replace(/-[a-z0-9]{8,10}\b/g, '-*').replace(/-[a-z0-9]{5}\b/g, '-*'),
    by: one.by && `${one.by.kind} ${one.by.name}${one.by.at ? `:${one.by.at.start.line}` : ''}`,
    fields: one.pods?.map(({ field, at }) => `${field}:${at?.start.line}`),
    fixes: one.fixes?.map((fix) => line(fix)),
    commands: one.fixes?.flatMap(({ commands }) => commands),
  }));
}

const web = (replicas: number, resources: string, more = '') =>
  deploymentYaml(
    'web',
    `replicas: ${replicas}`,
    `containers: [{name: c, image: "IMAGE", resources: ${resources}}]${more}`,
  );
const quota = (hard: string) =>
  `apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: compute, namespace: default}\nspec: {hard: ${hard}}\n`;
const range = (item: string) =>
  `apiVersion: v1\nkind: LimitRange\nmetadata: {name: bounds, namespace: default}\nspec: {limits: [{type: Container, ${item}}]}\n`;

describe('a ResourceQuota', () => {
  it('is raised by what is missing, or less is asked for, or fewer run', () => {
    const [one] = lifted([web(4, '{requests: {cpu: 500m}}'), quota('{requests.cpu: "1"}')]);
    expect(one).toEqual({
      said: 'only 2 of 4 pods of deployment/web are ever made: pods "web-5f94db699b-xxxxx" is forbidden: exceeded quota: compute, requested: requests.cpu=500m, used: requests.cpu=1, limited: requests.cpu=1',
      event: expect.stringMatching(
        /^replicaset\/web-\*: Error creating: pods "web-\*-\*" is forbidden: exceeded quota/,
      ) as unknown,
      by: 'ResourceQuota compute:15',
      fields: [],
      fixes: [
        'raise resourcequota/compute to requests.cpu 2 (now 1, 1 of it used): 4 of 4 ready',
        'ask for at most 250m cpu (now 500m): 4 of 4 ready',
        'run 2 of them only (replicas 2, now 4): 2 of 2 ready',
      ],
      commands: [],
    });
  });

  it('of the cluster is raised by a command', () => {
    const [one] = lifted([web(2, '{requests: {cpu: "1"}}')], [quota('{requests.cpu: "1", pods: "1"}')]);
    expect(one!.fixes![0]).toBe(
      'raise resourcequota/compute to pods 2 (now 1, 1 of it used) and requests.cpu 2 (now 1, 1 of it used): 2 of 2 ready',
    );
    expect(one!.commands).toEqual([
      `kubectl patch resourcequota compute --type=json -p '[{"op":"add","path":"/spec/hard/pods","value":"2"},{"op":"add","path":"/spec/hard/requests.cpu","value":"2"}]'`,
    ]);
  });

  it('is raised for others that wait for it too', () => {
    const other = web(3, '{requests: {cpu: 500m}}')
      .replaceAll('web', 'api')
      .replace('name: api', 'name: api, namespace: default');
    const told = lifted([web(2, '{requests: {cpu: "1"}}')], [other, quota('{requests.cpu: "1"}')]);
    const raised = told.map(({ fixes }) => fixes!.find((one) => one.startsWith('raise')));
    expect(raised[0]).toMatch(
      /^raise resourcequota\/compute to requests.cpu 3500m \(now 1, 1 of it used\): 2 of 2 ready/,
    );
  });

  it('wants to be told, never less than is asked for already', () => {
    const [one] = lifted([
      web(1, '{requests: {cpu: 800m}}'),
      quota('{requests.cpu: "2", limits.cpu: "2", limits.memory: 1Gi}'),
    ]);
    expect(one!.fixes).toEqual([
      'state what it asks for, here limits.cpu 800m in c, limits.memory 256Mi in c: 1 of 1 ready',
      'create a LimitRange that fills in what containers of the namespace do not state: 1 of 1 ready',
    ]);
    expect(one!.fields).toEqual([
      'spec.template.spec.containers[0].resources.limits.cpu:10',
      'spec.template.spec.containers[0].resources.limits.memory:10',
    ]);
  });
});

describe('a LimitRange', () => {
  it('is kept, or widened', () => {
    const [one] = lifted([
      web(1, '{requests: {cpu: 2, memory: 10Mi}, limits: {cpu: 2, memory: 20Mi}}'),
      range('max: {cpu: "1"}, min: {memory: 32Mi}'),
    ]);
    expect(one!.by).toBe('LimitRange bounds:15');
    expect(one!.fixes).toEqual([
      'keep within the bounds: limits.cpu 1 in c (now 2), requests.cpu 1 in c (now 2), requests.memory 32Mi in c (now 10Mi), limits.memory 32Mi in c (now 20Mi): 1 of 1 ready',
      'widen limitrange/bounds to max.cpu 2 (now 1), min.memory 10Mi (now 32Mi): 1 of 1 ready',
    ]);
  });

  it('of pods bounds the only container', () => {
    const pods = range('max: {memory: 1Gi}').replace('type: Container', 'type: Pod');
    const [one] = lifted([web(1, '{requests: {memory: 2Gi}, limits: {memory: 2Gi}}'), pods]);
    expect(one!.fixes).toEqual([
      'keep within the bounds: limits.memory 1Gi in c (now 2Gi), requests.memory 1Gi in c (now 2Gi): 1 of 1 ready',
      'widen limitrange/bounds to max.memory 2Gi (now 1Gi): 1 of 1 ready',
    ]);
  });

  it('gives a limit that is below the request', () => {
    const [one] = lifted([web(2, '{requests: {cpu: 700m}}'), range('default: {cpu: 500m}, max: {cpu: "1"}')]);
    expect(one!.by).toBe('LimitRange bounds:15');
    expect(one!.fixes).toEqual([
      'limit c to 700m of cpu, as much as it asks for (now 500m): 2 of 2 ready',
      'ask for 500m of cpu in c, its limit (now 700m): 2 of 2 ready',
    ]);
  });
});

describe('Pod Security', () => {
  it('is given what it asks for, or asks for less', () => {
    const namespace = (level: string) =>
      `apiVersion: v1\nkind: Namespace\nmetadata: {name: default, labels: {pod-security.kubernetes.io/enforce: ${level}}}\n`;
    const [one] = lifted([namespace('restricted'), web(1, '{}', '\nhostNetwork: true')]);
    expect(one!.by).toBe('Namespace default:3');
    expect(one!.fixes).toEqual([
      'give it the security context that the namespace asks for: without hostNetwork, allowPrivilegeEscalation, drop, runAsNonRoot, seccompProfile: 1 of 1 ready',
      'let namespace default enforce privileged only (now restricted): 1 of 1 ready',
    ]);
  });
});

describe('what a pod names and is not there', () => {
  it('has a near name, is made, or is done without', () => {
    const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: shop, namespace: default}\n';
    const [one] = lifted([web(1, '{}', '\nserviceAccountName: shpo'), account]);
    expect(one!.fixes).toEqual([
      'use the ServiceAccount shop (now shpo, which is not there): 1 of 1 ready',
      'create the ServiceAccount shpo: 1 of 1 ready',
      'do without the ServiceAccount shpo: 1 of 1 ready',
    ]);
    const [two] = lifted([web(1, '{}', '\npriorityClassName: hihg')]);
    expect(two!.fixes).toEqual([
      'create the PriorityClass hihg: 1 of 1 ready',
      'do without the PriorityClass hihg: 1 of 1 ready',
    ]);
    const [three] = lifted([web(1, '{}', '\nruntimeClassName: gvisor')]);
    expect(three!.fixes).toEqual(['do without the RuntimeClass gvisor: 1 of 1 ready']);
  });
});

describe('a name', () => {
  const set = (name: string) => `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: ${name}}
spec:
  serviceName: x
  selector: {matchLabels: {app: x}}
  template:
    metadata: {labels: {app: x}}
    spec: {containers: [{name: c, image: "app:1"}]}
`;

  it('that is too long for the label made of it is cut', () => {
    const long = 'a-rather-long-name-of-a-set-that-keeps-state-for-us';
    expect(lifted([set(`${long}x`)])).toEqual([]);
    const [one] = lifted([set(`${long}-member`)]);
    expect(one!.said).toMatch(/^no pod of statefulset\/.* is ever made: .* must be no more than 63 bytes$/);
    expect(one!.event).toMatch(/: Create Pod .* failed error: Pod /);
    expect(one!.fixes).toEqual(['a shorter name, of at most 52 characters (now 58): 1 of 1 ready']);
  });
});

describe('who makes the pods', () => {
  const pod = (indent: string) =>
    `spec:\n${indent}  restartPolicy: Never\n${indent}  containers: [{name: c, image: "app:1"}]\n`;

  it('may be a CronJob, a DaemonSet, or of the cluster alone', () => {
    const cron = `apiVersion: batch/v1
kind: CronJob
metadata: {name: nightly}
spec:
  schedule: "0 2 * * *"
  jobTemplate:
    spec:
      template:
        ${pod('        ')}`;
    const agent = `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent, namespace: default, uid: a}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec: {containers: [{name: c, image: "app:1"}]}
`;
    const told = lifted([cron], [agent, quota('{requests.cpu: "2"}')]);
    expect(told.map(({ said, fixes }) => [said.split(':')[0], fixes!.length > 0])).toEqual([
      ['no pod of cronjob/nightly is ever made', true],
      ['no pod of daemonset/agent is ever made', true],
    ]);
  });

  it('asks for none while it is suspended', () => {
    const job = `apiVersion: batch/v1
kind: Job
metadata: {name: later}
spec:
  suspend: true
  template:
    ${pod('    ')}`;
    expect(lifted([job, quota('{requests.cpu: "2"}')])).toEqual([]);
  });
});

describe('a policy', () => {
  const policy = (binding: string) => `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: no-latest}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]}
  validations: [{expression: "object.spec.containers.all(c, !c.image.endsWith(':1'))", message: "no such images"}]
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: ${binding}}
spec: {policyName: no-latest, validationActions: [Deny]}
`;

  it('may warn only', () => {
    const [one] = lifted([web(1, '{}'), policy('strict')]);
    expect(one!.by).toMatch(/^ValidatingAdmissionPolicy no-latest:/);
    expect(one!.fixes).toEqual(['let the binding strict of policy no-latest warn only: 1 of 1 ready']);
  });
});
