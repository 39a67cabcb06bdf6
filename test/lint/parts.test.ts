import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/api/finding.js';
import { applyFixes } from '../../src/lint/fix.js';
import { lint } from '../../src/lint/lint.js';
import { lintDocuments } from '../../src/lint/lint-documents.js';
import type { Document } from '../../src/manifest/document.js';
import {
  isDirective,
  isKustomization,
  KUSTOMIZATION_FILES,
  normalizePath,
} from '../../src/manifest/kustomize.js';
import { parseManifests } from '../../src/manifest/parse.js';
import { isLocalConfig } from '../../src/schema/local-kinds.js';
import { wholeWorld } from './whole-world.js';

describe('fixes', () => {
  const TEXT = '0123456789';
  /** A finding whose fix replaces these ranges: `[from, to, text]`. */
  const finding = (...edits: [number, number, string, string?][]): Finding => {
    const at = (offset: number) => ({ line: 1, column: offset + 1, offset });
    const fix = {
      title: 'mend',
      edits: edits.map(([from, to, text, file = 'x']) => ({
        location: { file, start: at(from), end: at(to) },
        text,
      })),
    };
    return {
      rule: 'r',
      severity: 'error',
      message: 'm',
      location: { file: 'x', start: at(0), end: at(0) },
      fix,
    };
  };
  it.each<[string, Finding[], string, number]>([
    ['none', [], TEXT, 0],
    ['one', [finding([2, 4, 'ab'])], '01ab456789', 1],
    ['longer and shorter ones', [finding([0, 1, 'xyz']), finding([8, 10, ''])], 'xyz1234567', 2],
    ['in any order', [finding([8, 9, 'b']), finding([1, 2, 'a'])], '0a234567b9', 2],
    ['two edits of one', [finding([1, 1, '('], [3, 3, ')'])], '0(12)3456789', 1],
    ['beside each other', [finding([1, 3, 'a']), finding([3, 5, 'b'])], '0ab56789', 2],
    ['overlapping: the first counts', [finding([1, 4, 'a']), finding([3, 5, 'b'])], '0a456789', 1],
    ['overlapping from the left', [finding([3, 5, 'b']), finding([1, 4, 'a'])], '012b56789', 1],
    ['within another', [finding([1, 8, 'a']), finding([3, 4, 'b'])], '0a89', 1],
    ['twice at one place', [finding([3, 3, 'a']), finding([3, 3, 'b'])], '012a3456789', 1],
    ['before what another begins with', [finding([3, 5, 'a']), finding([3, 3, 'b'])], '012a56789', 1],
    ['behind what another ends with', [finding([3, 5, 'a']), finding([5, 5, 'b'])], '012ab56789', 2],
    ['all edits or none', [finding([1, 2, 'a']), finding([1, 2, 'b'], [8, 9, 'c'])], '0a23456789', 1],
    ['in another file', [finding([1, 2, 'a', 'y']), finding([1, 2, 'b'], [3, 4, 'c', 'y'])], TEXT, 0],
    ['without edits', [finding()], TEXT, 0],
  ])('%s', (_what, findings, text, mended) => {
    const fixed = applyFixes({ file: 'x', text: TEXT }, findings);
    expect(fixed.source).toEqual({ file: 'x', text });
    expect(fixed.mended).toHaveLength(mended);
    expect(findings).toEqual(expect.arrayContaining(fixed.mended));
  });

  it('are not there for findings without one', () => {
    const { fix: _fix, ...bare } = finding();
    expect(applyFixes({ file: 'x', text: TEXT }, [bare])).toEqual({
      source: { file: 'x', text: TEXT },
      mended: [],
    });
  });
});

describe('files that programs read', () => {
  it.each([
    ['kustomize.config.k8s.io/v1beta1', 'Kustomization'],
    ['kubeadm.k8s.io/v1beta3', 'InitConfiguration'],
    ['kubelet.config.k8s.io/v1beta1', 'KubeletConfiguration'],
    ['kubeproxy.config.k8s.io/v1alpha1', 'KubeProxyConfiguration'],
    ['kubescheduler.config.k8s.io/v1', 'KubeSchedulerConfiguration'],
    ['kubecontrollermanager.config.k8s.io/v1alpha1', 'KubeControllerManagerConfiguration'],
    ['controller-runtime.sigs.k8s.io/v1alpha1', 'ControllerManagerConfig'],
    ['apiserver.config.k8s.io/v1', 'EncryptionConfiguration'],
    ['apiserver.k8s.io/v1beta1', 'EgressSelectorConfiguration'],
    ['audit.k8s.io/v1', 'Policy'],
    ['pod-security.admission.config.k8s.io/v1', 'PodSecurityConfiguration'],
    ['client.authentication.k8s.io/v1', 'ExecCredential'],
    ['credentialprovider.kubelet.k8s.io/v1', 'CredentialProviderResponse'],
    ['kind.x-k8s.io/v1alpha4', 'Cluster'],
    ['k3d.io/v1alpha5', 'Simple'],
    ['ctlptl.dev/v1alpha1', 'Cluster'],
    ['skaffold/v4beta1', 'Config'],
    ['minikube.sigs.k8s.io/v1', 'X'],
    ['config.kubernetes.io/v1', 'ResourceList'],
    ['v1', 'Config'],
  ])('%s %s', (apiVersion, kind) => {
    expect(isLocalConfig(apiVersion, kind)).toBe(true);
  });

  it.each([
    ['audit.k8s.io/v1', 'Event'],
    ['v1', 'ConfigMap'],
    ['v2', 'Config'],
    ['kind.x-k8s.io', 'Cluster'],
    ['example.com/v1', 'Config'],
    ['', ''],
  ])('%s %s is none', (apiVersion, kind) => {
    expect(isLocalConfig(apiVersion, kind)).toBe(false);
  });

  it.each<[unknown, boolean]>([
    ['true', true],
    [true, true],
    ['false', false],
    [false, false],
    ['yes', false],
    [undefined, false],
  ])('marked as such by %j: %s', (value, local) => {
    expect(isLocalConfig('v1', 'Pod', { 'config.kubernetes.io/local-config': value })).toBe(local);
  });
});

