import type { Path } from './json.js';

/** The error types of the API server (k8s.io/apimachinery/pkg/util/validation/field/errors.go). */
export type FieldErrorType =
  | 'FieldValueRequired'
  | 'FieldValueInvalid'
  | 'FieldValueDuplicate'
  | 'FieldValueNotFound'
  | 'FieldValueNotSupported'
  | 'FieldValueForbidden'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'
  | 'FieldValueTooFew'
  | 'FieldValueTooShort'
  | 'InternalError'
  | 'FieldValueTypeInvalid';

/** One thing the API server would refuse, in its own terms. */
export interface FieldError {
  type: FieldErrorType;
  /** The server's notation of the place: `spec.containers[0].ports[1].name`, `metadata.labels`. */
  field: string;
  /** The same place as a way into the object, for looking up its position. */
  path: Path;
  /** The server's whole message without the field: `Invalid value: "x": must be no more than 15 characters`. */
  message: string;
  /** The object that stands in the way, where it is another one. */
  by?: Decider;
}

/** An object that decides about others, and the field that says what. */
export interface Decider {
  kind: string;
  name: string;
  /** Of one in a namespace. */
  namespace?: string;
  path: Path;
}

/** The cause as the server's Status prints it: `field: message`. */
export function fieldErrorText(error: FieldError): string {
  return `${error.field}: ${error.message}`;
}
