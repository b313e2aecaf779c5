// A reason as a sentence: `the bucket is empty` → `The bucket is empty.`

/** Capital first, full stop last, unless it ends in a mark of its own. */
export const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
