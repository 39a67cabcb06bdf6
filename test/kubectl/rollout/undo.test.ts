import { describe, expect, it } from 'vitest';
import { undo } from '../../../src/kubectl/rollout/undo.js';
import { clientOf, found, having, run, statefulSet, web } from '../client.js';

const WEB = { kind: 'Deployment', key: 'ns/web' };

describe('kubectl rollout undo of a Deployment', () => {
  const template = (image: string, hash?: string) => ({
    metadata: { labels: { app: 'web', ...(hash && { 'pod-template-hash': hash }) } },
    spec: { containers: [{ name: 'app', image }] },
  });
  const set = (revision: number, image: string, annotations: object = {}) => ({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `web-${revision}`,
      namespace: 'ns',
      uid: `rs-${revision}`,
      labels: { app: 'web', 'pod-template-hash': `h${revision}` },
      annotations: { 'deployment.kubernetes.io/revision': String(revision), ...annotations },
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: 'web', controller: true },
      ],
    },
    spec: {
      replicas: 0,
      selector: { matchLabels: { app: 'web', 'pod-template-hash': `h${revision}` } },
      template: template(image, `h${revision}`),
    },
  });
  const deployment = (image: string, spec: object = {}) => {
    const made = web(spec, { containers: [{ name: 'app', image }] }) as { metadata: object };
    const annotations = { 'deployment.kubernetes.io/revision': '3', own: 'gone' };
    return { ...made, metadata: { ...made.metadata, uid: 'web', annotations } };
  };
  const SETS = [set(1, 'app:1', { note: 'one' }), set(2, 'app:2'), set(3, 'app:3')];
  const world = (live: object = deployment('app:3')) => clientOf([live, ...SETS]);
  const after = (client: ReturnType<typeof clientOf>) => {
    const { metadata, spec } = found(client, 'Deployment', 'ns/web') as unknown as {
      metadata: { annotations: object };
      spec: { template: { metadata: { labels: object }; spec: { containers: { image: string }[] } } };
    };
    return [spec.template.spec.containers[0]?.image, spec.template.metadata.labels, metadata.annotations];
  };

  it('puts the template of the one before back, with its annotations, without its hash', () => {
    const client = world();
    expect(run(client, 'rollout undo deploy/web')).toBe('deployment.apps/web rolled back');
    expect(after(client)).toEqual(['app:2', { app: 'web' }, { 'deployment.kubernetes.io/revision': '3' }]);
  });

  it('or of the one that is named', () => {
    const client = world();
    expect(run(client, 'rollout undo deploy/web --to-revision=1')).toBe('deployment.apps/web rolled back');
    expect(after(client)).toEqual([
      'app:1',
      { app: 'web' },
      { 'deployment.kubernetes.io/revision': '3', note: 'one' },
    ]);
  });

  it('says what keeps it', () => {
    const kept = (client: ReturnType<typeof clientOf>, more = '') => {
      const before = client.cluster;
      const said = run(client, `rollout undo deploy/web${more}`);
      expect(client.cluster).toBe(before);
      return said;
    };
    expect(kept(world(), ' --to-revision=9')).toBe('error: unable to find specified revision 9 in history');
    expect(kept(clientOf([deployment('app:3')]))).toBe(
      'error: no rollout history found for deployment "web"',
    );
    expect(kept(clientOf([deployment('app:1'), SETS[0]!]))).toBe(
      'error: no rollout history found for deployment "web"',
    );
    expect(kept(world(deployment('app:3', { paused: true })))).toBe(
      "error: you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
    );
    expect(kept(having())).toBe('Error from server (NotFound): deployments.apps "web" not found');
  });

  it('skips what is so already', () => {
    const client = having(web());
    const live = found(client, 'Deployment', 'ns/web') as unknown as {
      metadata: { uid: string };
      spec: { template: { metadata: { labels: object } } };
    };
    const own = (revision: number) => {
      const one = set(revision, 'app:1');
      const { ownerReferences } = one.metadata;
      const labels = { ...live.spec.template.metadata.labels, 'pod-template-hash': `h${revision}` };
      const spec = { ...one.spec, template: { ...live.spec.template, metadata: { labels } } };
      const owners = ownerReferences.map((owner) => ({ ...owner, uid: live.metadata.uid }));
      return { ...one, metadata: { ...one.metadata, ownerReferences: owners }, spec };
    };
    const other = clientOf([live, own(1)]);
    const outcome = undo(other, WEB, 1);
    expect(outcome).toMatchObject({
      word: 'skipped rollback (current template already matches revision 1)',
      changed: false,
    });
  });
});

describe('kubectl rollout undo of a StatefulSet', () => {
  const revision = (number: number, image: string) => ({
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `db-${number}`,
      namespace: 'ns',
      uid: `cr-${number}`,
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db', uid: 'db', controller: true },
      ],
    },
    revision: number,
    data: { spec: { template: { ...statefulSet(image).spec.template, $patch: 'replace' } } },
  });
  const image = (client: ReturnType<typeof clientOf>) => {
    const { spec } = found(client, 'StatefulSet', 'ns/db') as unknown as ReturnType<typeof statefulSet>;
    return spec.template.spec.containers[0]?.image;
  };

  it('goes by its revisions', () => {
    const client = clientOf([statefulSet('c:3'), revision(2, 'c:2'), revision(1, 'c:1'), revision(3, 'c:3')]);
    const did = (more = '') => [run(client, `rollout undo sts/db${more}`), image(client)];
    expect(did(' --to-revision=9')).toEqual(['error: unable to find specified revision 9 in history', 'c:3']);
    expect(did(' --to-revision=3')).toEqual([
      'statefulset.apps/db skipped rollback (current template already matches revision 3)',
      'c:3',
    ]);
    expect(did()).toEqual(['statefulset.apps/db rolled back', 'c:2']);
    expect(did(' --to-revision=1')).toEqual(['statefulset.apps/db rolled back', 'c:1']);
    const one = clientOf([statefulSet('c:1'), revision(1, 'c:1')]);
    expect(run(one, 'rollout undo sts/db')).toBe('error: no last revision to roll back to');
  });
});
