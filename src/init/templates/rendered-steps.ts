import { commandLine } from '../../api/shell.js';
import type { Survey } from '../survey.js';

/** A check of what something is rendered to: each by itself, since overlays make the same objects anew. */
interface RenderedStep {
  name: string;
  command: string;
}

/** Names that mean nothing to YAML, to shells, or to the expressions of CI servers. */
const PLAIN = /^[\w./-]+$/;

/** The checks of overlays and charts; those with names out of the ordinary are left for their owner to write. */
export function renderedSteps({ overlays, charts }: Survey): RenderedStep[] {
  const plain = (folder: string) => PLAIN.test(folder) && !folder.startsWith('-');
  return [
    ...overlays.filter(plain).map((folder) => ({
      name: `overlay ${folder}`,
      command: commandLine('kubeplan', 'lint', '-k', folder),
    })),
    ...charts
      .map(({ folder }) => folder)
      .filter(plain)
      .map((folder) => ({ name: `chart ${folder}`, command: commandLine('kubeplan', 'lint', folder) })),
  ];
}
