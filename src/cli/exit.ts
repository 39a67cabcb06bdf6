/** What kubeplan's exit status says; the same for every command. */
export const EXIT = {
  /** Nothing wrong. */
  OK: 0,
  /** Something found: errors, a plan that does not settle, pods left Pending, a rejected change. */
  FOUND: 1,
  /** Bad usage: an unknown command, option or value, nothing to read. */
  USAGE: 2,
  /** kubeplan itself failed. */
  FAILED: 3,
} as const;

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

/**
 * The user asked for something that cannot be done. Thrown by commands and option readers;
 * `main` prints the message (and the hint below it) and ends with EXIT.USAGE.
 */
export class UsageError extends Error {
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message);
    this.name = 'UsageError';
  }
}
