/**
 * Checks of single values that a JSON Schema type cannot express. Formats of one type pass over values of another:
 * that is the type's business. `quantity` and `int-or-string` are types of their own and take nothing else.
 * All run in time linear in the text.
 */

const INT32_MAX = 2 ** 31 - 1;
const INT32_MIN = -(2 ** 31);
/** The greatest double that is an int64; `prepare` brings larger int64 values down to it. */
export const INT64_MAX = 2 ** 63 - 1024;
const INT64_MIN = -(2 ** 63);

/** k8s.io/apimachinery/pkg/api/resource/quantity.go: what ParseQuantity reads. */
const QUANTITY = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/;
/** time.Parse(time.RFC3339): fractions of any length, one or two digits for the hour. */
const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d?):(\d\d):(\d\d)(?:[.,]\d+)?(?:Z|[+-](\d\d):(\d\d))$/;
/** time.Parse with RFC3339Micro: exactly six digits of a second. */
const SIX_DIGITS = /^.{17,19}\.\d{6}(?:Z|[+-])/;
/** encoding/base64 StdEncoding: newlines are passed over wherever they stand. */
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

type Check = (value: unknown) => boolean;

/** By name of the format. A format that is not here is not checked. */
export const FORMATS: Record<string, Check> = {
  int32: (value) => typeof value !== 'number' || isInt32(value),
  int64: (value) => typeof value !== 'number' || (value >= INT64_MIN && value <= INT64_MAX),
  'int-or-string': (value) =>
    typeof value === 'string' || (Number.isInteger(value) && isInt32(value as number)),
  quantity: (value) => (typeof value === 'string' ? QUANTITY.test(value.trim()) : Number.isFinite(value)),
  'date-time': (value) => typeof value !== 'string' || isTime(value),
  'micro-time': (value) => typeof value !== 'string' || (isTime(value) && SIX_DIGITS.test(value)),
  byte: (value) => typeof value !== 'string' || isBase64(value),
};

function isInt32(value: number): boolean {
  return value >= INT32_MIN && value <= INT32_MAX;
}

function isBase64(text: string): boolean {
  const bare = text.replace(/[\r\n]+/g, '');
  return bare.length % 4 === 0 && BASE64.test(bare);
}

function isTime(text: string): boolean {
  const match = RFC3339.exec(text);
  if (!match) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zoneHour = 0, zoneMinute = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return false;
  return hour < 24 && minute < 60 && second < 60 && zoneHour <= 24 && zoneMinute <= 60;
}

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
