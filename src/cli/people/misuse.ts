// What a person got wrong in calling a command: printed as one line, exit status 2.

/** A file that cannot be read, a value that is none. */
export class Misuse extends Error {}

/** An operand or option that the command does not have: the line names the help, too. */
export class BadUsage extends Misuse {}
