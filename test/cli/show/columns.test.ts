import { describe, expect, it } from 'vitest';
import { alignColumns, type Line } from '../../../src/cli/show/index.ts';

const line = (...cells: (string | string[])[]): Line => ({
  cells: cells.map((cell) =>
    [cell]
      .flat()
      .filter((text) => text !== '')
      .map((text) => ({ text })),
  ),
});

describe('columns', () => {
  it('are aligned, without blanks at the end', () => {
    expect(
      alignColumns([line('NAME', 'STATE'), line('a', 'up'), line('longer', '')], { indent: ' ' }),
    ).toEqual([' NAME    STATE', ' a       up', ' longer']);
  });

  it('without content take no room', () => {
    expect(alignColumns([line('a', '', 'b'), line('c', '', 'd')])).toEqual(['a  b', 'c  d']);
  });

  it('stack their items when the table is wider than the terminal', () => {
    const rows = [line('name', ['10.0.0.1/24', 'fd00::1/64'], 'end'), line('b', ['10.0.1.1/24'], 'x')];
    expect(alignColumns(rows, { width: 80 })).toEqual([
      'name  10.0.0.1/24, fd00::1/64  end',
      'b     10.0.1.1/24              x',
    ]);
    expect(alignColumns(rows, { width: 25 })).toEqual([
      'name  10.0.0.1/24  end',
      '      fd00::1/64',
      'b     10.0.1.1/24  x',
    ]);
  });

  it('count emphasis as nothing', () => {
    const loud = { text: 'up', paint: (text: string) => `<b>${text}</b>` };
    expect(alignColumns([{ cells: [[loud], [{ text: 'x' }]] }, line('down', 'y')])).toEqual([
      '<b>up</b>    x',
      'down  y',
    ]);
  });
});
