import type { Survey } from '../survey.js';

/** What of a repository is checked as it is rendered, beside its files. */
export interface RenderedPlaces {
  kustomizations: readonly string[];
  charts: readonly string[];
}

/** Names that mean nothing to YAML, to shells, or to the expressions of CI servers. */
const PLAIN = /^[\w./-]+$/;

/**
 * The overlays and charts that can be rendered; those with names out of the ordinary are left for their owner to write.
 */
export function renderedPlaces({ overlays, charts, broken = [] }: Survey): RenderedPlaces {
  const plain = (folder: string) => PLAIN.test(folder) && !folder.startsWith('-') && !broken.includes(folder);
  return {
    kustomizations: overlays.filter(plain),
    charts: charts
      .filter((chart) => !chart.isKustomization)
      .map(({ folder }) => folder)
      .filter(plain),
  };
}

/** The words after `kubeplan lint` that ask for them. */
export function renderedWords({ kustomizations, charts }: RenderedPlaces): string[] {
  return [...charts, ...kustomizations.flatMap((folder) => ['-k', folder])];
}
