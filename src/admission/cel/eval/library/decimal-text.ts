/** Doubles in decimals, as golang.org/x/text/message prints them for en_US. */

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const FRACTION_DIGITS = 6;

/** `abs · 10^shift` as a whole number, halves to the even one; computed exactly. */
function scaled(abs: number, shift: number): bigint {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, abs);
  const raw = bits.getBigUint64(0);
  const power = Number(raw >> 52n);
  const fraction = raw & ((1n << 52n) - 1n);
  const mantissa = power === 0 ? fraction : fraction | (1n << 52n);
  const binary = Math.max(power, 1) - 1075;
  const over = mantissa * 2n ** BigInt(Math.max(0, binary)) * 10n ** BigInt(Math.max(0, shift));
  const under = 2n ** BigInt(Math.max(0, -binary)) * 10n ** BigInt(Math.max(0, -shift));
  const [whole, rest] = [over / under, (over % under) * 2n];
  return rest > under || (rest === under && whole % 2n === 1n) ? whole + 1n : whole;
}

function special(value: number): string | undefined {
  if (Number.isNaN(value)) return 'NaN';
  return Number.isFinite(value) ? undefined : value < 0 ? '-∞' : '∞';
}

/** With so many digits behind the point, thousands apart: `1,234.50`. */
export function fixedText(value: number, digits: number): string {
  const odd = special(value);
  if (odd !== undefined) return odd;
  const all = String(scaled(Math.abs(value), digits)).padStart(digits + 1, '0');
  const whole = all.slice(0, all.length - digits).replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `${value < 0 ? '-' : ''}${whole}${digits > 0 ? `.${all.slice(all.length - digits)}` : ''}`;
}

/** With an exponent: `1.200000×10⁰³`. */
export function scientificText(value: number): string {
  const odd = special(value);
  if (odd !== undefined) return odd;
  const abs = Math.abs(value);
  let power = abs === 0 ? 0 : Number(abs.toExponential().split('e')[1]);
  let digits = String(scaled(abs, FRACTION_DIGITS - power));
  // 9.9999999 has become 10.
  if (digits.length > FRACTION_DIGITS + 1) power += 1;
  digits = digits.slice(0, FRACTION_DIGITS + 1).padEnd(FRACTION_DIGITS + 1, '0');
  const exponent = String(Math.abs(power))
    .padStart(2, '0')
    .replace(/\d/g, (digit) => SUPERSCRIPTS.charAt(Number(digit)));
  const sign = value < 0 ? '-' : '';
  return `${sign}${digits.charAt(0)}.${digits.slice(1)}×10${power < 0 ? '⁻' : ''}${exponent}`;
}
