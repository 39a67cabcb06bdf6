import { describe, expect, it } from 'vitest';
import { parseLoad } from '../../src/simulation/load-spec.js';

const FILES: Record<string, string> = {
  curve: '# morning\n0s cpu=40%\n1m30s  cpu=90%, memory=1Gi  # rush\n\n1h cpu=10%\n',
  wrong: '5m cpu=40%\nsoon cpu=90%\n',
  back: '5m cpu=40%\n5m cpu=90%\n',
  bare: '5m\n',
  empty: '# nothing\n',
};
const read = (file: string) => FILES[file] ?? '';
const parsed = (text: string) => parseLoad(text, read);
const WEB = { kind: 'deployment', name: 'web' };

describe('a load as it is written', () => {
  it.each([
    ['cpu=90%', { metric: 'cpu', unit: 'percent', value: 90, of: 'average' }],
    ['cpu=450m', { metric: 'cpu', unit: 'milli', value: 450, of: 'average' }],
    ['memory=1.5Gi/pod', { metric: 'memory', unit: 'milli', value: 1_610_612_736_000, of: 'pod' }],
    ['requests=2k/all', { metric: 'requests', unit: 'milli', value: 2_000_000, of: 'total' }],
    ['app:cpu=12.5%/pod', { metric: 'cpu', container: 'app', unit: 'percent', value: 12.5, of: 'pod' }],
  ])('%s', (usage, measure) => {
    const text = `deployment/web ${usage}`;
    expect(parsed(text)).toEqual({ text, target: WEB, points: [{ after: 0, measures: [measure] }] });
  });

  it('of several metrics, of another namespace, of no object', () => {
    expect(parsed('shop/sts/db cpu=1,memory=2').points[0]?.measures.map(({ metric }) => metric)).toEqual([
      'cpu',
      'memory',
    ]);
    expect(parsed('shop/sts/db cpu=1').target).toEqual({ namespace: 'shop', kind: 'sts', name: 'db' });
    expect(parsed('external queue=30').target).toBe('external');
  });

  it('as a curve in a file', () => {
    const points = parsed('deployment/web @curve').points;
    expect(
      points.map(({ after, measures }) => [after, measures.map(({ metric, value }) => `${metric} ${value}`)]),
    ).toEqual([
      [0, ['cpu 40']],
      [90_000, ['cpu 90', 'memory 1073741824000']],
      [3_600_000, ['cpu 10']],
    ]);
  });

  it.each([
    [
      'deployment/web',
      "'deployment/web' says not what the load is; write for example 'deployment/web cpu=90%'",
    ],
    ['web cpu=1', "'web' is no KIND/NAME; write for example 'deployment/web cpu=90%'"],
    ['a/b/c/d cpu=1', "'a/b/c/d' is no KIND/NAME; write for example 'deployment/web cpu=90%'"],
    ['deployment/ cpu=1', "'deployment/' is no KIND/NAME; write for example 'deployment/web cpu=90%'"],
    ['deployment/web cpu', "'cpu' is no NAME=AMOUNT; write for example 'cpu=90%'"],
    ['deployment/web cpu=9x', "'cpu=9x': '9x' is no amount such as 90%, 450m or 2Gi"],
    ['deployment/web cpu=-1', "'cpu=-1': '-1' is no amount such as 90%, 450m or 2Gi"],
    ['deployment/web cpu=', "'cpu=': '' is no amount such as 90%, 450m or 2Gi"],
    [
      'deployment/web cpu=1/node',
      "'cpu=1/node': behind the amount stands /pod (what each uses), /all (all together) or nothing",
    ],
    ['deployment/web @wrong', "wrong:2: 'soon' is no time; a line is for example '5m cpu=90%'"],
    ['deployment/web @back', 'back:2: 5m is not after the line before'],
    ['deployment/web @bare', "bare:1: it says not what the load is; write for example 'cpu=90%'"],
    ['deployment/web @empty', "empty: there is no line such as '5m cpu=90%' in it"],
  ])('%s is refused', (text, why) => {
    expect(() => parsed(text)).toThrow(why);
  });
});
