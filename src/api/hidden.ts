/** What must never be shown, and values without it. */
import { goJsonString } from './go-json.js';
import { definedKeys, isObject, type JsonObject, type JsonValue, type Path, setKey } from './json.js';
import { isCredentialName, isOpenInSecret } from './secrets.js';

export const HIDDEN = '(value hidden)';

const DOCKER_CONFIG = new Set(['.dockerconfigjson', '.dockercfg']);
/** `--db-password=…`, `token=…`: the part that may be shown. */
const ARGUMENT = /^(-{0,2}[\w.-]*?)=/;

/** True where the value at `path` of an object of `kind` must not be shown. `object` tells an env variable's name. */
export function isHidden(kind: string, path: Path, object: JsonValue | undefined): boolean {
  const [root, key] = path;
  if (kind === 'Secret' && !isOpenInSecret(path)) return true;
  const last = path.at(-1);
  if (typeof last === 'string' && DOCKER_CONFIG.has(last)) return true;
  if (kind === 'ConfigMap' && (root === 'data' || root === 'binaryData')) {
    return typeof key === 'string' && isCredentialKey(key);
  }
  if (last === 'value' && isObject(object) && typeof object['name'] === 'string') {
    return isCredentialName(object['name']);
  }
  return false;
}

/** Keys of ConfigMaps that name one value, not a file. */
function isCredentialKey(key: string): boolean {
  return !key.includes('.') && isCredentialName(key);
}

/** The value with everything hidden in it replaced. `path` is where it stands in an object of `kind`. */
export function withoutSecrets(value: JsonValue, kind: string, path: Path, parent?: JsonValue): JsonValue {
  if (isHidden(kind, path, parent)) return HIDDEN;
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      isCredentialOperand(value, index) ? HIDDEN : withoutSecrets(item, kind, [...path, index], value),
    );
  }
  if (isObject(value)) {
    const shown: JsonObject = {};
    for (const key of definedKeys(value)) {
      setKey(shown, key, withoutSecrets(value[key] as JsonValue, kind, [...path, key], value));
    }
    return shown;
  }
  return typeof value === 'string' ? withoutCredentialArgument(value) : value;
}

/** True for `hunter2` in `[--password, hunter2]`. */
function isCredentialOperand(list: readonly JsonValue[], index: number): boolean {
  const flag = list[index - 1];
  const item = list[index];
  if (typeof flag !== 'string' || typeof item !== 'string' || item.startsWith('-')) return false;
  return /^-+[\w.-]+$/.test(flag) && isCredentialName(flag);
}

/** `--password=hunter2` → `--password=(value hidden)`. */
function withoutCredentialArgument(text: string): string {
  const match = ARGUMENT.exec(text);
  return match?.[1] && isCredentialName(match[1]) ? `${match[0]}${HIDDEN}` : text;
}

/** Every text of an object that must not be shown, longest first; for taking them out of messages made elsewhere. */
export function secretTexts(object: JsonValue, kind: string): string[] {
  const found = new Set<string>();
  const add = (text: string): void => {
    // As it is, and as a message may quote it: once, or twice in a quoted JSON text.
    const quoted = goJsonString(text).slice(1, -1);
    for (const form of [text, quoted, JSON.stringify(text).slice(1, -1), goJsonString(quoted).slice(1, -1)]) {
      if (form !== '') found.add(form);
    }
  };
  const collect = (value: JsonValue, path: Path, parent: JsonValue | undefined, hidden: boolean): void => {
    const hide = hidden || isHidden(kind, path, parent);
    if (Array.isArray(value)) {
      value.forEach((item, index) => {
        collect(item, [...path, index], value, hide || isCredentialOperand(value, index));
      });
    } else if (isObject(value)) {
      for (const key of definedKeys(value)) collect(value[key] as JsonValue, [...path, key], value, hide);
    } else if (hide && value !== null) {
      add(String(value));
    } else if (typeof value === 'string') {
      const match = ARGUMENT.exec(value);
      if (match?.[1] && isCredentialName(match[1])) add(value.slice(match[0].length));
    }
  };
  collect(object, [], undefined, false);
  return [...found].sort((a, b) => b.length - a.length);
}

/** Shorter ones are parts of any word: they are looked for in quotes. */
const SHORT = 4;
/** A whole object quoted in a refusal, and what is said of it. */
const QUOTED_OBJECT = /^(.*?Invalid value: )[{[].*(: [^:{}"]+)$/s;

/**
 * A message of the server with every one of `secrets` taken out. Where there are any, whole objects that it quotes
 * and listings of lines go too: they may hold a value in a form that nobody thought of.
 */
export function withoutTexts(message: string, secrets: readonly string[]): string {
  if (secrets.length === 0) return message;
  const [line = ''] = message.split('\n@@');
  const quoted = QUOTED_OBJECT.exec(line);
  const short = quoted ? `${quoted[1]}…${quoted[2]}` : line;
  return secrets.reduce((shown, secret) => {
    if (secret.length >= SHORT) return shown.replaceAll(secret, () => HIDDEN);
    return shown.replaceAll(`"${secret}"`, () => `"${HIDDEN}"`);
  }, short);
}
