export interface MissingProgram {
  readonly program: string;
  readonly package: string;
}
export declare const findProgram: (program: string) => string | undefined;
export declare const missingPrograms: () => MissingProgram[];
export declare const explain: (missing: readonly MissingProgram[]) => string;
export declare const installPrograms: () => MissingProgram[];
