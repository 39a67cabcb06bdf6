/** What kube-scheduler prints of a configuration that it does not take. */
import { type BadValue, FieldErrors } from '../../admission/field-errors.js';
import type { FieldError } from '../../api/field-error.js';
import type { Path } from '../../api/json.js';

/** An error that is not about the value of a field: text that cannot be read, a profile that cannot be built. */
export function wholeError(path: Path, message: string): FieldError {
  return { type: 'InternalError', field: '', path, message };
}

/** A value of the configuration as its errors show it. */
export function bad(value: unknown): BadValue {
  if (typeof value === 'string') return value;
  return { printed: typeof value === 'object' ? JSON.stringify(value) : String(value) };
}

/** The errors that `check` finds. */
export function errorsOf(check: (errors: FieldErrors) => void): FieldError[] {
  const errors = new FieldErrors();
  check(errors);
  return errors.list;
}
