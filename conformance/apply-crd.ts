import type { JsonValue } from '../src/api/json.js';

const text = { type: 'string' };

/** The definition that the `crd-*` cases of apply recordings were made with. */
export const widgets: JsonValue = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { plural: 'widgets', singular: 'widget', kind: 'Widget' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                properties: {
                  size: { type: 'integer', default: 3, minimum: 0 },
                  color: { type: 'string', enum: ['red', 'blue'] },
                  list: { type: 'array', items: text },
                  set: { type: 'array', items: text, 'x-kubernetes-list-type': 'set' },
                  parts: {
                    type: 'array',
                    items: {
                      type: 'object',
                      required: ['name'],
                      properties: { name: text, value: text, extra: { type: 'string', default: 'none' } },
                    },
                    'x-kubernetes-list-type': 'map',
                    'x-kubernetes-list-map-keys': ['name'],
                  },
                  plain: {
                    type: 'array',
                    items: { type: 'object', properties: { name: text, value: text } },
                  },
                  map: { type: 'object', additionalProperties: text },
                  any: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
                },
              },
            },
          },
        },
      },
    ],
  },
};
