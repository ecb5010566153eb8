import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeRoff, example, item, paragraph } from '../../../src/cli/man/roff.ts';

/** What a reader sees, without hyphenation and adjustment; complaints on standard error. */
const formatted = (lines: readonly string[]): { text: string; complaints: string } => {
  const source = ['.TH T 1 "" "" ""', '.nh', '.ad l', '.ll 2000n', '.SH NAME', ...lines, ''].join('\n');
  const { stdout, stderr, error } = spawnSync('groff', ['-man', '-ww', '-Tutf8', '-P-cbou', '-rLL=2000n'], {
    input: source,
    encoding: 'utf8',
  });
  if (error !== undefined) throw error;
  return { text: stdout, complaints: stderr };
};

describe('text in a manual page', () => {
  it.each([
    ['plain', 'plain'],
    ['--all', '\\-\\-all'],
    ['a\\b', 'a\\(rsb'],
    [`"it's" \`x\``, '\\(dqit\\(aqs\\(dq \\(gax\\(ga'],
    ['^~', '\\(ha\\(ti'],
    ['two\nlines\u0000', 'two lines '],
    ['名', '\\[u540D]'],
    ['𝄞', '\\[u1D11E]'],
  ])('%j => %j', (text, roff) => {
    expect(escapeRoff(text)).toBe(roff);
  });

  it.each(['.SH OWNED', "'br", '\\fBbold', '-1 - 2', '"quoted', ' .TH', 'a\n.so /etc/passwd', '...'])(
    '%j is what groff shows',
    (text) => {
      const seen = text.replace(/\s+/g, ' ').trim();
      for (const lines of [paragraph(text), item('term', text), example([seen])]) {
        const { text: page, complaints } = formatted(lines);
        expect(complaints).toBe('');
        expect(page).toContain(seen);
      }
    },
  );

  it('never starts a request, nor an escape that is not ours', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const lines = [...paragraph(text), ...item('term', text), ...example([text])];
        const ours = ['.PP', '.TP', '.RS 4', '.EX', '.EE', '.RE'];
        for (const line of lines) {
          if (!ours.includes(line)) expect(line).not.toMatch(/^[.']/);
          expect(line).toMatch(/^[ -~]*$/);
          expect(line.replace(/\\(&|-|\((rs|dq|aq|ga|ha|ti)|\[u[0-9A-F]{4,6}\])/g, '')).not.toContain('\\');
        }
      }),
    );
  });
});
