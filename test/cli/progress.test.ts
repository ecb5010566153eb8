import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bytesText, showProgress } from '../../src/cli/progress.ts';

describe('bytesText', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1500, '1.5 kB'],
    [86_773_828, '86.8 MB'],
  ])('%d => %s', (bytes, text) => expect(bytesText(bytes)).toBe(text));
});

describe('showProgress', () => {
  let written: string;
  const err = (terminal: boolean) => ({
    write: (text: string) => void (written += text),
    terminal,
    columns: 80,
  });
  beforeEach(() => {
    written = '';
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('says nothing of what is quick, and nothing where there is no terminal', () => {
    const quick = showProgress(err(true), 'reading', () => ({ bytes: 1, rows: 1 }));
    vi.advanceTimersByTime(500);
    quick();
    const piped = showProgress(err(false), 'reading', () => ({ bytes: 1, rows: 1 }));
    vi.advanceTimersByTime(5000);
    piped();
    expect(written).toBe('');
  });

  it('tells first of the wait, then of bytes, rows and rate, and goes away', () => {
    let amount = { bytes: 0, rows: 0 };
    const stop = showProgress(err(true), 'reading OVN_Southbound', () => amount);
    vi.advanceTimersByTime(2000);
    expect(written).toContain('\r\x1b[Kreading OVN_Southbound: waiting for the server, 2 s');
    amount = { bytes: 10_000_000, rows: 25_000 };
    vi.advanceTimersByTime(200);
    amount = { bytes: 20_000_000, rows: 50_000 };
    vi.advanceTimersByTime(200);
    expect(written).toContain('20.0 MB, 50,000 rows, 100.0 MB/s');
    stop();
    expect(written.endsWith('\r\x1b[K')).toBe(true);
  });
});
