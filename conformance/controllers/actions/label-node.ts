/** `kubectl label node NODE KEY=VALUE`. */
import type { Performer } from './setting.js';

export const labelNode: Performer<'label-node'> = ({ stage }, { node, label }) => {
  const [key = '', value = ''] = label.split('=');
  stage.act({ do: 'label', kind: 'Node', key: node, labels: { [key]: value } });
};
