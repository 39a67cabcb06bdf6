import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/api/json.js';
import type { PodTemplateSpec } from '../../src/api/objects.js';
import { podTemplateDump } from '../../src/api/pod-template-hash.js';

const template = (spec: JsonObject, metadata?: JsonObject): PodTemplateSpec =>
  ({ ...(metadata && { metadata }), spec }) as unknown as PodTemplateSpec;

/** What the dump shows of the first field of that name, type and value. */
function shown(field: string, dump: string): string {
  const from = dump.indexOf(` ${field}:`) + field.length + 2;
  let depth = 0;
  for (let at = from; at < dump.length; at += 1) {
    const character = dump.charAt(at);
    if ('{[('.includes(character)) depth += 1;
    else if ('}])'.includes(character)) depth -= 1;
    if (depth < 0 || (depth === 0 && character === ' ')) return dump.slice(from, at);
  }
  return dump.slice(from);
}

const ofSpec = (field: string, spec: JsonObject): string => shown(field, podTemplateDump(template(spec)));
const ofMeta = (field: string, metadata: JsonObject): string =>
  shown(field, podTemplateDump(template({}, metadata)));
const ofContainer = (field: string, container: JsonObject): string =>
  ofSpec(field, { containers: [container] });

const NEVER = '{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}';
const ZONE =
  '{name:(string)Local zone:([]time.zone)[{name:(string)UTC offset:(int)0 isDST:(bool)false}] tx:([]time.zoneTrans)[{when:(int64)-9223372036854775808 index:(uint8)0 isstd:(bool)false isutc:(bool)false}] extend:(string)UTC0 cacheStart:(int64)-9223372036854775808 cacheEnd:(int64)9223372036854775807 cacheZone:(*time.zone){name:(string)UTC offset:(int)0 isDST:(bool)false}}';

