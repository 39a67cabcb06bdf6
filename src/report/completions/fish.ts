import { quote } from '../../api/shell.js';
import type { CommandShape, OptionShape } from './shape.js';

/** A script for fish: `kubeplan completion fish | source`. */
export function fishCompletion(commands: readonly CommandShape[]): string {
  return `# kubeplan's completion for fish: kubeplan completion fish | source
complete -c kubeplan -e
${commands
  .map(
    ({ name, summary }) =>
      `complete -c kubeplan -f -n __fish_use_subcommand -a ${name} -d ${fishText(summary)}\n`,
  )
  .join('')}${commands.map(commandLines).join('')}`;
}

function commandLines({ name, words, options }: CommandShape): string {
  const start = `complete -c kubeplan -n '__fish_seen_subcommand_from ${name}'`;
  const own = words ? [`${start} -f -a ${quote(words.join(' '))}\n`] : [];
  return [...own, ...options.map((option) => `${start}${optionWords(option)}\n`)].join('');
}

function optionWords({ long, short, summary, value }: OptionShape): string {
  const flags = ` -l ${long.slice(2)}${short === undefined ? '' : ` -s ${short.slice(1)}`}`;
  const words = value && value.words.length > 0 ? ` -a ${quote(value.words.join(' '))}` : '';
  const takes = value ? (value.isFile ? ' -r -F' : ' -x') : '';
  return `${flags}${takes}${words} -d ${fishText(summary)}`;
}

/** In fish a backslash is one between quotes too. */
function fishText(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}
