import { describe, expect, it } from 'vitest';
import { taintEviction } from '../../src/controllers/tainteviction.js';
import { at, look, made, stored, woken } from './look.js';

const SILENT = { key: 'node.kubernetes.io/unreachable', effect: 'NoExecute', timeAdded: at(10) };
const BROKEN = { key: 'broken', value: 'yes', effect: 'NoExecute', timeAdded: at(0) };

function pod(tolerations: object[], more: object = {}, metadata: object = {}) {
  return made('Pod', 'p', {
    metadata,
    spec: { containers: [{ name: 'app', image: 'app:1' }], nodeName: 'n', tolerations },
    status: { phase: 'Running', ...more },
  });
}

const node = (...taints: object[]) => made('Node', 'n', { spec: { taints } });
const tolerates = (key: string, tolerationSeconds?: number) => ({
  key,
  operator: 'Exists',
  effect: 'NoExecute',
  ...(tolerationSeconds === undefined ? {} : { tolerationSeconds }),
});

/** 310 s after the beginning the 300 s are over that admission gives every pod on a node that fell silent at 10 s. */
const EVICTED = (seconds: number) => [
  `update Pod/p: DisruptionTarget=True DeletionByTaintManager "Taint manager: deleting due to NoExecute taint" since +${seconds}s`,
  `update Pod/p: metadata.deletionTimestamp – → +${seconds + 30}s; metadata.deletionGracePeriodSeconds – → 30`,
  'Normal TaintManagerEviction Pod/p: Marking for deletion Pod default/p',
];

describe('eviction by NoExecute taints', () => {
  it.each([
    ['not tolerated: at once', [node(BROKEN), pod([])], 0, EVICTED(0)],
    ['tolerated for ever', [node(BROKEN), pod([tolerates('broken')])], 9000, []],
    [
      'tolerated for a while, a second before the end',
      [node(BROKEN), pod([tolerates('broken', 60)])],
      59,
      ['again at +60s'],
    ],
    ['the while is over', [node(BROKEN), pod([tolerates('broken', 60)])], 60, EVICTED(60)],
    ['tolerated for no or less time', [node(BROKEN), pod([tolerates('broken', -5)])], 0, EVICTED(0)],
    [
      'of two tolerations of one taint the first counts',
      [node(BROKEN), pod([tolerates('broken', 60), tolerates('broken', 20)])],
      0,
      ['again at +60s'],
    ],
    [
      'the first without seconds: for ever',
      [node(BROKEN), pod([tolerates('broken'), { ...tolerates('', 20), key: undefined }])],
      0,
      [],
    ],
    [
      'of two taints the earlier end counts',
      [node(SILENT, BROKEN), pod([tolerates('broken', 60), tolerates(SILENT.key, 20)])],
      0,
      ['again at +30s'],
    ],
    [
      'the same, the other way round',
      [node(BROKEN, SILENT), pod([tolerates('broken', 60), tolerates(SILENT.key, 55)])],
      0,
      ['again at +60s'],
    ],
    [
      'one of two taints is tolerated for ever',
      [node(BROKEN, SILENT), pod([tolerates('broken'), tolerates(SILENT.key, 55)])],
      0,
      ['again at +65s'],
    ],
    [
      'one of two taints is not tolerated',
      [node(SILENT, BROKEN), pod([tolerates(SILENT.key, 55)])],
      0,
      EVICTED(0),
    ],
    [
      'the toleration that every pod gets: 300 s from the taint',
      [node(SILENT), pod([])],
      309,
      ['again at +310s'],
    ],
    [
      'a taint without a time runs from now',
      [node({ ...BROKEN, timeAdded: undefined }), pod([tolerates('broken', 60)])],
      5,
      ['again at +65s'],
    ],
    ['NoSchedule moves nobody', [node({ ...BROKEN, effect: 'NoSchedule' }), pod([])], 0, []],
    ['ended pods stay', [node(BROKEN), pod([], { phase: 'Succeeded' })], 0, []],
    [
      'deleted pods are told so, and not deleted twice',
      [node(BROKEN), pod([], {}, { deletionTimestamp: at(30), deletionGracePeriodSeconds: 30 })],
      0,
      [
        'update Pod/p: DisruptionTarget=True DeletionByTaintManager "Taint manager: deleting due to NoExecute taint" since +0s',
        'Normal TaintManagerEviction Pod/p: Marking for deletion Pod default/p',
      ],
    ],
    ['no such node', [pod([])], 0, []],
  ])('%s', (_name, objects, seconds, lines) => {
    expect(look(taintEviction, stored(objects), 'default/p', seconds)).toEqual(lines);
  });

  it('looks when a node’s taints change or a pod comes to a node', () => {
    const cluster = stored([node(BROKEN), pod([])]);
    const [object] = cluster.list('Pod');
    const [tainted] = cluster.list('Node');
    const wake = (kind: string, one: object, before?: object) =>
      woken(taintEviction, kind, cluster, { verb: 'update', object: one as never }, before as never);
    expect(wake('Node', tainted!)).toEqual(['default/p']);
    expect(wake('Node', tainted!, tainted)).toEqual(['default/p']);
    expect(wake('Node', tainted!, { ...tainted })).toEqual([]);
    expect(wake('Node', tainted!, { ...tainted, spec: {} })).toEqual(['default/p']);
    expect(wake('Pod', object!)).toEqual(['default/p']);
    expect(wake('Pod', object!, { ...object })).toEqual([]);
    expect(wake('Pod', object!, { ...object, spec: {} })).toEqual(['default/p']);
  });
});
