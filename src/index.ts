/** What `import … from 'kubeplan'` gives. */
export { KUBERNETES_VERSIONS, type KubernetesVersion, NEWEST_VERSION, parseVersion } from './api/version.js';
export { type Catalog, catalog, type KindInfo } from './schema/catalog.js';
export type { CrdSchemas } from './schema/crds.js';
export type { SchemaError, SchemaErrorCode } from './schema/error.js';
export { validateObject } from './schema/validate.js';
