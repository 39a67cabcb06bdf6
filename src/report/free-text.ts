import { amountText } from '../explain/amounts.js';

/** What is free of a resource. */
export function freeText(name: string, amount: number): string {
  return amount === 0 ? '0' : amountText(name, amount);
}
