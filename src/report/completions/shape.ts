/** What can be completed: the commands with their options, as they are declared. */
export interface CommandShape {
  name: string;
  summary: string;
  /** What its words are that are no options; undefined of files. */
  words?: readonly string[];
  options: readonly OptionShape[];
}

export interface OptionShape {
  /** `--format`. */
  long: string;
  /** `-o`. */
  short?: string;
  summary: string;
  /** What follows it; missing of an option that takes nothing. */
  value?: ValueShape;
}

/** `words`: those that there are. `is`: what it is called, `file`. */
export interface ValueShape {
  is: string;
  isFile: boolean;
  words: readonly string[];
}

/** The names of an option: `--format`, `-o`. */
export function flagsOf({ long, short }: OptionShape): string[] {
  return short === undefined ? [long] : [long, short];
}
