/** Inputs that grow, and the commands that read them. */
import { many } from './manifests.js';

/** Names of files with their texts. */
export type Files = Readonly<Record<string, string>>;

/** An input that grows in one way. */
export interface GrowthShape {
  name: string;
  /** What stands behind `kubeplan`; by size where an option is to grow. */
  command: readonly string[] | ((size: number) => readonly string[]);
  files(size: number): Files;
  /** Where measuring begins: smaller ones tell more of what every run costs. */
  from: number;
}

/** The files of a command that reads one. */
export const one = (text: string): Files => ({ 'a.yaml': `${text}\n` });

/** A list in brackets. */
export const list = (size: number, make: (index: number) => string): string =>
  `[${many(size, make).join(', ')}]`;

/** A key of a ConfigMap with several lines. */
export const block = (text: string): string => `  text: |\n${text}`;
