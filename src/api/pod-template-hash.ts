/**
 * The pod-template-hash of ReplicaSets and DaemonSet revisions (pkg/controller ComputeHash): FNV-1a over the dump of the
 * Go value that go-spew prints, so that every field of the Go type counts, also the absent ones.
 */
import { type GoField, type GoStruct, type GoType, goStruct, hasField } from './go-types.js';
import { fnv1a, safeEncode } from './hash.js';
import { isObject, type JsonValue } from './json.js';
import type { PodTemplateSpec } from './objects.js';
import { parseQuantity } from './quantity.js';
import { parseTime } from './time.js';
import { asJson } from './unstructured.js';
import { type KubernetesVersion, NEWEST_VERSION } from './version.js';

const ZERO_TIME = '{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}';
const UTC_LOCATION =
  '{name:(string)Local zone:([]time.zone)[{name:(string)UTC offset:(int)0 isDST:(bool)false}] tx:([]time.zoneTrans)[{when:(int64)-9223372036854775808 index:(uint8)0 isstd:(bool)false isutc:(bool)false}] extend:(string)UTC0 cacheStart:(int64)-9223372036854775808 cacheEnd:(int64)9223372036854775807 cacheZone:(*time.zone){name:(string)UTC offset:(int)0 isDST:(bool)false}}';
/** Seconds from year 1, where Go's clock starts, to 1970. */
const UNIX_TO_GO = 62135596800;
const WORD = 1n << 64n;

/** Prints the value of a type without the type itself. `undefined` and `null` are the type's zero. */
type Print = (value: JsonValue | undefined) => string;

/** Printers by version and type. The tables never change, so that this only saves work. */
const printers = new Map<string, Print>();

/**
 * The hash of a defaulted pod template. `collisionCount` as in the Deployment's (DaemonSet's) status, where it has one.
 * The fields that the version's Go types have decide: the same template has another hash on another minor.
 */
export function podTemplateHash(
  template: PodTemplateSpec,
  collisionCount?: number | null,
  version: KubernetesVersion = NEWEST_VERSION,
): string {
  let sum = fnv1a(podTemplateDump(template, version));
  if (collisionCount !== undefined && collisionCount !== null) {
    const bytes = [0, 8, 16, 24].map((shift) => String.fromCharCode((collisionCount >>> shift) & 0xff));
    // Bytes, not text: each is one step of the hash.
    for (const byte of [...bytes, '\0', '\0', '\0', '\0']) sum = step(sum, byte.charCodeAt(0));
  }
  return safeEncode(sum);
}

function step(sum: number, byte: number): number {
  return Math.imul(sum ^ byte, 0x01000193) >>> 0;
}

/** The text that is hashed. */
export function podTemplateDump(
  template: PodTemplateSpec,
  version: KubernetesVersion = NEWEST_VERSION,
): string {
  const print = structPrinter('core.v1.PodTemplateSpec', version);
  return `(v1.PodTemplateSpec)${print(asJson(template))}`;
}

function structPrinter(key: string, version: KubernetesVersion): Print {
  const memo = `${version} ${key}`;
  let print = printers.get(memo);
  if (!print) {
    print = makeStructPrinter(goStruct(key)!, version);
    printers.set(memo, print);
  }
  return print;
}

interface FieldPrinter {
  label: string;
  json: string;
  print: Print;
  /** The whole field when it is absent. */
  absent: string;
}

function makeStructPrinter(struct: GoStruct, version: KubernetesVersion): Print {
  // The printers of the fields are made when first needed: types may contain themselves.
  let fields: FieldPrinter[] | undefined;
  return (value) => {
    fields ??= struct.fields
      .filter((field) => hasField(field, version))
      .map((field) => fieldPrinter(field, version));
    const of = isObject(value) ? value : {};
    const texts = fields.map((field) => {
      const inner = field.json === '' ? of : of[field.json];
      return inner === undefined || inner === null ? field.absent : field.label + field.print(inner);
    });
    return `{${texts.join(' ')}}`;
  };
}

function fieldPrinter(field: GoField, version: KubernetesVersion): FieldPrinter {
  const label = `${field.name}:(${field.type.name})`;
  const print = printer(field.type, version);
  return { label, json: field.json, print, absent: label + print(undefined) };
}

function printer(type: GoType, version: KubernetesVersion): Print {
  switch (type.kind) {
    case 'string':
      return (value) => (typeof value === 'string' ? value : '');
    case 'bool':
      return (value) => (value === true ? 'true' : 'false');
    case 'int':
      return (value) => (typeof value === 'number' || typeof value === 'bigint' ? String(value) : '0');
    case 'struct':
      return structPrinter(type.key, version);
    case 'special':
      return type.special === 'Quantity'
        ? quantityText
        : type.special === 'IntOrString'
          ? intOrStringText
          : goTimeText;
    case 'pointer': {
      const print = printer(type.to, version);
      return (value) => (value === undefined || value === null ? '<nil>' : print(value));
    }
    case 'slice': {
      const print = printer(type.of, version);
      return (value) =>
        Array.isArray(value) && value.length > 0 ? `[${value.map(print).join(' ')}]` : '<nil>';
    }
    case 'map': {
      const print = printer(type.of, version);
      return (value) => {
        if (!isObject(value)) return '<nil>';
        const keys = Object.keys(value);
        if (keys.length === 0) return '<nil>';
        return `map[${keys
          .sort(byBytes)
          .map((key) => `${key}:${print(value[key])}`)
          .join(' ')}]`;
      };
    }
    default:
      return () => '<nil>';
  }
}

/** UTF-8 order, which differs from JavaScript's own where a character lies beyond U+FFFF. */
function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function intOrStringText(value: JsonValue | undefined): string {
  return typeof value === 'string'
    ? `{Type:(intstr.Type)1 IntVal:(int32)0 StrVal:(string)${value}}`
    : `{Type:(intstr.Type)0 IntVal:(int32)${value === undefined ? 0 : String(value)} StrVal:(string)}`;
}

function goTimeText(value: JsonValue | undefined): string {
  const at = typeof value === 'string' ? parseTime(value) : undefined;
  if (at === undefined) return ZERO_TIME;
  const seconds = Math.floor(at / 1000) + UNIX_TO_GO;
  return `{Time:(time.Time){wall:(uint64)0 ext:(int64)${seconds} loc:(*time.Location)${UTC_LOCATION}}}`;
}

const NO_DECIMAL = '{Dec:(*inf.Dec)<nil>}';

function quantityText(value: JsonValue | undefined): string {
  const parsed = value === undefined || value === null ? undefined : parseQuantity(value);
  if (!parsed) return quantityDump('0', '0', NO_DECIMAL, '', '');
  const { unscaled, scale, format, text = '', small } = parsed;
  if (small) return quantityDump(String(unscaled), String(scale), NO_DECIMAL, text, format);
  let rest = (unscaled < 0n ? -unscaled : unscaled) * 10n ** BigInt(scale + 9);
  const words: bigint[] = [];
  for (; rest > 0n; rest /= WORD) words.push(rest % WORD);
  const decimal = `{Dec:(*inf.Dec){unscaled:(big.Int){neg:(bool)${unscaled < 0n} abs:(big.nat)[${words.join(' ')}]} scale:(inf.Scale)9}}`;
  return quantityDump('0', '0', decimal, text, format);
}

function quantityDump(value: string, scale: string, decimal: string, text: string, format: string): string {
  return `{i:(resource.int64Amount){value:(int64)${value} scale:(resource.Scale)${scale}} d:(resource.infDecAmount)${decimal} s:(string)${text} Format:(resource.Format)${format}}`;
}
