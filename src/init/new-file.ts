/** A file that setting kubeplan up makes. */
export interface NewFile {
  path: string;
  text: string;
  /** What is to be added by hand where there is such a file already; nothing where the file speaks for itself. */
  toAdd?: { file: string; text: string };
}

const NAME = 'kubeplan';
/** Where kubeplan is published: its action, its hook, its schema. */
export const REPOSITORY = `${NAME}/${NAME}`;

/** The file in which what is found at the beginning is kept. */
export const BASELINE_FILE = '.kubeplan-baseline.json';
