/** Lines of a stream of text, whatever its pieces: those that came together are given together. */

export async function* linesOf(
  chunks: AsyncIterable<Uint8Array | string>,
): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const text = rest + (typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }));
    const lines: string[] = [];
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      lines.push(text.slice(from, end > from && text.charCodeAt(end - 1) === RETURN ? end - 1 : end));
      from = end + 1;
    }
    rest = text.slice(from);
    if (lines.length > 0) yield lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield [rest];
}

const RETURN = 0x0d;
