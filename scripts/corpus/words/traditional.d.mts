/** Simplified characters, and at the same place the traditional ones. */
export const SIMPLIFIED: string;
export const TRADITIONAL: string;
