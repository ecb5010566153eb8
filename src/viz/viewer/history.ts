/** The address bar: what was done can be gone back on, and a link has all of it. */
import { formatHash } from './hash.ts';
import type { State } from './state.ts';

const WAIT = 250;

export class History {
  private readonly names: readonly string[];
  private written = location.hash.replace(/^#/, '');
  private timer: number | undefined;

  constructor(names: readonly string[], changed: (hash: string) => void) {
    this.names = names;
    const moved = (): void => {
      const hash = location.hash.replace(/^#/, '');
      if (hash === this.written) return;
      window.clearTimeout(this.timer);
      this.written = hash;
      changed(hash);
    };
    window.addEventListener('popstate', moved);
    window.addEventListener('hashchange', moved);
  }

  /** A step that one can go back from. */
  push(state: State): void {
    this.write(state, true);
  }

  /** Small changes, and many of them: written once they rest. */
  replace(state: State): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.write(state, false), WAIT);
  }

  private write(state: State, push: boolean): void {
    window.clearTimeout(this.timer);
    const hash = formatHash(state, this.names);
    if (hash === this.written) return;
    this.written = hash;
    const address = `${location.href.replace(/#.*$/s, '')}#${hash}`;
    try {
      if (push) window.history.pushState(null, '', address);
      else window.history.replaceState(null, '', address);
    } catch {
      // A page without an address of its own, in a frame: its links say less, everything else works.
    }
  }
}