describe('kustomize', () => {
  it.each([
    ['a/kustomization.yaml', {}, true],
    ['kustomization.yml', {}, true],
    ['a/Kustomization', {}, true],
    ['my-kustomization.yaml', {}, false],
    ['a.yaml', {}, false],
    ['a.yaml', { kind: 'Kustomization' }, true],
    ['a.yaml', { kind: 'Component' }, true],
    ['kustomization.yaml', { kind: 'Pod' }, false],
    ['a.yaml', { apiVersion: 'kustomize.config.k8s.io/v1alpha1' }, true],
    ['kustomization.yaml', { apiVersion: 'v1', kind: 'Kustomization' }, false],
    ['kustomization.yaml', { apiVersion: 5 }, false],
  ])('%s with %j is a kustomization: %s', (file, value, is) => {
    expect(isKustomization(file, value)).toBe(is);
  });

  it('looks for these files', () => {
    expect(KUSTOMIZATION_FILES).toEqual(['kustomization.yaml', 'kustomization.yml', 'Kustomization']);
  });

  it.each([
    ['$patch', true],
    ['$retainKeys', true],
    ['$setElementOrder/containers', true],
    ['$deleteFromPrimitiveList/finalizers', true],
    ['$setElementOrder', false],
    ['x$setElementOrder/containers', false],
    ['$other/x', false],
    ['patch', false],
  ])('%s is a directive: %s', (key, is) => {
    expect(isDirective(key)).toBe(is);
  });

  it.each([
    ['a/b.yaml', 'a/b.yaml'],
    ['./a.yaml', 'a.yaml'],
    ['a/./b/../c.yaml', 'a/c.yaml'],
    ['a//b.yaml', 'a/b.yaml'],
    ['/a/b', '/a/b'],
    ['../a', '../a'],
    ['a/../../b', '../b'],
    ['../../a', '../../a'],
    ['a/', 'a'],
    ['', ''],
  ])('%s is the path %s', (path, normal) => {
    expect(normalizePath(path)).toBe(normal);
  });
});

describe('what linting comes to', () => {
  it('counts files, objects and findings, by severity', () => {
    const texts = {
      'b.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n',
      'a.yaml': 'apiVersion: x.y/v1\nkind: Z\nmetadata: {name: z}\n',
      'c.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: A, image: b}, {name: b}]}\n',
    };
    const result = lint(Object.entries(texts).map(([file, text]) => ({ file, text })));
    expect({
      ...result,
      looked: result.looked.map(({ file, object }) => `${file} ${object.kind} ${object.name}`),
      findings: result.findings.map(({ location, rule }) => `${location.file} ${rule}`),
    }).toEqual({
      version: '1.37',
      failures: [],
      ignored: [],
      gone: [],
      looked: ['a.yaml Z z', 'b.yaml ConfigMap a', 'b.yaml ConfigMap a', 'c.yaml Pod p'],
      files: 3,
      objects: 4,
      counts: { error: 2, warning: 1, info: 1 },
      findings: [
        'a.yaml schema/no-schema',
        'b.yaml references/duplicate-object',
        'c.yaml server/invalid',
        'c.yaml server/required',
      ],
      leftOut: [],
      notKnown: [{ what: 'kind', count: 1 }],
      hidden: [],
    });
  });

  it('names the object in which kubeplan fails', () => {
    const source = {
      file: 'a.yaml',
      text: '\n\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {nope: 1}\n',
    };
    const [document] = parseManifests(source).documents as [Document];
    const locate: Document['locate'] = (path, of) => {
      if (path.length > 0) throw new Error('out of order');
      return document.locate(path, of);
    };
    const { file, index, root, value } = document;
    const read = { documents: [{ file, index, root, value, locate }], findings: [] };
    const { found, failures } = lintDocuments([source], read, wholeWorld);
    expect(found[0]).toMatchObject({
      rule: 'kubeplan/failed',
      severity: 'error',
      message: 'kubeplan failed here: out of order',
      location: { file: 'a.yaml', start: { line: 3 } },
      object: { kind: 'Pod', name: 'p' },
    });
    expect(failures).toEqual(found.map(() => new Error('out of order')));
  });
});
