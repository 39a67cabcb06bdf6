import type { CelFunction } from '../value.js';
export function functionNamed(_name: string): CelFunction | undefined {
  return undefined;
}
