import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/objects.js';
import { notKnown } from '../../src/simulation/not-known.js';
import { made, stored } from '../controllers/look.js';

const custom = (apiVersion: string, kind: string, name: string, namespace = 'default'): KubeObject => ({
  apiVersion,
  kind,
  metadata: { name, namespace },
});
const webhooks = (kind: string, name: string): KubeObject => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind,
  metadata: { name },
});

describe('what a plan says nothing about', () => {
  it('is nothing where all kinds are Kubernetes’ own', () => {
    const config = made('ConfigMap', 'c', { data: {} });
    expect(notKnown([config], stored([config]))).toEqual([]);
  });

  it('is what controllers make of custom resources, each counted once, and refused ones not at all', () => {
    const widgets = [
      custom('example.com/v1', 'Widget', 'a'),
      custom('example.com/v1', 'Widget', 'b'),
      custom('example.com/v1', 'Widget', 'a', 'other'),
    ];
    const others = [custom('example.org/v1', 'Widget', 'a'), custom('example.com/v1', 'Gadget', 'a')];
    const refused = custom('example.net/v1', 'Widget', 'a');
    const all = [...widgets, ...others];
    expect(notKnown([...all, refused, widgets[0]!], stored([made('Namespace', 'other'), ...all]))).toEqual([
      'what their controllers make of 3 Widgets (example.com), 1 Widget (example.org) and 1 Gadget (example.com)',
    ]);
  });

  it('is what webhooks of the world would do', () => {
    const mutating = [
      webhooks('MutatingWebhookConfiguration', 'a'),
      webhooks('MutatingWebhookConfiguration', 'b'),
    ];
    const validating = webhooks('ValidatingWebhookConfiguration', 'a');
    expect(notKnown([], stored(mutating))).toEqual([
      'what 2 MutatingWebhookConfigurations would refuse or change',
    ]);
    const widget = custom('example.com/v1', 'Widget', 'a');
    expect(notKnown([widget], stored([...mutating, validating, widget]))).toEqual([
      'what their controllers make of 1 Widget (example.com)',
      'what 2 MutatingWebhookConfigurations and 1 ValidatingWebhookConfiguration would refuse or change',
    ]);
  });
});
