/** Words that several descriptions use for values. */

/** Milliseconds since 1970 as ISO 8601; nothing for what is none: old controllers write 0. */
export const dateOf = (milliseconds: number | bigint): string | undefined => {
  const date = new Date(Number(milliseconds));
  return Number(milliseconds) <= 0 || Number.isNaN(date.getTime()) ? undefined : date.toISOString();
};
