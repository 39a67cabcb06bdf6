/** Which names read as if what stands under them were a credential. */

import { closest } from './suggest.js';

/** Words that make a name a credential's, wherever they stand in it. */
const CREDENTIAL =
  /pass(?:w(?:or)?d|phrase|code)|secret|token|credential|(?:api|access|private|encryption|signing|auth|ssh|tls)[_-]?key/i;
/** Names that programs of clouds have for theirs. */
const OF_CLOUDS = /^(?:azure_.+_key|oci_cli_key_content)$/i;
/** Short words that do so only as the last of a name: `DB_PWD`, `basicAuth`; not `bypass`, `auth_mode`. */
const LAST_WORD = /(?:^|[_.-])(?:pw|pwd|pass|auth|authorization)$/i;
const LAST_WORD_IN_CAMEL_CASE = /(?<=[a-z\d])(?:Pw|Pwd|Pass|Auth)$/;
/** Names that only tell where a credential lies. */
const NOT_A_VALUE = /(?:file|path|dir|name|namespace|url|uri|ref|ttl|expiry|expiration|stdin)$/i;

/** What every such name has in it; most names have none of it. */
const LIKELY = /pass|pw|auth|secret|token|credential|key/i;

/** True for the name of a variable or key that reads as if its value were a credential: `DB_PASSWORD`, `apiKey`. */
export function isCredentialName(name: string): boolean {
  if (!LIKELY.test(name) || NOT_A_VALUE.test(name)) return false;
  return (
    CREDENTIAL.test(name) ||
    OF_CLOUDS.test(name) ||
    LAST_WORD.test(name) ||
    LAST_WORD_IN_CAMEL_CASE.test(name)
  );
}

/** True for the kind of a Secret, and of what somebody meant to be one: `secret`, `Secrets`, `Secert`. */
export function isSecretKind(kind: string): boolean {
  return kind === 'Secret' || closest(kind, ['Secret']) !== undefined;
}

/** Keys under which nothing but credentials stands, whatever they are in. */
const SECRET_DATA = /^(?:stringData|\.dockerconfigjson|\.dockercfg|\.?pgpass|[._]?netrc)$/i;

/** True for a key of which all must be hidden: `stringData`, however its letters are, and what registries and databases are asked with. */
export function isSecretData(key: string): boolean {
  return SECRET_DATA.test(key);
}

/** True for `--password`, `-token`: what comes behind it is a credential. */
export function isCredentialFlag(word: string): boolean {
  return /^-[\w.-]+$/.test(word) && isCredentialName(word);
}

/** True for `$(DB_PASSWORD)`, `${DB_PASSWORD}`: what the environment brings is named, not told. */
export function isReference(text: string): boolean {
  return /^\$(?:\(\w+\)|\{\w+\})$/.test(text);
}
