/** Image references (distribution reference grammar, as the kubelet and `docker pull` read them). */

/** An image reference in its parts. `tag` is `latest` where the text names neither tag nor digest. */
export interface ImageReference {
  registry: string;
  /** With `library/` put in front for one-word names of Docker Hub. */
  repository: string;
  tag?: string;
  digest?: string;
  /** True where the text itself names a tag. */
  tagged: boolean;
}

const DEFAULT_REGISTRY = 'docker.io';
const DEFAULT_TAG = 'latest';
const PATH_PART = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;
const HOST =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[0-9a-fA-F:]+\])(?::\d+)?$/;
const LONGEST = 4096;
const LONGEST_NAME = 255;

/** The parts of a reference; undefined for a text that is none (kubelet: InvalidImageName). */
export function parseImage(text: string): ImageReference | undefined {
  if (text.length > LONGEST) return undefined;
  const at = text.indexOf('@');
  const digest = at < 0 ? undefined : text.slice(at + 1);
  if (digest !== undefined && !DIGEST.test(digest)) return undefined;
  let name = at < 0 ? text : text.slice(0, at);
  const colon = name.lastIndexOf(':');
  let tag: string | undefined;
  if (colon > name.lastIndexOf('/')) {
    tag = name.slice(colon + 1);
    name = name.slice(0, colon);
    if (!TAG.test(tag)) return undefined;
  }
  const tagged = tag !== undefined;
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const hasHost = /[.:A-Z]/.test(first) || first === 'localhost';
  const registry = hasHost ? first : DEFAULT_REGISTRY;
  let repository = hasHost ? name.slice(slash + 1) : name;
  if (
    !HOST.test(registry) ||
    repository === '' ||
    !repository.split('/').every((part) => PATH_PART.test(part))
  ) {
    return undefined;
  }
  if (registry === DEFAULT_REGISTRY && !repository.includes('/')) repository = `library/${repository}`;
  if (registry.length + 1 + repository.length > LONGEST_NAME) return undefined;
  if (!tagged && digest === undefined) tag = DEFAULT_TAG;
  return {
    registry,
    repository,
    tagged,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  };
}

/** The tag that decides the default pull policy: `latest` where neither tag nor digest is given; '' for a digest alone. */
export function imageTag(text: string): string {
  return parseImage(text)?.tag ?? '';
}
