import { bashCompletion } from '../report/completions/bash.js';
import { fishCompletion } from '../report/completions/fish.js';
import type { CommandShape, OptionShape, ValueShape } from '../report/completions/shape.js';
import { zshCompletion } from '../report/completions/zsh.js';
import type { CommandEntry, CommandModule } from './command-entry.js';
import { type Command, createCommand, type Option } from './command-line.js';
import { EXIT, UsageError } from './exit.js';

const SHELLS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;
const NAMES = Object.keys(SHELLS) as (keyof typeof SHELLS)[];

/** The options of which the value is the name of a rule. */
const OF_RULES = ['--rule', '--only'];
/** What a value is called that is a path. */
const PATH = /<(?:file|path|folder)>/;

/** `kubeplan completion`: of the commands that there are. */
export function completionFor(entries: readonly CommandEntry[]): CommandModule {
  return {
    declare(command: Command): void {
      command.argument('[shell]', `${NAMES.join(', ')}; source <(kubeplan completion bash) in ~/.bashrc`);
    },
    async run([shell, ...more]: string[], _options: never, { stdout }) {
      const name = NAMES.find((one) => one === shell);
      if (name === undefined || more.length > 0) {
        throw new UsageError(
          shell === undefined
            ? 'a shell is missing'
            : `there is no completion for ${[shell, ...more].join(' ')}`,
          `The shells are ${NAMES.join(', ')}.`,
        );
      }
      stdout.write(SHELLS[name](await shapesOf(entries)));
      return EXIT.OK;
    },
  };
}

async function shapesOf(entries: readonly CommandEntry[]): Promise<CommandShape[]> {
  const { CATALOGUE } = await import('../lint/rules/catalogue.js');
  const rules = CATALOGUE.map(({ name }) => name);
  const words: Record<string, readonly string[]> = { rules, completion: NAMES };
  const shapes: CommandShape[] = [];
  for (const { name, summary, load } of entries) {
    const command = createCommand(name, summary);
    (await load()).declare(command);
    const options = command.createHelp().visibleOptions(command);
    shapes.push({
      name,
      summary,
      ...(words[name] && { words: words[name] }),
      options: options.map((option) => shapeOf(option, rules)),
    });
  }
  return shapes;
}

function shapeOf(option: Option, rules: readonly string[]): OptionShape {
  const { flags, long, short, description, required } = option;
  const value: ValueShape | undefined = required
    ? {
        is: /<(\w+)/.exec(flags)?.[1] ?? 'value',
        isFile: PATH.test(flags),
        words: OF_RULES.includes(long ?? '') ? rules : (option.argChoices ?? []),
      }
    : undefined;
  return { long: long ?? '', ...(short && { short }), summary: description, ...(value && { value }) };
}
