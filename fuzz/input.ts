/** One input: files of a folder, and the commands that are run there. */

export interface FuzzInput {
  /** By name. A character from U+DC80 to U+DCFF stands for the single byte 80 to FF, which is no UTF-8. */
  files: Readonly<Record<string, string>>;
  /** The words after `kubeplan`. */
  commands: readonly (readonly string[])[];
}

/** What is wrong with what a command did. */
export interface Failure {
  kind: FailureKind;
  command: readonly string[];
  /** What was seen. */
  what: string;
  /** The same for the same defect: what it is told apart by. */
  signature: string;
}

export type FailureKind = keyof typeof FAILURE_KINDS;

/** Each kind of failure, and what holds where there is none. */
export const FAILURE_KINDS = {
  crash: 'the exit status is 0, 1 or 2, and no output holds a stack trace',
  hang: 'a command ends',
  slow: 'a command takes no more than two seconds of a processor',
  memory: 'a command gets by with half a gigabyte',
  pollution: 'what all objects inherit stays as it is',
  leak: 'no output holds a credential',
  active: 'no output holds a character that a terminal acts on',
  forged: 'a line end in a value begins no line, and what is there to be pasted runs nothing else',
  nonsense: 'no output holds what a program says of missing values, and JSON can be read',
  unsteady: 'the same input gives the same bytes',
  changed: 'the files that are read stay as they are',
  harm: '--fix leaves a text that can be read readable, changes its fixes’ lines only, and comes to an end',
} as const;

/** Where the files of formats are written, beside the input's own. */
export const OUTPUTS = 'out';

/** A file's bytes. */
export function bytesOf(text: string): Buffer {
  if (!/[\udc80-\udcff]/.test(text)) return Buffer.from(text);
  const parts = text.split(/((?<![\ud800-\udbff])[\udc80-\udcff])/);
  return Buffer.concat(
    parts.map((part, i) => (i % 2 === 1 ? Buffer.from([part.charCodeAt(0) & 0xff]) : Buffer.from(part))),
  );
}
