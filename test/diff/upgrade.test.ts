import { describe, expect, it } from 'vitest';
import type { FeatureGates, Release } from '../../src/api/gates.js';
import type { KubernetesVersion } from '../../src/api/version.js';
import { upgradeOf } from '../../src/diff/upgrade.js';
import { parseManifests } from '../../src/manifest/parse.js';
import { diffJson } from '../../src/report/diff-json.js';
import { diffText } from '../../src/report/diff-text.js';

const upgradedWith = (gates: FeatureGates, text: string, ...versions: KubernetesVersion[]) =>
  upgradeOf(
    parseManifests({ file: 'a.yaml', text }).documents,
    versions.map((version) => ({ version, gates })) as [Release, ...Release[]],
  );
const upgraded = (text: string, ...versions: KubernetesVersion[]) => upgradedWith({}, text, ...versions);
const told = (...how: Parameters<typeof upgraded>) => diffText(upgraded(...how), { width: 200 });

const set = (name: string, strategy = '{}') =>
  `---\napiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: ${name}}\nspec: {serviceName: db, updateStrategy: ${strategy}, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: a}]}}}\n`;
const JOB =
  '---\napiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\nspec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: a}]}}}\n';
const POD = (spec: string) =>
  `---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {${spec}containers: [{name: a, image: a}]}\n`;

describe('an upgrade, for manifests that stay as they are', () => {
  it('refuses, stores otherwise, leaves as it is', () => {
    const text = set('none', '{rollingUpdate: {maxUnavailable: 0}}') + set('db') + JOB + POD('');
    expect(told(text, '1.35', '1.37')).toBe(`From Kubernetes 1.35 to 1.37: 1 changed, 1 refused, 2 the same.

! statefulset/none  refused: spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: 0: cannot be 0
    a.yaml:5:74
~ statefulset/db    defaulted otherwise
    spec.updateStrategy.rollingUpdate.maxUnavailable  + 1 (default)  a.yaml:10:41
`);
  });

  it('keeps whole numbers beyond those of JavaScript', () => {
    expect(told(POD('terminationGracePeriodSeconds: 9007199254740993, '), '1.36', '1.37')).toContain(
      'Nothing changes: 1 object is the same.',
    );
  });

  it('accepts what was refused, and is held against by what was refused before', () => {
    const text =
      POD('securityContext: {seLinuxChangePolicy: MountOption}, ') +
      '---\napiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {ports: []}\n';
    expect(told(text, '1.36', '1.37')).toBe(`From Kubernetes 1.36 to 1.37: 1 changed, 1 refused.

! service/s  refused, as before: spec.ports: Required value
    a.yaml:10:15
~ pod/p      accepted; Kubernetes 1.36 refuses it: spec.securityContext.seLinuxChangePolicy: Unsupported value: "MountOption": supported values: "Recursive"
`);
  });

  it('knows the kinds of definitions that are given beside', () => {
    const definition =
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: widgets.example.com}\nspec: {group: example.com, scope: Namespaced, names: {plural: widgets, kind: Widget}, versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer, default: 3}}}}}}}]}\n';
    const widget = 'apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w}\nspec: {}\n';
    const { documents } = parseManifests({ file: 'a.yaml', text: widget });
    const release = (version: KubernetesVersion) => ({ version, gates: {} });
    const crds = [{ file: 'crd.yaml', text: definition }];
    const { counts } = upgradeOf(documents, [release('1.35'), release('1.37')], { crds });
    expect(counts).toMatchObject({ same: 1, refused: 0 });
  });

  it('warns, and serves kinds no more', () => {
    const text =
      '---\napiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {externalIPs: [10.0.0.1], selector: {a: b}, ports: [{port: 80}]}\n' +
      '---\napiVersion: flowcontrol.apiserver.k8s.io/v1beta3\nkind: FlowSchema\nmetadata: {name: f}\nspec: {priorityLevelConfiguration: {name: exempt}}\n';
    const said = told(text, '1.31', '1.37');
    expect(said).toContain(
      '~ service/s     the server warns of it\n    warning  spec.externalIPs is deprecated',
    );
    expect(said).toContain('! flowschema/f  refused: no matches for kind "FlowSchema"');
  });

  it('counts with the features that are set, and says the same to programs', () => {
    const diff = upgradedWith({ MaxUnavailableStatefulSet: true }, set('db'), '1.36', '1.37');
    expect(JSON.parse(diffJson(diff))).toMatchObject({
      from: '1.36',
      kubernetes: '1.37',
      counts: { same: 1 },
    });
  });

  it('says in which minor each thing changes', () => {
    const text =
      set('none', '{rollingUpdate: {maxUnavailable: 0}}') +
      set('db') +
      POD('securityContext: {seLinuxChangePolicy: MountOption}, ') +
      '---\napiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {externalIPs: [10.0.0.1], selector: {a: b}, ports: [{port: 80}]}\n';
    expect(
      told(text, '1.34', '1.35', '1.36', '1.37'),
    ).toBe(`From Kubernetes 1.34 to 1.37: 3 changed, 1 refused.

! statefulset/none  refused since 1.37: spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: 0: cannot be 0
    a.yaml:5:74
~ statefulset/db    defaulted otherwise
    spec.updateStrategy.rollingUpdate.maxUnavailable  + 1 (default)  since 1.37  a.yaml:10:41
~ pod/p             accepted since 1.37; Kubernetes 1.36 refuses it: spec.securityContext.seLinuxChangePolicy: Unsupported value: "MountOption": supported values: "Recursive"
~ service/s         the server warns of it
    warning since 1.36  spec.externalIPs is deprecated and may no longer be implemented in some clusters
`);
    const json = JSON.parse(diffJson(upgraded(text, '1.34', '1.35', '1.36', '1.37'))) as {
      objects: object[];
    };
    expect(json.objects).toMatchObject([
      { since: '1.37' },
      { changes: [{ since: '1.37', newAt: { line: 10 } }], consequences: [{ type: 'defaulted' }] },
      {},
      { warnedSince: ['1.36'] },
    ]);
  });

  it('says what is refused on the way alone', () => {
    const { documents } = parseManifests({
      file: 'a.yaml',
      text: set('none', '{rollingUpdate: {maxUnavailable: 0}}'),
    });
    const releases = (['1.34', '1.35', '1.36'] as const).map(
      (version): Release => ({
        version,
        gates: { MaxUnavailableStatefulSet: version === '1.35' },
      }),
    ) as [Release, ...Release[]];
    const { counts, objects } = upgradeOf(documents, releases);
    expect(counts).toMatchObject({ changed: 1 });
    expect(objects[0]?.consequences.map((one) => one.text)).toEqual([
      'on the way Kubernetes 1.35 refuses it: spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: 0: cannot be 0',
    ]);
  });
});
