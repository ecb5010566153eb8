/** Everything that the commands print, without the commands: no files, and databases that no file can hold. */
import { describeJson } from '../../../src/cli/describe/json.ts';
import { renderDescription } from '../../../src/cli/describe/render.ts';
import { jsonText } from '../../../src/cli/json.ts';
import { renderShow, showJson } from '../../../src/cli/show/index.ts';
import { describe, kinds, Network, type NetworkSources } from '../../../src/model/index.ts';
import type { Json } from '../../../src/ovsdb/index.ts';
import {
  aclScene,
  bridgeScene,
  combinedScene,
  foldScene,
  layoutScene,
  lbScene,
  logicalScene,
  physicalScene,
  renderSvg,
  renderText,
} from '../../../src/viz/index.ts';
import { printed } from '../get/support.ts';

export interface Answered {
  /** For a terminal. */
  readonly texts: readonly string[];
  readonly jsons: readonly string[];
}

/** Throws what any of them throws. */
export const everyAnswer = async (sources: NetworkSources, { few = 2 } = {}): Promise<Answered> => {
  const network = new Network(sources);
  const scenes = [
    logicalScene(network),
    physicalScene(network),
    combinedScene(network),
    aclScene(network),
    lbScene(network),
    bridgeScene(network),
  ];
  const texts = [
    renderShow(network, { color: false, all: true, width: 100, shown: undefined }),
    ...scenes.flatMap((scene) => [
      renderSvg(layoutScene(foldScene(scene)), {}),
      renderText(foldScene(scene), { width: 80 }),
    ]),
    await printed(network, 'table', { kinds, width: 80 }),
    await printed(network, 'wide', { kinds }),
    await printed(network, 'name', { kinds }),
    (await printed(network, 'csv', { kinds })).replaceAll('\r\n', '\n'),
  ];
  const jsons = [
    jsonText(showJson(network, undefined) as unknown as Json),
    await printed(network, 'json', { kinds }),
  ];
  for (const { subjects } of kinds) {
    for (const { ref, host } of subjects(network).slice(0, few)) {
      const described = describe(network, ref, host?.name);
      if (described === undefined) continue;
      texts.push(renderDescription(described, { color: false, width: undefined, all: true }));
      jsons.push(jsonText(describeJson([described])));
    }
  }
  return { texts, jsons };
};
