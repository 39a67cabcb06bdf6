/**
 * Fields that the document calls required and the API server does not ask for: it fills them in, or takes
 * their zero value. By definition; found by comparing with what a real server accepts.
 */
const NOT_ASKED_FOR: Record<string, readonly string[]> = {};

/** The fields of `definition` that an object cannot do without, sorted. */
export function requiredOf(definition: string, required: readonly string[] | undefined): string[] {
  const dropped = NOT_ASKED_FOR[definition] ?? [];
  return (required ?? []).filter((field) => !dropped.includes(field)).sort();
}
