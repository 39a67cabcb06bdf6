import { describe, expect, it } from 'vitest';
import { historyOf, type Revision } from '../../src/diff/history.js';
import { undoOf, whyNoUndo } from '../../src/diff/undo.js';
import { documents } from './manifests.js';

interface Written {
  kind?: string;
  image?: string;
  replicas?: number;
  spec?: string;
  cause?: string;
  pod?: string;
  api?: string;
}

/** A workload as it is written. */
function workload({
  kind = 'Deployment',
  image = 'web:1',
  replicas = 3,
  spec,
  cause,
  pod,
  api,
}: Written): string {
  const annotations = cause === undefined ? '' : `, annotations: {kubernetes.io/change-cause: "${cause}"}`;
  return `apiVersion: ${api ?? 'apps/v1'}
kind: ${kind}
metadata: {name: web${annotations}}
spec:
${kind === 'DaemonSet' ? '' : `  replicas: ${replicas}\n`}${kind === 'StatefulSet' ? '  serviceName: web\n' : ''}${spec ? `  ${spec}\n` : ''}  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "${image}"}]${pod ? `, ${pod}` : ''}}
`;
}

const statesOf = (all: readonly Written[]) =>
  all.map((one, at) => documents(workload(one), `${at}/web.yaml`));
const made = (all: readonly Written[]) => {
  const states = statesOf(all);
  const history = historyOf(states);
  return { states, history, web: history.workloads[0]! };
};
const brief = ({ number, at, is, again, became }: Revision) =>
  `${number} of ${at}: ${is}${again === undefined ? '' : `, ${again} again`}${became === undefined ? '' : `, ${became} now`}`;

describe('the revisions that states of manifests make', () => {
  it.each(['Deployment', 'StatefulSet', 'DaemonSet'])('of a %s: one for each other template', (kind) => {
    const { web } = made([
      { kind },
      { kind, spec: 'minReadySeconds: 5' },
      { kind, image: 'web:2' },
      { kind, image: 'web:2', pod: 'terminationGracePeriodSeconds: 30' },
      { kind, image: 'web:3' },
    ]);
    expect(web.revisions.map(brief)).toEqual(['1 of 0: kept', '2 of 2: kept', '3 of 4: current']);
    expect(web.inPlace).toBe(2);
    expect(web.limit).toBe(10);
  });

  it.each(['Deployment', 'StatefulSet', 'DaemonSet'])(
    'of a %s: a template that comes back keeps its set, with a number of its own',
    (kind) => {
      const { web } = made([{ kind }, { kind, image: 'web:2' }, { kind }, { kind, image: 'web:2' }]);
      expect(web.revisions.map(brief)).toEqual([
        '1 of 0: renumbered, 3 now',
        '2 of 1: renumbered, 4 now',
        '3 of 2: kept, 1 again',
        '4 of 3: current, 2 again',
      ]);
      const [first, second, third, fourth] = web.revisions.map(({ name }) => name);
      expect([third, fourth]).toEqual([first, second]);
    },
  );

  it('are kept as far as revisionHistoryLimit says', () => {
    const spec = 'revisionHistoryLimit: 1';
    const { web } = made(['1', '2', '3', '4'].map((tag) => ({ image: `web:${tag}`, spec })));
    expect(web.revisions.map(({ is }) => is)).toEqual(['dropped', 'dropped', 'kept', 'current']);
    expect(whyNoUndo(web, 1)).toEqual({
      message: 'revision 1 of deployment/web is kept no longer: revisionHistoryLimit 1 leaves 3 and 4',
      at: 0,
    });
  });

  it('have the change-cause that was last said of them, without what must not be seen', () => {
    const { web } = made([
      { cause: 'first' },
      { cause: 'the first again' },
      { image: 'web:2', cause: 'kubectl set env deployment/web DB_PASSWORD=hunter2hunter2' },
      { cause: 'back' },
    ]);
    expect(web.revisions.map(({ changeCause }) => changeCause)).toEqual([
      'the first again',
      'kubectl set env deployment/web DB_PASSWORD=(value hidden)',
      'back',
    ]);
  });

  it('say what they run, and what is other than before', () => {
    const { web } = made([{}, { image: 'web:2', pod: 'initContainers: [{name: load, image: load:1}]' }]);
    expect(web.revisions.map(({ images, changes }) => ({ images, changes }))).toEqual([
      { images: [{ container: 'web', image: 'web:1' }], changes: [] },
      {
        images: [
          { container: 'load', image: 'load:1' },
          { container: 'web', image: 'web:2' },
        ],
        changes: ['spec.template.spec.initContainers[load]', 'spec.template.spec.containers[web].image'],
      },
    ]);
  });

  it('are none of what the server refuses, nor while a Deployment is paused', () => {
    const { web } = made([
      {},
      { image: 'web:2', spec: 'paused: true' },
      { image: 'no image', pod: 'restartPolicy: Never' },
      { image: 'web:3' },
    ]);
    expect(web.revisions.map(brief)).toEqual(['1 of 0: kept', '2 of 3: current']);
    expect(web.refused).toEqual([
      { at: 2, message: expect.stringContaining('spec.template.spec.restartPolicy: Unsupported value') },
    ]);
  });

  it('go on where a manifest was away for a while, and are read of versions that are served no more', () => {
    const states = [
      documents(workload({ api: 'apps/v1beta2' }), 'a'),
      documents('', 'a'),
      documents(workload({ image: 'web:2' }), 'a'),
      documents('', 'a'),
    ];
    const [web] = historyOf(states).workloads;
    expect(web?.revisions.map(brief)).toEqual(['1 of 0: kept', '2 of 2: current']);
    expect(web?.goneAt).toEqual([1, 3]);
    expect(web?.object.apiVersion).toBe('apps/v1');
  });

  it('are as many as there are templates, however many', () => {
    const { web } = made(Array.from({ length: 150 }, (_, tag) => ({ image: `web:${tag}` })));
    expect(web.revisions.map(({ number }) => number)).toEqual(Array.from({ length: 150 }, (_, at) => at + 1));
    expect(web.revisions.filter(({ is }) => is === 'kept')).toHaveLength(10);
  });

  it('are of workloads alone', () => {
    const others =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\n---\nkind: Deployment\napiVersion: apps/v1\n';
    expect(historyOf([documents(others, 'a')]).workloads).toEqual([]);
  });
});

