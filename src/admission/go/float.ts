/** Floating-point numbers as Go's strconv writes them, in the fewest digits. */

/** Go's %v: an exponent from a million on, and for what is smaller than a ten-thousandth. */
export function goFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const { sign, digits, power } = partsOf(value);
  if (power >= -4 && power < 6) return plainFloat(value);
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
  const exponent = String(Math.abs(power)).padStart(2, '0');
  return `${sign}${digits[0]}${fraction}e${power < 0 ? '-' : '+'}${exponent}`;
}

/** Go's %f: never an exponent. */
export function plainFloat(value: number): string {
  if (value === 0) return '0';
  const { sign, digits, power } = partsOf(value);
  if (power < 0) return `${sign}0.${'0'.repeat(-power - 1)}${digits}`;
  const whole = digits.slice(0, power + 1).padEnd(power + 1, '0');
  const rest = digits.slice(power + 1);
  return `${sign}${whole}${rest === '' ? '' : `.${rest}`}`;
}

function partsOf(value: number): { sign: string; digits: string; power: number } {
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  return {
    sign: mantissa.startsWith('-') ? '-' : '',
    digits: mantissa.replace(/[-.]/g, ''),
    power: Number(exponent),
  };
}
