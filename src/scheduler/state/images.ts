import type { Node } from '../../api/objects.js';

interface Image {
  size: number;
  nodes: Set<number>;
}

/** The images on nodes, by each of their names: the size that the first node said, and the slots that have them. */
export class Images {
  private byName = new Map<string, Image>();

  get(name: string): { size: number; nodes: number } | undefined {
    const image = this.byName.get(name);
    return image && { size: image.size, nodes: image.nodes.size };
  }

  add(slot: number, node: Node): void {
    for (const { names, sizeBytes } of node.status?.images ?? []) {
      for (const name of names ?? []) {
        const image = this.byName.get(name);
        if (image) image.nodes.add(slot);
        else this.byName.set(name, { size: sizeBytes ?? 0, nodes: new Set([slot]) });
      }
    }
  }

  remove(slot: number, names: Iterable<string>): void {
    for (const name of names) {
      const image = this.byName.get(name);
      image?.nodes.delete(slot);
      if (image?.nodes.size === 0) this.byName.delete(name);
    }
  }

  copy(): Images {
    const copy = new Images();
    for (const [name, { size, nodes }] of this.byName) {
      copy.byName.set(name, { size, nodes: new Set(nodes) });
    }
    return copy;
  }
}
