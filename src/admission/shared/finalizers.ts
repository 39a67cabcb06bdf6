/** Finalizers that the server puts on objects itself. */
import { ensure, type Obj, strings } from '../fields.js';

/** Puts a finalizer behind those that are there. */
export function addFinalizer(object: Obj, finalizer: string): void {
  const metadata = ensure(object, 'metadata');
  const finalizers = strings(metadata, 'finalizers');
  if (!finalizers.includes(finalizer)) metadata['finalizers'] = [...finalizers, finalizer];
}
