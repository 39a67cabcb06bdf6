import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration } from '../../src/api/duration.js';
import { imageTag, parseImage } from '../../src/api/image.js';
import { scaledIntOrPercent } from '../../src/api/int-or-percent.js';
import { cidrContains, parseCidr, parseIp } from '../../src/api/ip.js';
import { matchesSelector, parseSelector, selectorText } from '../../src/api/labels.js';
import {
  configKeyErrors,
  dns1123LabelErrors,
  dns1123SubdomainErrors,
  labelKeyErrors,
  labelValueErrors,
  portNameErrors,
} from '../../src/api/names.js';
import { matchesNodeTerm } from '../../src/api/node-selector.js';
import type { Node, PodSpec } from '../../src/api/objects.js';
import { podQos, podRequests } from '../../src/api/pods.js';
import { tolerates } from '../../src/api/taints.js';
import { formatTime, parseTime } from '../../src/api/time.js';

describe('numbers that may be percentages', () => {
  it.each([
    ['25%', 10, 3, 2],
    ['25%', 3, 1, 0],
    ['100%', 7, 7, 7],
    ['0%', 7, 0, 0],
    [5, 10, 5, 5],
  ])('%s of %d is %d rounded up, %d rounded down', (value, total, up, down) => {
    expect(scaledIntOrPercent(value, total, 'up')).toBe(up);
    expect(scaledIntOrPercent(value, total, 'down')).toBe(down);
  });

  it('is nothing for a text without a percent sign', () => {
    expect(scaledIntOrPercent('5', 10, 'up')).toBeUndefined();
  });
});

describe('selectors', () => {
  const labels = { app: 'web', tier: 'front' };

  it('no selector selects nothing, an empty one everything', () => {
    expect(matchesSelector(undefined, labels)).toBe(false);
    expect(matchesSelector({}, labels)).toBe(true);
  });

  it.each([
    ['app=web', true],
    ['app==web,tier!=back', true],
    ['app in (web,api)', true],
    ['app notin (web)', false],
    ['missing notin (x)', true],
    ['!app', false],
    ['tier', true],
    ['missing', false],
  ])('%s', (text, matches) => {
    const parsed = parseSelector(text);
    expect(parsed).toHaveProperty('selector');
    if ('selector' in parsed) expect(matchesSelector(parsed.selector, labels)).toBe(matches);
  });

  it.each(['app=', 'a in', 'a in (', '=b', 'a,', 'a b'])('%s is read or refused, never thrown', (text) => {
    expect(() => parseSelector(text)).not.toThrow();
  });

  it('does not take a label from the prototype of objects', () => {
    expect(matchesSelector({ matchExpressions: [{ key: 'toString', operator: 'Exists' }] }, {})).toBe(false);
  });

  it('is printed as kubectl takes it', () => {
    const selector = {
      matchLabels: { b: '1' },
      matchExpressions: [{ key: 'a', operator: 'In' as const, values: ['y', 'x'] }],
    };
    expect(selectorText(selector)).toBe('a in (x,y),b=1');
  });
});

