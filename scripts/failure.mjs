// A failure that its message explains in full: what is wrong and what to do, for a person, without a stack.
export class Failure extends Error {}
