// The modules that are made when something is bundled: every bundle of src takes these plugins.
import { envoyWords } from './envoy-words.mjs';
import { nodeCopies } from './node-copies.mjs';

/** @returns {import('rolldown').Plugin[]} */
export const madeModules = () => [envoyWords(), nodeCopies()];
