/** The shape of a score: how many points a node gets at which utilization (UtilizationShapePoint). */
import type { At, FieldErrors } from '../../../admission/field-errors.js';
import type { JsonValue } from '../../../api/json.js';
import { objectsOf } from '../values.js';

const MAX_SCORE = 10;

export interface ShapePoint {
  utilization: number;
  score: number;
}

export function shapePoints(shape: JsonValue | undefined): ShapePoint[] {
  return objectsOf(shape).map(({ utilization = 0, score = 0 }) => ({
    utilization: Number(utilization),
    score: Number(score),
  }));
}

/** From low to high utilization, both in their ranges. */
export function checkShape(shape: JsonValue | undefined, at: At, errors: FieldErrors): void {
  const points = shapePoints(shape);
  if (points.length === 0) {
    errors.required(at, 'at least one point must be specified');
    return;
  }
  const unsorted = points.findIndex(
    ({ utilization }, i) => i > 0 && points[i - 1]!.utilization >= utilization,
  );
  if (unsorted > 0) {
    const place = at.index(unsorted).child('utilization');
    errors.invalid(place, points[unsorted]!.utilization, 'values must be sorted in increasing order');
  }
  points.forEach(({ utilization, score }, i) => {
    if (utilization < 0 || utilization > 100) {
      errors.invalid(at.index(i).child('utilization'), utilization, 'not in valid range [0, 100]');
    }
    if (score < 0 || score > MAX_SCORE) {
      errors.invalid(at.index(i).child('score'), score, `not in valid range [0, ${MAX_SCORE}]`);
    }
  });
}
