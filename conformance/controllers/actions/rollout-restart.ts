/** `kubectl rollout restart TARGET`, with a time that is always the same, so that hashes repeat. */
import type { Performer } from './setting.js';

const RESTARTED_AT = '2024-01-01T00:00:00Z';

export const restart: Performer<'rollout-restart'> = ({ stage }, { target, at = RESTARTED_AT }) =>
  stage.act({ do: 'rollout-restart', ...stage.target(target), at });
