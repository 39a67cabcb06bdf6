import { splitKey } from '../../api/object-key.js';
import type { KubeObject } from '../../api/objects.js';
import { asObject } from '../../api/unstructured.js';
import { saidOfAll, saidOutcome } from '../command/said.js';
import { commandNamespace, Refused } from '../command/targets.js';
import type { Asked, Said, Setting, Verb } from '../command/verb.js';
import { create } from '../create.js';
import { notThere } from '../not-there.js';
import { resourceText } from '../outcome.js';
import { objectNamed } from '../resource-arg.js';
import { FILES, filesOf } from './apply.js';
import { refusable } from './each.js';

/** The words of `kubectl create -f` (k8s.io/kubectl/pkg/cmd/create/create.go). */
export const createVerb: Verb = {
  name: 'create',
  usage: '-f PATH...',
  flags: FILES,
  run: (asked, setting) =>
    refusable(() => {
      const [stray] = asked.args;
      if (stray) throw new Refused(`Unexpected args: [${asked.args.map(({ text }) => text).join(' ')}]`);
      return saidOfAll(
        filesOf(asked, setting).map(({ object, source }) =>
          saidOutcome(create(setting.client, object), resourceText(object), {
            ...(source !== undefined && { source }),
            doing: 'creating',
          }),
        ),
      );
    }),
};

/** The words of `kubectl create deployment` (create_deployment.go). */
export const createDeploymentVerb: Verb = {
  name: 'create deployment',
  usage: 'NAME --image=IMAGE... [--replicas=COUNT] [--port=PORT]',
  flags: [
    { name: 'image', is: 'text' },
    { name: 'replicas', short: 'r', is: 'number' },
    { name: 'port', is: 'number' },
  ],
  run: (asked, setting) =>
    made(asked, setting, ({ name, namespace }) => {
      const images = asked.flags.all('image');
      if (images.length === 0) throw new Refused('required flag(s) "image" not set');
      const labels = { app: name };
      const port = asked.flags.number('port');
      const containers = images.map((image) => ({
        name: containerName(image),
        image,
        ...(port !== undefined && { ports: [{ containerPort: port }] }),
      }));
      const template = { metadata: { labels }, spec: { containers } };
      return {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name, namespace, labels },
        spec: { replicas: asked.flags.number('replicas') ?? 1, selector: { matchLabels: labels }, template },
      };
    }),
};

/** A container is called as its image is, without registry, path, tag and digest. */
function containerName(image: string): string {
  const last = image.slice(image.lastIndexOf('/') + 1);
  return last.replace(/[:@].*$/s, '').replace(/[._]/g, '-');
}

/** The words of `kubectl create namespace` (create_namespace.go). */
export const createNamespaceVerb: Verb = {
  name: 'create namespace',
  usage: 'NAME',
  flags: [],
  run: (asked, setting) =>
    made(asked, setting, ({ name }) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
};

/** The words of `kubectl create job` (create_job.go). */
export const createJobVerb: Verb = {
  name: 'create job',
  usage: 'NAME (--image=IMAGE | --from=cronjob/NAME) [-- COMMAND]',
  flags: [
    { name: 'image', is: 'text' },
    { name: 'from', is: 'text' },
  ],
  run: (asked, setting) => {
    const from = asked.flags.text('from');
    if (from !== undefined) return jobFrom(asked, setting, from);
    return made(asked, setting, ({ name, namespace, command }) => {
      const image = asked.flags.text('image');
      if (!image) throw new Refused('either --image or --from must be specified');
      const container = { name, image, ...(command.length > 0 && { command }) };
      const spec = { template: { spec: { containers: [container], restartPolicy: 'Never' } } };
      return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name, namespace }, spec };
    });
  },
};

/** A run of a CronJob now (createJobFromCronJob). */
function jobFrom(asked: Asked, setting: Setting, from: string): Said {
  return refusable(() => {
    const namespace = commandNamespace(asked, setting);
    const { cluster } = setting.client;
    if (asked.args.length > 1) throw new Refused('cannot specify --from and command');
    if (asked.flags.has('image')) throw new Refused('either --image or --from must be specified');
    const [kind = '', called = ''] = from.split('/');
    const target = objectNamed(cluster, kind, called, namespace);
    if (target?.kind !== 'CronJob') throw new Refused(`from must be an existing cronjob`);
    const cronJob = cluster.get('CronJob', target.key);
    if (!cronJob) return saidOfAll([saidOutcome(notThere(setting.client, target))]);
    const { metadata, spec } = cronJob.spec.jobTemplate;
    const [, owner] = splitKey(target.key);
    return made(asked, setting, ({ name }) => ({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {
        name,
        namespace,
        labels: metadata?.labels,
        annotations: { 'cronjob.kubernetes.io/instantiate': 'manual', ...metadata?.annotations },
        ownerReferences: [
          {
            apiVersion: 'batch/v1',
            kind: 'CronJob',
            name: owner,
            uid: cronJob.metadata.uid,
            controller: true,
          },
        ],
      },
      spec,
    }));
  });
}

interface Called {
  name: string;
  namespace: string;
  /** The words behind the name. */
  command: string[];
}

/** Creates the one object that a command describes. */
export function made(asked: Asked, setting: Setting, make: (called: Called) => object): Said {
  return refusable(() => {
    const [name, ...command] = asked.args.map(({ text }) => text);
    if (name === undefined) throw new Refused('exactly one NAME is required, got 0');
    // Only a job takes a command behind its name.
    if (command.length > 0 && asked.verb.name !== 'create job')
      throw new Refused(`exactly one NAME is required, got ${command.length + 1}`);
    const object = asObject(
      JSON.parse(JSON.stringify(make({ name, namespace: commandNamespace(asked, setting), command }))),
    ) as KubeObject;
    const { refusal, ...outcome } = create(setting.client, object);
    const error = refusal && `failed to create ${object.kind.toLowerCase()}: ${refusal.message}`;
    return saidOfAll([saidOutcome({ ...outcome, ...(error && { error }) }, resourceText(object))]);
  });
}
