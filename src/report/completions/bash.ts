import { quote } from '../../api/shell.js';
import { type CommandShape, flagsOf } from './shape.js';

/** A script for bash: `source <(kubeplan completion bash)`. */
export function bashCompletion(commands: readonly CommandShape[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  return `# kubeplan's completion for bash: source <(kubeplan completion bash)
_kubeplan() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]}
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W ${quote(names)} -- "$cur"))
    return
  fi
  # --format=sarif is three words to bash.
  if [ "$cur" = '=' ]; then
    cur=''
  elif [ "$prev" = '=' ]; then
    prev=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  case "$command $prev" in
${commands.flatMap(valueCases).join('')}  esac
  case "$command" in
${commands.map(wordCase).join('')}  esac
}
complete -o bashdefault -o default -F _kubeplan kubeplan
`;
}

/** What follows an option; where there is nothing to offer bash offers files. */
function valueCases({ name, options }: CommandShape): string[] {
  return options
    .filter(({ value }) => value !== undefined)
    .map((option) => {
      const labels = flagsOf(option).map((flag) => quote(`${name} ${flag}`));
      const words = option.value?.words ?? [];
      const offer =
        words.length === 0 ? '' : `COMPREPLY=($(compgen -W ${quote(words.join(' '))} -- "$cur")); `;
      return `    ${labels.join('|')}) ${offer}return ;;\n`;
    });
}

function wordCase({ name, words = [], options }: CommandShape): string {
  const flags = options.flatMap(flagsOf).join(' ');
  return `    ${quote(name)})
      case "$cur" in
        -*) COMPREPLY=($(compgen -W ${quote(flags)} -- "$cur")) ;;
        *) COMPREPLY=(${words.length === 0 ? '' : `$(compgen -W ${quote(words.join(' '))} -- "$cur")`}) ;;
      esac ;;
`;
}
