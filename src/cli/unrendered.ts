/** What `kubeplan init` leaves out of a gate, since nothing can render it. */
import { pushTo } from '../api/lists.js';
import { numbered } from '../api/text.js';
import type { KubernetesVersion } from '../api/version.js';
import { type RenderedPlaces, renderedPlaces, type Survey } from '../init/index.js';
import { canRender, renderFolder } from '../manifest/render.js';
import { printable } from '../report/inert.js';
import type { Io } from './io.js';

/**
 * The repository without the charts and kustomizations that cannot be rendered: with them the gate would be red from its first
 * day, and no baseline takes that away. They are told, each reason once.
 */
export function withoutBroken(survey: Survey, k8s: KubernetesVersion, { stdout }: Io): Survey {
  const places = renderedPlaces(survey);
  const whys = new Map<string, string[]>();
  for (const what of Object.keys(places) as (keyof RenderedPlaces)[]) {
    if (places[what].length === 0 || !canRender(what)) continue;
    for (const folder of places[what]) {
      const rendered = renderFolder(folder, { k8s });
      if (rendered.is === 'failed') pushTo(whys, rendered.why.replace(/\s*\n\s*/g, '; '), folder);
    }
  }
  for (const [why, [first = '', ...more]] of whys) {
    const who = more.length === 0 ? first : `${first} and ${numbered(more.length, 'other')}`;
    stdout.write(`  left out ${printable(who)}, which cannot be rendered:\n           ${printable(why)}\n`);
  }
  return { ...survey, broken: [...whys.values()].flat() };
}
