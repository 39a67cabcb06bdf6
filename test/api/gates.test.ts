import { describe, expect, it } from 'vitest';
import {
  gateProblem,
  gatesOfPatch,
  gatesSet,
  isDeciding,
  isOn,
  readFeatureGates,
} from '../../src/api/gates.js';
import { KUBERNETES_VERSIONS, type KubernetesVersion } from '../../src/api/version.js';

const on = (gate: Parameters<typeof isOn>[0], gates = {}): string =>
  KUBERNETES_VERSIONS.filter((version) => isOn(gate, { version, gates })).join(' ');

describe('feature gates', () => {
  it('are on from the version that has them so by default', () => {
    expect(on('MaxUnavailableStatefulSet')).toBe('1.37');
    expect(on('ImageVolume')).toBe('1.35 1.36 1.37');
    expect(on('ContainerStopSignals')).toBe('');
  });

  it('stay as they were when nobody can set them any more', () => {
    expect(on('ServiceTrafficDistribution')).toBe('1.31 1.32 1.33 1.34 1.35 1.36 1.37');
  });

  it('are what a cluster sets', () => {
    expect(on('ImageVolume', { ImageVolume: false })).toBe('');
    expect(isOn('ImageVolume', { version: '1.31', gates: { ImageVolume: true } })).toBe(true);
  });

  it('are set with all others of their stage, where they are not set themselves', () => {
    const all = { AllAlpha: true };
    expect(on('MaxUnavailableStatefulSet', all)).toBe('1.28 1.29 1.30 1.31 1.32 1.33 1.34 1.37');
    expect(on('MaxUnavailableStatefulSet', { AllBeta: true })).toBe('1.35 1.36 1.37');
    expect(on('MaxUnavailableStatefulSet', { AllBeta: false })).toBe('');
    expect(on('MaxUnavailableStatefulSet', { ...all, MaxUnavailableStatefulSet: false })).toBe('');
    // What is there to stay is of no stage.
    expect(on('SidecarContainers', { AllAlpha: false, AllBeta: false })).toBe('1.33 1.34 1.35 1.36 1.37');
    expect(isDeciding('AllAlpha')).toBe(true);
  });

  it('are what a patch has, but for what is set', () => {
    expect(gatesSet('1.35', 2, { ImageVolume: false })).toEqual({
      MaxUnavailableStatefulSet: true,
      ImageVolume: false,
    });
    expect(gatesSet('1.35', 2, { AllBeta: false })).toEqual({ AllBeta: false });
    expect(gatesSet('1.35', undefined, { AllBeta: false })).toEqual({ AllBeta: false });
  });

  it.each<[KubernetesVersion, number, object]>([
    ['1.35', 0, { MaxUnavailableStatefulSet: true }],
    ['1.35', 3, { MaxUnavailableStatefulSet: true }],
    ['1.35', 4, {}],
    ['1.36', 0, {}],
    ['1.37', 0, {}],
  ])('%s.%i has otherwise than its newest patch %j', (version, patch, expected) => {
    expect(gatesOfPatch(version, patch)).toEqual(expected);
  });

  it.each<[string, boolean, KubernetesVersion, string | undefined]>([
    ['MaxUnavailableStatefulSet', true, '1.28', undefined],
    ['SidecarContainers', true, '1.34', undefined],
    [
      'SidecarContainers',
      false,
      '1.34',
      'SidecarContainers cannot be false: it is locked to true in Kubernetes 1.34',
    ],
    [
      'MaxUnavailableStatefulSets',
      true,
      '1.36',
      'Kubernetes 1.36 has no feature gate MaxUnavailableStatefulSets; did you mean MaxUnavailableStatefulSet?',
    ],
    ['Anything', true, '1.36', 'Kubernetes 1.36 has no feature gate Anything'],
    ['ImageVolume', true, '1.30', 'Kubernetes 1.30 has no feature gate ImageVolume: 1.31 to 1.37 have it'],
    ['HPAGeneration', true, '1.36', 'Kubernetes 1.36 has no feature gate HPAGeneration: 1.37 has it'],
    [
      'ServiceTrafficDistribution',
      true,
      '1.37',
      'Kubernetes 1.37 has no feature gate ServiceTrafficDistribution: 1.30 to 1.35 have it',
    ],
    ['AllAlpha', true, '1.37', undefined],
  ])('%s=%s in %s: %s', (name, value, version, problem) => {
    expect(gateProblem(name, value, version)).toBe(problem);
  });

  it('are known to decide something here, or not', () => {
    expect(['MaxUnavailableStatefulSet', 'MemoryQoS', 'x'].map(isDeciding)).toEqual([true, false, false]);
  });

  it.each<[string, object | undefined]>([
    ['A=true,B=false', { A: true, B: false }],
    [' A = T , B=0', { A: true, B: false }],
    ['A=1,A=f', { A: false }],
    ['A', undefined],
    ['A=', undefined],
    ['A=yes', undefined],
    ['=true', undefined],
    ['A=true,', undefined],
    ['A=true=false', undefined],
    ['', undefined],
  ])('are read of %j', (text, gates) => {
    expect(readFeatureGates(text)).toEqual(gates);
  });
});