describe('node selector terms', () => {
  const node = {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'n1', labels: { disk: 'ssd', cores: '16' } },
  } as Node;

  it.each([
    [{ key: 'cores', operator: 'Gt', values: ['8'] }, true],
    [{ key: 'cores', operator: 'Lt', values: ['8'] }, false],
    [{ key: 'disk', operator: 'Gt', values: ['8'] }, false],
    [{ key: 'zone', operator: 'NotIn', values: ['a'] }, true],
    [{ key: 'zone', operator: 'DoesNotExist' }, true],
    [{ key: 'disk', operator: 'In', values: [] }, false],
  ] as const)('%j', (requirement, matches) => {
    expect(
      matchesNodeTerm(
        {
          matchExpressions: [
            { ...requirement, values: [...('values' in requirement ? requirement.values : [])] },
          ],
        },
        node,
      ),
    ).toBe(matches);
  });

  it('an empty term matches no node; a field matches the name', () => {
    expect(matchesNodeTerm({}, node)).toBe(false);
    expect(
      matchesNodeTerm({ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n1'] }] }, node),
    ).toBe(true);
  });
});

describe('taints', () => {
  const taint = { key: 'dedicated', value: 'db', effect: 'NoSchedule' as const };

  it.each([
    [{ key: 'dedicated', operator: 'Equal', value: 'db', effect: 'NoSchedule' }, true],
    [{ key: 'dedicated', value: 'db' }, true],
    [{ key: 'dedicated', operator: 'Exists' }, true],
    [{ operator: 'Exists' }, true],
    [{ key: 'dedicated', value: 'web' }, false],
    [{ key: 'dedicated', operator: 'Exists', effect: 'NoExecute' }, false],
  ] as const)('%j', (toleration, tolerated) => {
    expect(tolerates([{ ...toleration }], taint)).toBe(tolerated);
  });
});

describe('names', () => {
  it('are refused in the words of the server', () => {
    expect(dns1123LabelErrors('a.b')).toEqual(['must not contain dots']);
    expect(dns1123LabelErrors('-a')[0]).toMatch(/^a lowercase RFC 1123 label must consist/);
    expect(dns1123LabelErrors('a'.repeat(64))).toEqual(['must be no more than 63 characters']);
    expect(dns1123SubdomainErrors('A.b')[0]).toContain(
      "regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.",
    );
    expect(labelKeyErrors('a/b/c')[0]).toMatch(/^a valid label key must consist/);
    expect(labelKeyErrors('/x')).toEqual(['prefix part must be non-empty']);
    expect(labelValueErrors('has space')[0]).toContain("(e.g. 'MyValue',  or 'my_value',  or '12345', regex");
    expect(configKeyErrors('..x')).toEqual(["must not start with '..'"]);
    expect(portNameErrors('1--2')).toEqual([
      'must contain at least one letter (a-z)',
      'must not contain consecutive hyphens',
    ]);
  });

  it('takes no time over a long and hostile one', () => {
    const started = performance.now();
    for (const text of [`${'a'.repeat(500_000)}!`, 'a.'.repeat(250_000), '-'.repeat(500_000)]) {
      dns1123SubdomainErrors(text);
      labelKeyErrors(text);
      labelValueErrors(text);
    }
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('images', () => {
  it.each([
    ['nginx', 'docker.io', 'library/nginx', 'latest'],
    ['nginx:1.25', 'docker.io', 'library/nginx', '1.25'],
    ['team/app', 'docker.io', 'team/app', 'latest'],
    ['localhost:5000/app:x', 'localhost:5000', 'app', 'x'],
    ['registry.example.com/a/b/c', 'registry.example.com', 'a/b/c', 'latest'],
  ])('%s', (text, registry, repository, tag) => {
    expect(parseImage(text)).toMatchObject({ registry, repository, tag });
  });

  it('has no tag where a digest stands, and is none when it is not well formed', () => {
    expect(imageTag(`nginx@sha256:${'0'.repeat(64)}`)).toBe('');
    expect(parseImage('team/Case')).toBeUndefined();
    expect(parseImage('a b')).toBeUndefined();
  });
});

describe('times and durations', () => {
  it('reads RFC 3339 and writes whole seconds in UTC', () => {
    expect(formatTime(parseTime('2024-02-29T12:00:00.9+02:00') ?? 0)).toBe('2024-02-29T10:00:00Z');
    expect(parseTime('2023-02-29T12:00:00Z')).toBeUndefined();
    expect(parseTime('yesterday')).toBeUndefined();
  });

  it.each([
    ['1h30m', '1h30m0s'],
    ['90s', '1m30s'],
    ['1.5s', '1.5s'],
    ['100ms', '100ms'],
    ['-2m', '-2m0s'],
    ['0', '0s'],
  ])('%s is printed as %s', (text, printed) => {
    const parsed = parseDuration(text);
    expect('nanoseconds' in parsed && formatDuration(parsed.nanoseconds)).toBe(printed);
  });

  it('refuses what is none as Go does', () => {
    expect(parseDuration('5')).toEqual({ error: 'time: missing unit in duration "5"' });
    expect(parseDuration('')).toEqual({ error: 'time: invalid duration ""' });
  });
});

describe('addresses', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1'],
    ['010.0.0.1', '10.0.0.1'],
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['::ffff:1.2.3.4', '1.2.3.4'],
    ['::', '::'],
  ])('%s is %s', (text, canonical) => {
    expect(parseIp(text)?.canonical).toBe(canonical);
  });

  it.each(['1.2.3', '256.1.1.1', '1.2.3.4.5', ':::', '1::2::3', 'g::', ''])('%j is none', (text) => {
    expect(parseIp(text)).toBeUndefined();
  });

  it('knows what lies in a network', () => {
    const net = parseCidr('10.0.0.0/8');
    const inside = parseIp('10.200.0.1');
    const outside = parseIp('11.0.0.1');
    expect(net && inside && cidrContains(net, inside)).toBe(true);
    expect(net && outside && cidrContains(net, outside)).toBe(false);
    expect(parseCidr('10.0.0.1/8')?.hostBits).toBe(true);
  });
});

describe('what a pod asks for', () => {
  const spec = {
    containers: [{ name: 'a', resources: { requests: { cpu: '500m', memory: '100Mi' } } }],
    initContainers: [
      { name: 'proxy', restartPolicy: 'Always', resources: { requests: { cpu: '100m' } } },
      { name: 'migrate', resources: { requests: { cpu: '2', memory: '10Mi' } } },
    ],
    overhead: { cpu: '10m' },
  } as PodSpec;

  it('is the larger of what runs and what starts, with sidecars in both, plus overhead', () => {
    expect({ ...podRequests(spec) }).toEqual({ cpu: 2110, memory: 104857600 });
  });

  it('is told by the pod where the pod says so', () => {
    expect({ ...podRequests({ ...spec, resources: { requests: { cpu: '1' } } }) }).toMatchObject({
      cpu: 1010,
    });
  });

  it('decides its quality of service', () => {
    const full = { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '1', memory: '1Gi' } };
    expect(podQos(spec)).toBe('Burstable');
    expect(podQos({ containers: [{ name: 'a' }] })).toBe('BestEffort');
    expect(podQos({ containers: [{ name: 'a', resources: full }] })).toBe('Guaranteed');
  });
});
