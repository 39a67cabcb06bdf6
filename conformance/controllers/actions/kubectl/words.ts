/** A command line of kubectl in its parts. */
export interface Words {
  /** All that is no flag and no flag's value: `label`, `deployment/web`, `a=b`. */
  plain: readonly string[];
  /** The value of a flag, `-l x` or `--from=x`; undefined where it is not given. */
  flag(name: string): string | undefined;
}

/** Flags whose value is the next word. */
const VALUED = ['-l', '-p', '-n', '-o'];

export function wordsOf(args: readonly string[]): Words {
  const plain = args.filter((arg, at) => !arg.startsWith('-') && !VALUED.includes(args[at - 1] ?? ''));
  const flag = (name: string) => {
    const at = args.indexOf(name);
    if (at >= 0) return args[at + 1];
    return args.find((arg) => arg.startsWith(`${name}=`))?.slice(name.length + 1);
  };
  return { plain, flag };
}
