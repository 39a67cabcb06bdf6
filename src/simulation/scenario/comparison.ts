/** Numbers as expectations write them: `3`, `>=2`, `<=5`, `none`. */

type Sign = '>=' | '<=' | '==' | '!=' | '>' | '<';

export interface Comparison {
  sign: Sign;
  number: number;
}

const WRITTEN = /^(>=|<=|==|!=|=|>|<)?\s*(\d{1,9})$/;

/** Undefined for what is no comparison. */
export function readComparison(written: string | number): Comparison | undefined {
  if (written === 'none') return { sign: '==', number: 0 };
  const [, sign = '==', number] = WRITTEN.exec(String(written).trim()) ?? [];
  if (number === undefined) return undefined;
  return { sign: (sign === '=' ? '==' : sign) as Sign, number: Number(number) };
}

const HOLDS: Readonly<Record<Sign, (seen: number, wanted: number) => boolean>> = {
  '>=': (seen, wanted) => seen >= wanted,
  '<=': (seen, wanted) => seen <= wanted,
  '==': (seen, wanted) => seen === wanted,
  '!=': (seen, wanted) => seen !== wanted,
  '>': (seen, wanted) => seen > wanted,
  '<': (seen, wanted) => seen < wanted,
};

export function compares({ sign, number }: Comparison, seen: number): boolean {
  return HOLDS[sign](seen, number);
}

/** `>= 2`. */
export function comparisonText({ sign, number }: Comparison): string {
  return `${sign} ${number}`;
}
