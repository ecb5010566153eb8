/**
 * The program as it was compiled when it was built: parsing a megabyte of JavaScript anew takes longer than many an
 * answer. What V8 kept of it is good for the same V8 only; without it, or with another one, the modules are loaded.
 *
 *     parts/whole.cjs     the program in one script
 *     parts/whole.cache   what V8 made of it (scripts/code-cache.js)
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

interface Program {
  start(): Promise<void>;
}

/** `(function (require, module, exports, self) { … })`: a module of Node's older kind, that knows its address. */
type Wrapper = (
  require: NodeJS.Require,
  module: { exports: unknown },
  exports: unknown,
  self: string,
) => void;

/** `undefined` where it was not compiled, or by another Node. */
export const compiledProgram = (self: string): Program | undefined => {
  const path = fileURLToPath(new URL('parts/whole.cjs', self));
  let code: string;
  let cachedData: Buffer;
  try {
    code = readFileSync(path, 'utf8');
    cachedData = readFileSync(path.replace(/cjs$/, 'cache'));
  } catch {
    return undefined;
  }
  const script = new Script(code, { filename: path, cachedData });
  if (script.cachedDataRejected === true) return undefined;
  const module = { exports: {} };
  (script.runInThisContext() as Wrapper)(createRequire(self), module, module.exports, self);
  return module.exports as Program;
};