describe('going back to a revision', () => {
  const back = (all: readonly Written[], number: number) => {
    const { states, history, web } = made(all);
    return undoOf(history, states, { workload: web, number });
  };
  const changed = (undone: ReturnType<typeof back>) =>
    undone.is === 'undone'
      ? undone.diff.objects[0]!.changes.map(({ path, old, new: now, newLocation }) => [
          path,
          old,
          now,
          newLocation?.file,
        ])
      : undone;

  it('changes the template and the annotations of a Deployment, and nothing else', () => {
    expect(changed(back([{ cause: 'first' }, { image: 'web:2', replicas: 9, cause: 'second' }], 1))).toEqual([
      ['metadata.annotations[kubernetes.io/change-cause]', 'second', 'first', '0/web.yaml'],
      ['spec.template.spec.containers[web].image', 'web:2', 'web:1', '0/web.yaml'],
    ]);
    expect(changed(back([{}, { image: 'web:2', cause: 'second' }], 1))).toEqual([
      ['metadata.annotations[kubernetes.io/change-cause]', 'second', undefined, undefined],
      ['spec.template.spec.containers[web].image', 'web:2', 'web:1', '0/web.yaml'],
    ]);
  });

  it.each(['StatefulSet', 'DaemonSet'])('changes the template of a %s', (kind) => {
    expect(changed(back([{ kind }, { kind, image: 'web:2', cause: 'second' }], 1))).toEqual([
      ['spec.template.spec.containers[web].image', 'web:2', 'web:1', '0/web.yaml'],
    ]);
  });

  it('brings back what the server had stored, where the manifest of then does not any more', () => {
    // A serviceAccountName that is taken out stays where it is: the second revision has it too.
    const states = [
      { pod: 'serviceAccountName: a' },
      { image: 'web:2' },
      { image: 'web:3', pod: 'serviceAccountName: b' },
    ];
    expect(changed(back(states, 2))).toEqual([
      ['spec.template.spec.containers[web].image', 'web:3', 'web:2', '1/web.yaml'],
      ['spec.template.spec.serviceAccountName', 'b', 'a', '1/web.yaml'],
      ['spec.template.spec.serviceAccount', 'b', 'a', '1/web.yaml'],
    ]);
  });

  it('is nothing where that template runs, and refused where kubectl does not do it', () => {
    expect(back([{}, { image: 'web:2' }], 2)).toEqual({
      is: 'skipped',
      message: 'skipped rollback (current template already matches revision 2)',
    });
    expect(back([{}, { image: 'web:2' }, { image: 'web:2', spec: 'paused: true' }], 1)).toEqual({
      is: 'refused',
      message: expect.stringContaining('you cannot rollback a paused deployment'),
    });
    expect(back([{}], 7)).toEqual({
      is: 'refused',
      message: 'unable to find specified revision 7 in history',
    });
  });

  it('is not possible for what is not kept', () => {
    const { web } = made([{}, { image: 'web:2' }, {}]);
    expect(whyNoUndo(web, 1)?.message).toBe(
      'revision 1 of deployment/web came back as 3: kubectl knows it by that',
    );
    expect(whyNoUndo(web, 4)?.message).toBe('deployment/web has no revision 4: it has 2 and 3');
    expect(whyNoUndo(web, 2)).toBeUndefined();
  });
});
