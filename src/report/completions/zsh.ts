import { quote } from '../../api/shell.js';
import { type CommandShape, flagsOf, type OptionShape } from './shape.js';

/** A script for zsh: a file called _kubeplan in a folder of fpath, or `source <(kubeplan completion zsh)`. */
export function zshCompletion(commands: readonly CommandShape[]): string {
  return `#compdef kubeplan
# kubeplan's completion for zsh: source <(kubeplan completion zsh)
_kubeplan() {
  local -a commands
  commands=(
${commands.map(({ name, summary }) => `    ${quote(`${name}:${summary}`)}\n`).join('')}  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${commands.map(commandCase).join('')}  esac
}
if [ "$funcstack[1]" = _kubeplan ]; then _kubeplan "$@"; else compdef _kubeplan kubeplan; fi
`;
}

function commandCase({ name, words, options }: CommandShape): string {
  const specs = [...options.flatMap(specsOf), words ? `*:word:(${words.join(' ')})` : '*:file:_files'];
  return `    ${name})\n      _arguments -s \\\n${specs.map((spec) => `        ${quote(spec)}`).join(' \\\n')} ;;\n`;
}

/** `*--format=[what it is]:name:(text json)`: any option may be given again. */
function specsOf(option: OptionShape): string[] {
  const { summary, value } = option;
  const told = `[${summary.replace(/[[\]:\\]/g, '\\$&')}]`;
  return flagsOf(option).map((flag) => {
    if (!value) return `*${flag}${told}`;
    const action = value.isFile ? '_files' : value.words.length > 0 ? `(${value.words.join(' ')})` : ' ';
    return `*${flag}${flag.startsWith('--') ? '=' : '+'}${told}:${value.is}:${action}`;
  });
}
