import type { Document } from '../../src/manifest/document.js';
import { parseManifests } from '../../src/manifest/parse.js';

/** The documents of a text, as if read from `file`. */
export function documents(text: string, file = 'new.yaml'): Document[] {
  return parseManifests({ file, text }).documents;
}

/** A Deployment with one container; `container` is put below its name, `spec` below the Deployment's spec. */
export function deployment(container = 'image: shop/web:1', spec = 'replicas: 3'): string {
  const inner = container.split('\n').map((line) => `          ${line}`);
  const outer = spec.split('\n').map((line) => `  ${line}`);
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
${outer.join('\n')}
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
${inner.join('\n')}
`;
}
