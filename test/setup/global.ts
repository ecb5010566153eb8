import { explain, missingPrograms } from '../../scripts/install-programs.js';

/** Tests without the real programs would prove little: they fail at once and say what to install. */
export default function setup(): void {
  const missing = missingPrograms();
  if (missing.length > 0) throw new Error(explain(missing));
}
