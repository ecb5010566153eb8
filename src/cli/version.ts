/** Set by the build from package.json. */
declare const OVNSCOPE_VERSION: string | undefined;

export const VERSION: string = typeof OVNSCOPE_VERSION === 'string' ? OVNSCOPE_VERSION : 'development';
