/** Words that several descriptions use for values. */

/** Milliseconds since 1970 as a date; nothing for 0 and for what is none. */
export const dateOf = (milliseconds: number | bigint): string | undefined => {
  const date = new Date(Number(milliseconds));
  return Number(milliseconds) === 0 || Number.isNaN(date.getTime()) ? undefined : date.toISOString();
};
