// Made at build time from an installed package: see test/tools/envoy-words.mjs.
declare module 'virtual:envoy-words' {
  export const WORDS: string;
}
