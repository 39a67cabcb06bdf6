/** Finalizers that the server puts on objects itself. */
import { ensure, set, strings } from '../fields.js';
import type { Struct } from '../typed.js';

/** Kinds that get a finalizer when they are created. */
type Protected = Struct<'core.v1.PersistentVolume' | 'core.v1.PersistentVolumeClaim'>;

/** Puts a finalizer behind those that are there. */
export function addFinalizer(object: Protected, finalizer: string): void {
  const metadata = ensure(object, 'metadata');
  const finalizers = strings(metadata, 'finalizers');
  if (!finalizers.includes(finalizer)) set(metadata, 'finalizers', [...finalizers, finalizer]);
}
