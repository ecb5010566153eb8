/** The formats of pictures: by `--format`, or by how a file's name ends. */
import { extname } from 'node:path';
import {
  foldScene,
  layoutScene,
  renderDot,
  renderDrawio,
  renderHtml,
  renderMermaid,
  renderSvg,
  renderText,
  sceneToJson,
  type FoldOptions,
  type Scene,
} from '../../viz/index.ts';
import { OvnscopeError, printable } from '../../text/index.ts';
import { viewerScript } from '../viewer-script.ts';
import { renderPng } from './png.ts';

export const FORMATS = ['svg', 'html', 'png', 'text', 'dot', 'mermaid', 'drawio', 'json'] as const;

export type Format = (typeof FORMATS)[number];

const BY_EXTENSION: Readonly<Record<string, Format>> = {
  '.svg': 'svg',
  '.html': 'html',
  '.htm': 'html',
  '.png': 'png',
  '.txt': 'text',
  '.dot': 'dot',
  '.gv': 'dot',
  '.mmd': 'mermaid',
  '.mermaid': 'mermaid',
  '.drawio': 'drawio',
  '.json': 'json',
};

/** `asked`: `--format`. Throws `OvnscopeError` of kind `usage` where nothing tells, or two things tell otherwise. */
export const formatOfFile = (path: string, asked?: Format): Format => {
  const named = BY_EXTENSION[extname(path).toLowerCase()];
  if (named !== undefined && asked !== undefined && named !== asked) {
    throw new OvnscopeError('usage', `${printable(path)} is named as ${named}, and --format says ${asked}`, {
      hint: 'another name, or no --format',
    });
  }
  const format = named ?? asked;
  if (format !== undefined) return format;
  throw new OvnscopeError('usage', `the name "${printable(path)}" does not tell which format is wanted`, {
    expected: `a name that ends in ${Object.keys(BY_EXTENSION).join(', ')}`,
    hint: `--format ${FORMATS.join('|')}`,
  });
};

export interface DrawOptions {
  readonly title: string | undefined;
  readonly theme: 'auto' | 'light' | 'dark';
  readonly scale: number;
  /** Of text, in characters. */
  readonly width: number;
  readonly ascii: boolean;
  readonly fold: FoldOptions;
  /** Told where a PNG had to be smaller than `scale` says, and what it became. */
  readonly onShrunk?: ((zoom: number) => void) | undefined;
}

/** The content of a file of that format. `scenes`: the one that is asked for, and for HTML other views beside it. */
export const draw = (
  format: Format,
  scenes: readonly [Scene, ...Scene[]],
  options: DrawOptions,
): string | Uint8Array => {
  const { title, theme, fold } = options;
  const [given] = scenes;
  const scene = title === undefined ? given : { ...given, title };
  switch (format) {
    case 'html':
      return renderHtml([scene, ...scenes.slice(1)], { title, viewer: viewerScript() });
    case 'json':
      return `${JSON.stringify(sceneToJson(scene), undefined, 2)}\n`;
    case 'dot':
      return renderDot(foldScene(scene, fold));
    case 'mermaid':
      return renderMermaid(foldScene(scene, fold));
    case 'text':
      return renderText(foldScene(scene, fold), { width: options.width, ascii: options.ascii });
    case 'drawio':
      return renderDrawio(layoutScene(foldScene(scene, fold)));
    case 'svg':
      return renderSvg(layoutScene(foldScene(scene, fold)), { theme });
    case 'png': {
      const svg = renderSvg(layoutScene(foldScene(scene, fold)), {
        theme: theme === 'dark' ? 'dark' : 'light',
      });
      return renderPng(svg, options.scale, options.onShrunk);
    }
  }
};
