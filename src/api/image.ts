/** Image references, by the grammar of distribution/reference, which the API server and the kubelet read them with. */

const DEFAULT_TAG = 'latest';
const REFERENCE = /^([^@]+?)(?::(\w[\w.-]{0,127}))?(?:@(.*))?$/;
const PATH_PART = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;
const HOST =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[0-9a-fA-F:]+\])(?::\d+)?$/;
const DIGEST = /^(?:sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128})$/;
/** An image's id alone is no name. */
const IDENTIFIER = /^[0-9a-f]{64}$/;
const LONGEST_PATH = 255;
const INVALID = 'invalid reference format';
const DIGEST_FORM = /^([A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*):([0-9a-fA-F]{32,})$/;
const HEX_LENGTHS: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

/**
 * The tag that decides the default pull policy: `latest` where neither tag nor digest is given; '' for a digest alone, and
 * for a text that is no reference (the kubelet's InvalidImageName).
 */
export function imageTag(text: string): string {
  const parts = partsOf(text);
  return parts ? (parts.tag ?? (parts.digest === undefined ? DEFAULT_TAG : '')) : '';
}

/** Whether a text names an image: of one that does not the kubelet says InvalidImageName. */
export function isImageReference(text: string): boolean {
  return partsOf(text) !== undefined;
}

/** Why a text names no image, in the words of its parser (distribution/reference, ParseNormalizedNamed); undefined for one that does. */
export function imageError(text: string): string | undefined {
  if (partsOf(text)) return undefined;
  if (IDENTIFIER.test(text))
    return `invalid repository name (${text}), cannot specify 64-byte hexadecimal strings`;
  const [remote = ''] = pathOf(text).split(':');
  if (remote.toLowerCase() !== remote)
    return `invalid reference format: repository name (${remote}) must be lowercase`;
  const [, name = '', , digest] = REFERENCE.exec(text) ?? [];
  const parts = hasGoodParts(name);
  if (parts && pathOf(name).length > LONGEST_PATH)
    return 'repository name must not be more than 255 characters';
  return (parts && digest !== undefined && digestError(digest)) || INVALID;
}

/** Of one that is a digest as far as its form goes. */
function digestError(digest: string): string | undefined {
  const [, algorithm = '', hex = ''] = DIGEST_FORM.exec(digest) ?? [];
  const length = HEX_LENGTHS[algorithm];
  if (algorithm === '') return undefined;
  if (length === undefined) return 'unsupported digest algorithm';
  return hex.length === length ? 'invalid checksum digest format' : 'invalid checksum digest length';
}

/** What comes behind the registry, as runtimes complete it. */
function pathOf(text: string): string {
  const slash = text.indexOf('/');
  const first = text.slice(0, Math.max(0, slash));
  const isOfHub = !isHost(first) || first === DEFAULT_REGISTRY || first === `index.${DEFAULT_REGISTRY}`;
  const path = isHost(first) ? text.slice(slash + 1) : text;
  return isOfHub && !path.includes('/') ? `library/${path}` : path;
}

/** The name of an image without tag and digest; undefined for a text that is no reference. */
export function imageName(text: string): string | undefined {
  return partsOf(text)?.name;
}

interface ImageParts {
  name: string;
  tag?: string;
  digest?: string;
}

function partsOf(text: string): ImageParts | undefined {
  const [, name = '', tag, digest] = REFERENCE.exec(text) ?? [];
  if (!isName(name) || IDENTIFIER.test(text)) return undefined;
  if (digest !== undefined && !DIGEST.test(digest)) return undefined;
  return { name, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) };
}

const DEFAULT_REGISTRY = 'docker.io';

/** The name of an image with its registry, as runtimes complete it: `docker.io/library/nginx`; undefined of what is no reference. */
export function fullImageName(text: string): string | undefined {
  const name = imageName(text);
  if (name === undefined) return undefined;
  const [first = '', ...rest] = name.split('/');
  if (rest.length === 0) return `${DEFAULT_REGISTRY}/library/${name}`;
  return isHost(first) ? name : `${DEFAULT_REGISTRY}/${name}`;
}

function isHost(first: string): boolean {
  return /[.:A-Z]/.test(first) || first === 'localhost';
}

/** `nginx`, `team/app`, `registry.example.com:5000/team/app`: what is before the first slash is a host if it looks like one. */
function isName(name: string): boolean {
  return pathIn(name).length <= LONGEST_PATH && hasGoodParts(name);
}

function hasGoodParts(name: string): boolean {
  return pathIn(name)
    .split('/')
    .every((part) => PATH_PART.test(part));
}

function pathIn(name: string): string {
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(0, slash));
  return isHost(first) && HOST.test(first) ? name.slice(slash + 1) : name;
}
