/** `kubeplan fail node/X`, `kubeplan rollout restart deployment/web`: a plan of one command. */

import { commandLine } from '../api/shell.js';
import { assumedOptions } from './assumed.js';
import type { CommandModule } from './command-entry.js';
import { type Command, Option } from './command-line.js';
import { UsageError } from './exit.js';
import { addOptions, featureGatesOption, formatOption, k8sOption, repeatedOption } from './options.js';
import { run as runPlan } from './plan.js';

const FORMATS = ['text', 'json', 'markdown', 'junit'];

/** The command of kubeplan that is a plan with `--then 'NAME WORDS…'`. `example` is one of them. */
export function shortcut(name: string, example: string): CommandModule {
  return {
    declare(command: Command): void {
      command.argument('[words...]', `what stands behind it in plan --then: ${example}`);
      command.allowUnknownOption();
      addOptions(command, [...shortcutOptions(), ...assumedOptions()]);
    },
    async run(words: string[], options: ShortcutOptions, io) {
      if (words.length === 0) {
        throw new UsageError(`nothing to ${name}`, `kubeplan ${name} ${example} --cluster FILE`);
      }
      if (!options.cluster) throw new UsageError('no cluster is given: --cluster FILE', SNAPSHOT);
      const then = [commandLine(name, ...words)];
      return await runPlan([], { ...options, order: 'kubectl', then } as never, io);
    },
  };
}

export const SNAPSHOT = 'kubeplan snapshot --run -o cluster.yaml makes one.';

interface ShortcutOptions {
  cluster?: string[];
}

/** The options that say which cluster it is, and what is printed. */
export function shortcutOptions(): Option[] {
  return [
    repeatedOption(
      '--cluster <file>',
      'the cluster, as kubeplan snapshot or kubectl get -A -o yaml writes it',
    ),
    new Option('-n, --namespace <name>', 'the namespace of what is named').default('default'),
    new Option('-v, --verbose', 'every step, every pod in a line of its own'),
    k8sOption(),
    featureGatesOption(),
    formatOption(FORMATS),
  ];
}
