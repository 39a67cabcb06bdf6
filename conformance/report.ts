/** What a recording comes to. */
import type { Outcome, RecordingKind } from './recording.js';

export interface Disagreement extends Outcome {
  id: string;
}

export interface Report {
  file: string;
  kind: RecordingKind | 'unknown';
  cases: number;
  /** Cases that agree in every measure. */
  agree: number;
  measures: Record<string, { agree: number; of: number }>;
  features: Record<string, { agree: number; of: number }>;
  /** Measure → name of a case or of a step of one → whether it agrees. */
  named: Record<string, Map<string, boolean>>;
  disagreements: Disagreement[];
}
