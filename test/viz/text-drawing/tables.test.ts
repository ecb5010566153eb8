import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../../src/text/index.ts';
import { lbScene, physicalScene, renderText, type Scene } from '../../../src/viz/index.ts';
import { Network } from '../../../src/model/index.ts';
import { northbound } from '../../model/build.ts';
import { cluster } from '../physical/cluster.ts';

const linesOf = (scene: Scene, width: number): string[] => renderText(scene, { width }).split('\n');

describe('a matrix of tunnels in characters', () => {
  it.each([60, 80, 200])('has every column and every name, %i cells wide', (width) => {
    const lines = linesOf(physicalScene(cluster(40)), width);
    const rows = lines.filter((line) => /compute-7 /.test(line) && !line.includes('chassis compute-7'));
    const ends = rows.flatMap((line) => [...line.matchAll(/[●▽○]/g)]);
    expect(ends).toHaveLength(39);
    const titles = lines
      .filter((line) => /│ +chassis /.test(line))
      .flatMap((line) => line.match(/\d+/g) ?? []);
    expect(titles.map(Number)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
  });
});

describe('a load balancer in characters', () => {
  it('has its datapaths before its backends', () => {
    const network = new Network({
      nb: northbound({
        Logical_Switch: { web: { load_balancer: ['shop'] } },
        Logical_Router: { edge: { load_balancer: ['shop'] } },
        Load_Balancer: { shop: { vips: { '192.0.2.1:80': '10.0.0.1:80' } } },
      }),
    });
    const text = renderText(lbScene(network), { width: 80 });
    const at = ['switch web', 'load balancer shop', 'router edge', 'backend 10.0.0.1:80'].map((words) =>
      text.indexOf(words),
    );
    expect(at).toEqual([...at].sort((a, b) => a - b));
    expect(at[0]).toBeGreaterThanOrEqual(0);
  });
});
