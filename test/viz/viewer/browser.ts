/** Pages in a real browser: one browser for a test file, the viewer bundled once. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { findProgram } from '../../../scripts/install-programs.js';
import { sha256 } from '../../../src/cli/viewer-script.ts';
import { renderHtml, type Scene } from '../../../src/viz/index.ts';

/** As scripts/build.js makes it. */
export const bundle = async (): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [resolve(import.meta.dirname, '../../../src/viz/viewer/main.ts')],
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    charset: 'utf8',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
};

export interface Opened {
  readonly page: Page;
  /** What went wrong in it, and what it asked of a network. */
  readonly complaints: readonly string[];
}

export class Pages {
  private readonly directory: string;
  private readonly browser: Browser;
  readonly script: string;
  private count = 0;

  private constructor(directory: string, browser: Browser, script: string) {
    this.directory = directory;
    this.browser = browser;
    this.script = script;
  }

  static async start(): Promise<Pages> {
    const browser = await chromium.launch({
      executablePath: findProgram('chromium') ?? 'chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    return new Pages(mkdtempSync(join(tmpdir(), 'ovnscope-pages-')), browser, await bundle());
  }

  async stop(): Promise<void> {
    await this.browser.close();
    rmSync(this.directory, { recursive: true, force: true });
  }

  html(scenes: readonly Scene[], title?: string): string {
    return renderHtml(scenes, { title, viewer: { script: this.script, sha256 } });
  }

  /** Opens the page and waits for its program. */
  async open(
    scenes: readonly Scene[],
    { hash = '', ...options }: BrowserContextOptions & { readonly hash?: string } = {},
  ): Promise<Opened> {
    const file = join(this.directory, `page-${this.count++}.html`);
    writeFileSync(file, this.html(scenes));
    const context = await this.browser.newContext({ viewport: { width: 1200, height: 800 }, ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() !== 'log') complaints.push(`console: ${message.text()}`);
    });
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) complaints.push(`request: ${request.url()}`);
    });
    await page.goto(`file://${file}${hash}`);
    if (options.javaScriptEnabled !== false)
      await page.waitForSelector('html[data-ready]', { timeout: 30_000 });
    return { page, complaints };
  }
}
