/** What befalls nodes and images: `fail`, `recover`, `crash`. */
import { isObject, valueAt } from '../../api/json.js';
import { splitKey } from '../../api/object-key.js';
import { asJson } from '../../api/unstructured.js';
import { clientSaid, told } from '../../kubectl/command/said.js';
import { commandNamespace, liveOf } from '../../kubectl/command/targets.js';
import type { Asked, Said } from '../../kubectl/command/verb.js';
import { printedRefusal } from '../../kubectl/outcome.js';
import { objectNamed } from '../../kubectl/resource-arg.js';
import { podTemplatePath } from '../../schema/resources.js';
import { allSaid, type Named, namedIn, nodesNamed, noSuchNode } from './named.js';
import type { PlanSetting, PlanVerb } from './plan-verb.js';

/** A node loses its power, an image can no longer be pulled. */
export const failVerb: PlanVerb = {
  name: 'fail',
  usage: 'node/NAME... | zone/NAME | image/REFERENCE',
  flags: [],
  run: (asked, setting) =>
    ofEach(asked, (one) => {
      if (one.kind.startsWith('image')) {
        setting.act({ do: 'fail-image', image: one.name });
        return told([`image ${one.name} cannot be pulled from now on`]);
      }
      return ofNodes(one, setting, (node) => {
        setting.act({ do: 'fail-node', node });
        return `node/${node} fails: nothing is heard of it from now on`;
      });
    }),
};

/** A node is back, an image behaves well again. */
export const recoverVerb: PlanVerb = {
  name: 'recover',
  usage: 'node/NAME... | zone/NAME | image/REFERENCE',
  flags: [],
  run: (asked, setting) =>
    ofEach(asked, (one) => {
      if (one.kind.startsWith('image')) {
        setting.act({ do: 'heal', image: one.name });
        return told([`image ${one.name} behaves well from now on`]);
      }
      return ofNodes(one, setting, (node) => {
        setting.act({ do: 'heal-node', node });
        return `node/${node} is back`;
      });
    }),
};

/** The containers of a workload crash, whatever pod of whoever runs the same images. */
export const crashVerb: PlanVerb = {
  name: 'crash',
  usage: 'KIND/NAME... | image/REFERENCE',
  flags: [],
  run: (asked, setting) =>
    ofEach(asked, (one) => {
      const images = one.kind.startsWith('image') ? [one.name] : imagesOf(one, asked, setting);
      if (!Array.isArray(images)) return images;
      for (const image of images) setting.act({ do: 'crash', image });
      return told(images.map((image) => `containers of image ${image} crash from now on`));
    }),
};

function ofEach(asked: Asked, act: (one: Named) => Said): Said {
  const all = namedIn(asked);
  if (all.length === 0) return clientSaid(`nothing to ${asked.verb.name}: write ${asked.verb.usage}`);
  return allSaid(all.map(act));
}

function ofNodes(one: Named, setting: PlanSetting, act: (node: string) => string): Said {
  const { cluster } = setting.client;
  if (!/^(nodes?|no|zones?)$/.test(one.kind))
    return clientSaid(`${one.kind}/${one.name} is neither a node nor a zone nor an image`);
  const nodes = nodesNamed(cluster, one);
  return nodes.length === 0 ? noSuchNode(cluster, one) : told(nodes.map(act));
}

/** The images of a workload's containers, or what is said where there is none. */
function imagesOf({ kind, name }: Named, asked: Asked, setting: PlanSetting): string[] | Said {
  const target = objectNamed(setting.client.cluster, kind, name, commandNamespace(asked, setting));
  if (!target) return clientSaid(`the server doesn't have a resource type "${kind}"`);
  const found = liveOf(target, setting);
  if ('outcome' in found)
    return told([found.outcome.refusal ? printedRefusal(found.outcome.refusal) : ''], 1);
  const path = podTemplatePath(target.kind);
  const containers = path && valueAt(asJson(found.live), [...path, 'spec', 'containers']);
  if (!Array.isArray(containers)) return clientSaid(`${kind}/${splitKey(target.key)[1]} makes no pods`);
  const images = containers.map((one) => (isObject(one) ? one['image'] : undefined));
  return [...new Set(images.filter((image) => typeof image === 'string'))];
}
