import { describe, expect, it } from 'vitest';
import { admitCustom } from '../../../src/admission/custom/admit.js';
import { finalizerWarnings } from '../../../src/admission/custom/finalizers.js';
import type { CustomKind } from '../../../src/schema/crds.js';

const WHY = 'to avoid accidental conflicts with other finalizer writers';

describe('finalizers of custom resources', () => {
  it('are warned of where they are new and no path is in them', () => {
    const metadata = {
      finalizers: [
        'x.io/done',
        'kubernetes',
        'orphan',
        'b.io',
        'plain',
        'b.io',
        'before',
        'foregroundDeletion',
      ],
    };
    const old = { finalizers: ['before'] };
    expect(finalizerWarnings(metadata, old, '1.36')).toEqual([
      `metadata.finalizers: "b.io": prefer a domain-qualified finalizer name including a path (/) ${WHY}`,
      `metadata.finalizers: "plain": prefer a domain-qualified finalizer name ${WHY}`,
    ]);
    expect(finalizerWarnings({ finalizers: ['b.io'] }, undefined, '1.31')).toEqual([
      `metadata.finalizers: "b.io": prefer a domain-qualified finalizer name ${WHY}`,
    ]);
    expect(finalizerWarnings(metadata, undefined, '1.28')).toEqual([]);
    expect(finalizerWarnings({}, old, '1.36')).toEqual([]);
  });

  it('are warned of when a resource is admitted', () => {
    const kind: CustomKind = {
      info: {
        apiVersion: 'g.io/v1',
        group: 'g.io',
        version: 'v1',
        kind: 'X',
        plural: 'xs',
        namespaced: true,
      },
    } as unknown as CustomKind;
    const object = {
      apiVersion: 'g.io/v1',
      kind: 'X',
      metadata: { name: 'a', namespace: 'n', finalizers: ['a.b'] },
    };
    expect(admitCustom(object, kind).warnings).toEqual([
      `metadata.finalizers: "a.b": prefer a domain-qualified finalizer name including a path (/) ${WHY}`,
    ]);
    expect(admitCustom(object, kind, { operation: 'update', old: object }).warnings).toEqual([]);
  });
});
