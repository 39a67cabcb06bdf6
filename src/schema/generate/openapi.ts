/** The parts of an OpenAPI v2 document, as an API server prints it, that the generator reads. */

export interface OpenApiDocument {
  swagger?: string;
  info?: { title?: string; version?: string };
  paths?: Record<string, OpenApiPath>;
  definitions?: Record<string, OpenApiSchema>;
}

export interface GroupVersionKind {
  group: string;
  version: string;
  kind: string;
}

export interface OpenApiOperation {
  'x-kubernetes-group-version-kind'?: GroupVersionKind;
  'x-kubernetes-action'?: string;
}

export type OpenApiPath = Partial<Record<'get' | 'put' | 'post' | 'patch' | 'delete', OpenApiOperation>>;

export interface OpenApiSchema {
  $ref?: string;
  description?: string;
  type?: string;
  format?: string;
  properties?: Record<string, OpenApiSchema>;
  additionalProperties?: boolean | OpenApiSchema;
  required?: string[];
  items?: OpenApiSchema;
  enum?: unknown[];
  'x-kubernetes-group-version-kind'?: GroupVersionKind[];
  'x-kubernetes-preserve-unknown-fields'?: boolean;
  'x-kubernetes-int-or-string'?: boolean;
  'x-kubernetes-embedded-resource'?: boolean;
  'x-kubernetes-list-type'?: 'atomic' | 'set' | 'map';
  'x-kubernetes-list-map-keys'?: string[];
  'x-kubernetes-map-type'?: 'atomic' | 'granular';
  'x-kubernetes-patch-merge-key'?: string;
  'x-kubernetes-patch-strategy'?: string;
}
