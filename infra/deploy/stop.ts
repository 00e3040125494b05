/**
 * The one way a program of this folder ends early: a sentence that says what is wrong and who must do what, and the exit code.
 */

/** Something was refused or is wrong; run again once it is put right. */
export const EXIT_FAILED = 1;
/** The command line is wrong. */
export const EXIT_USAGE = 2;
/** Nothing is wrong: another person has to act first. */
export const EXIT_WAITING = 3;

/** Ends the program with its message and no stack. */
export class Stop extends Error {
  override readonly name = 'Stop';
  readonly exitCode: number;

  constructor(message: string, exitCode: number = EXIT_FAILED, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}