describe('the text that a pod template is hashed by', () => {
  it('begins and ends like that of a control plane', () => {
    const dump = podTemplateDump(template({ containers: [] }));
    const beginning = `(v1.PodTemplateSpec){ObjectMeta:(v1.ObjectMeta){Name:(string) GenerateName:(string) Namespace:(string) SelfLink:(string) UID:(types.UID) ResourceVersion:(string) Generation:(int64)0 CreationTimestamp:(v1.Time)${NEVER} DeletionTimestamp:(*v1.Time)<nil> `;
    const end =
      ' HostnameOverride:(*string)<nil> SchedulingGroup:(*v1.PodSchedulingGroup)<nil> EvictionResponders:([]v1.EvictionResponder)<nil>}}';
    expect(dump.slice(0, beginning.length)).toBe(beginning);
    expect(dump.slice(-end.length)).toBe(end);
  });

  it.each<[string, string, string]>([
    ['a text', ofMeta('GenerateName', { generateName: 'a"b\\' }), '(string)a"b\\'],
    ['no text', ofMeta('GenerateName', { generateName: 5 }), '(string)'],
    ['a number', ofMeta('Generation', { generation: 5 }), '(int64)5'],
    ['a big number', ofMeta('Generation', { generation: 2n ** 62n }), '(int64)4611686018427387904'],
    ['no number', ofMeta('Generation', { generation: '5' }), '(int64)0'],
    [
      'a map, by bytes',
      ofMeta('Labels', { labels: { b: '2', a: '1', '\u{1f600}': 'y', '\uff5e': 'x' } }),
      '(map[string]string)map[a:1 b:2 \uff5e:x \u{1f600}:y]',
    ],
    ['an empty map', ofMeta('Labels', { labels: {} }), '(map[string]string)<nil>'],
    ['no map', ofMeta('Labels', { labels: 'x' }), '(map[string]string)<nil>'],
    ['a list', ofMeta('Finalizers', { finalizers: ['b', 'a'] }), '([]string)[b a]'],
    ['an empty list', ofMeta('Finalizers', { finalizers: [] }), '([]string)<nil>'],
    ['no list', ofMeta('Finalizers', { finalizers: 'x' }), '([]string)<nil>'],
    [
      'a time',
      ofMeta('CreationTimestamp', { creationTimestamp: '2024-01-01T00:00:00.9Z' }),
      `(v1.Time){Time:(time.Time){wall:(uint64)0 ext:(int64)63839664000 loc:(*time.Location)${ZONE}}}`,
    ],
    ['no time', ofMeta('CreationTimestamp', { creationTimestamp: 'yesterday' }), `(v1.Time)${NEVER}`],
    ['a pointer', ofSpec('ActiveDeadlineSeconds', { activeDeadlineSeconds: 0 }), '(*int64)0'],
    ['a nil pointer', ofSpec('ActiveDeadlineSeconds', { activeDeadlineSeconds: null }), '(*int64)<nil>'],
    ['true', ofSpec('HostNetwork', { hostNetwork: true }), '(bool)true'],
    ['false', ofSpec('HostNetwork', { hostNetwork: false }), '(bool)false'],
    ['no boolean', ofSpec('HostNetwork', { hostNetwork: 'true' }), '(bool)false'],
    ['a named text', ofSpec('RestartPolicy', { restartPolicy: 'Always' }), '(v1.RestartPolicy)Always'],
    [
      'a pointer to an empty struct',
      ofSpec('Affinity', { affinity: {} }),
      '(*v1.Affinity){NodeAffinity:(*v1.NodeAffinity)<nil> PodAffinity:(*v1.PodAffinity)<nil> PodAntiAffinity:(*v1.PodAntiAffinity)<nil>}',
    ],
    [
      'structs in a list',
      ofSpec('HostAliases', { hostAliases: [{ ip: '1', hostnames: ['b'] }, {}, 'x'] }),
      '([]v1.HostAlias)[{IP:(string)1 Hostnames:([]string)[b]} {IP:(string) Hostnames:([]string)<nil>} {IP:(string) Hostnames:([]string)<nil>}]',
    ],
    [
      'an embedded struct',
      ofContainer('LivenessProbe', { livenessProbe: { httpGet: { port: 'http' }, periodSeconds: 5 } }),
      '(*v1.Probe){ProbeHandler:(v1.ProbeHandler){Exec:(*v1.ExecAction)<nil> HTTPGet:(*v1.HTTPGetAction){Path:(string) Port:(intstr.IntOrString){Type:(intstr.Type)1 IntVal:(int32)0 StrVal:(string)http} Host:(string) Scheme:(v1.URIScheme) HTTPHeaders:([]v1.HTTPHeader)<nil> Protocol:(*v1.HTTPProtocol)<nil>} TCPSocket:(*v1.TCPSocketAction)<nil> GRPC:(*v1.GRPCAction)<nil>} InitialDelaySeconds:(int32)0 TimeoutSeconds:(int32)0 PeriodSeconds:(int32)5 SuccessThreshold:(int32)0 FailureThreshold:(int32)0 TerminationGracePeriodSeconds:(*int64)<nil>}',
    ],
    [
      'a port by number',
      ofContainer('TCPSocket', { livenessProbe: { tcpSocket: { port: 80 } } }),
      '(*v1.TCPSocketAction){Port:(intstr.IntOrString){Type:(intstr.Type)0 IntVal:(int32)80 StrVal:(string)} Host:(string)}',
    ],
    [
      'no port',
      ofContainer('TCPSocket', { livenessProbe: { tcpSocket: {} } }),
      '(*v1.TCPSocketAction){Port:(intstr.IntOrString){Type:(intstr.Type)0 IntVal:(int32)0 StrVal:(string)} Host:(string)}',
    ],
    [
      'numbers in a list',
      ofSpec('SupplementalGroups', { securityContext: { supplementalGroups: [1, 2] } }),
      '([]int64)[1 2]',
    ],
  ])('%s', (_what, text, expected) => {
    expect(text).toBe(expected);
  });

  const small = (value: string, scale: number, text: string, format: string): string =>
    `{i:(resource.int64Amount){value:(int64)${value} scale:(resource.Scale)${scale}} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)${text} Format:(resource.Format)${format}}`;
  const big = (words: string, format: string, negative = false): string =>
    `{i:(resource.int64Amount){value:(int64)0 scale:(resource.Scale)0} d:(resource.infDecAmount){Dec:(*inf.Dec){unscaled:(big.Int){neg:(bool)${negative} abs:(big.nat)[${words}]} scale:(inf.Scale)9}} s:(string) Format:(resource.Format)${format}}`;
  it.each([
    ['0', small('0', 0, '0', 'DecimalSI')],
    ['1', small('1', 0, '1', 'DecimalSI')],
    ['500m', small('500', -3, '500m', 'DecimalSI')],
    ['2k', small('2', 3, '2k', 'DecimalSI')],
    ['1e3', small('1', 3, '1e3', 'DecimalExponent')],
    ['100Mi', small('104857600', 0, '100Mi', 'BinarySI')],
    ['64Mi', small('67108864', 0, '', 'BinarySI')],
    ['-1', small('-1', 0, '-1', 'DecimalSI')],
    ['1536Mi', small('1610612736', 0, '', 'BinarySI')],
    ['1Pi', big('2882303761517117440 61035', 'BinarySI')],
    ['-1Pi', big('2882303761517117440 61035', 'BinarySI', true)],
    ['1234567890123456789', big('7888470988684038656 66926059', 'DecimalSI')],
    ['bad', small('0', 0, '', '')],
  ])('the quantity %s', (text, dump) => {
    const size = ofSpec('SizeLimit', { volumes: [{ name: 'v', emptyDir: { sizeLimit: text } }] });
    expect(size).toBe(`(*resource.Quantity)${dump}`);
  });

  it('quantities in a map, by name and without their type', () => {
    const dump = ofContainer('Requests', { resources: { requests: { memory: '1Gi', cpu: '1', gpu: null } } });
    const [cpu, memory] = [small('1', 0, '1', 'DecimalSI'), small('1073741824', 0, '1Gi', 'BinarySI')];
    expect(dump).toBe(`(v1.ResourceList)map[cpu:${cpu} gpu:${small('0', 0, '', '')} memory:${memory}]`);
  });
});
